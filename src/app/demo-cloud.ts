import type { Cloud, CloudAnswer, CloudEvent } from '../model/cloud';
import { BenchError } from '../model/problem';
import { type CloudCommand, type FromWorker, isCloudTold } from '../steps/run/messages';

/** The make-believe cloud as the page sees it: the same shape as a real project's behind the relay. */
export interface DemoCloud extends Cloud {
  /** Faults on request, by the names of the emulated cloud; `times` uses, or until taken away. */
  fault(name: string, set: boolean, times?: number): void;
}

interface Waiting {
  answered(answer: CloudAnswer): void;
  failed(fault: BenchError): void;
}

/** The page's end of the cloud in the bench worker. Asking is what wakes it; listening costs nothing. */
export const createDemoCloud = (worker: Pick<Worker, 'postMessage' | 'addEventListener'>): DemoCloud => {
  const waiting = new Map<number, Waiting>();
  const ears = new Set<(event: CloudEvent) => void>();
  let asked = 0;
  const post = (command: CloudCommand) => worker.postMessage(command);

  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (!isCloudTold(data)) return;
    if (data.kind === 'cloud-event') {
      for (const heard of [...ears]) heard(data.event);
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

  return {
    virtual: true,
    call: (call) =>
      new Promise((answered, failed) => {
        asked += 1;
        waiting.set(asked, { answered, failed });
        post({ kind: 'cloud-call', id: asked, call });
      }),
    listen(heard) {
      ears.add(heard);
      return () => ears.delete(heard);
    },
    fault: (fault, set, times) => post({ kind: 'cloud-fault', fault, set, times }),
  };
};
