/** The page's end of the conversations over Bluetooth that the bench worker holds. */
import { createStore } from 'zustand/vanilla';
import type { AirView } from '../model/air';
import type { Cloud, CloudAnswer, CloudEvent } from '../model/cloud';
import { BenchError } from '../model/problem';
import type { AirDesk } from '../screens/parts/air-desk';
import { type AirCommand, type FromWorker, isAirTold } from '../steps/run/messages';

interface Waiting {
  answered(answer: CloudAnswer): void;
  failed(fault: BenchError): void;
}

export const createAirDesk = (worker: Pick<Worker, 'postMessage' | 'addEventListener'>): AirDesk => {
  const view = createStore<Readonly<Record<string, AirView>>>(() => ({}));
  const waiting = new Map<number, Waiting>();
  const ears = new Map<string, Set<(event: CloudEvent) => void>>();
  const clouds = new Map<string, Cloud>();
  let asked = 0;
  const post = (command: AirCommand) => worker.postMessage(command);

  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (!isAirTold(data)) return;
    if (data.kind === 'air-view') return view.setState({ [data.device]: data.view });
    if (data.kind === 'air-event') {
      for (const heard of [...(ears.get(data.device) ?? [])]) heard(data.event);
      return;
    }
    const who = waiting.get(data.id);
    waiting.delete(data.id);
    if ('answer' in data) who?.answered(data.answer);
    else who?.failed(new BenchError(data.problem.code, data.problem.details));
  });

  /** Nobody answers any more what was asked of the one before. */
  worker.addEventListener('anew', () => {
    for (const who of waiting.values()) who.failed(new BenchError('unexpected', { reason: 'bench started anew' }));
    waiting.clear();
  });

  const cloudOf = (device: string, virtual: boolean): Cloud => {
    const heardBy = new Set<(event: CloudEvent) => void>();
    ears.set(device, heardBy);
    return {
      virtual,
      call: (call) =>
        new Promise((answered, failed) => {
          asked += 1;
          waiting.set(asked, { answered, failed });
          post({ kind: 'air-call', id: asked, device, call });
        }),
      listen(heard) {
        heardBy.add(heard);
        return () => heardBy.delete(heard);
      },
    };
  };

  return {
    view,
    open: (device) => post({ kind: 'air-open', device }),
    close: (device) => post({ kind: 'air-close', device }),
    release: (device) => post({ kind: 'air-release', device }),
    cloud(device, virtual) {
      const known = clouds.get(device) ?? cloudOf(device, virtual);
      clouds.set(device, known);
      return known;
    },
  };
};
