/** The page's end of the logs that the bench worker keeps. */
import { createStore } from 'zustand/vanilla';
import type { LogSeen, LogWish } from '../model/log-look';
import { BenchError } from '../model/problem';
import type { LogDesk } from '../screens/parts/log-desk';
import { isLogTold, type LogAsk, type LogCommand } from '../steps/run/log-messages';
import type { FromWorker } from '../steps/run/messages';
import type { BenchThread } from './bench-thread';

interface Waiting {
  answered(answer: unknown): void;
  failed(fault: BenchError): void;
}

interface Open {
  seen(seen: LogSeen): void;
  wish?: LogWish;
}

/** `frame` as requestAnimationFrame: it rests while the page is hidden, and with it what is sent to be drawn. */
export const createLogDesk = (
  thread: Pick<BenchThread, 'postMessage' | 'addEventListener'>,
  frame: (drawn: () => void) => unknown,
): LogDesk => {
  const ports = createStore<readonly string[]>(() => []);
  const dropped = createStore(() => 0);
  const views = new Map<string, Open>();
  const waiting = new Map<number, Waiting>();
  let opened = 0;
  let asked = 0;
  const post = (command: LogCommand) => thread.postMessage(command);

  thread.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (!isLogTold(data)) return;
    if (data.kind === 'log-ports') return ports.setState(data.ports, true);
    if (data.kind === 'log-dropped') return dropped.setState((before) => before + data.sessions, true);
    if (data.kind === 'log-seen') {
      const view = views.get(data.view);
      view?.seen(data.seen);
      if (view) frame(() => post({ kind: 'log-drawn', view: data.view }));
      return;
    }
    const who = waiting.get(data.id);
    waiting.delete(data.id);
    if ('problem' in data) who?.failed(new BenchError(data.problem.code, data.problem.details));
    else who?.answered(data.answer);
  });
  /** The one before knows nothing any more; its logs lie where they were written. */
  thread.addEventListener('anew', () => {
    for (const who of waiting.values()) who.failed(new BenchError('unexpected', { reason: 'bench started anew' }));
    waiting.clear();
    ports.setState([], true);
    for (const [view, { wish }] of views) if (wish) post({ kind: 'log-look', view, wish });
  });

  return {
    ports,
    dropped,
    open(seen) {
      opened += 1;
      const view = `log-${opened}`;
      const own: Open = { seen };
      views.set(view, own);
      return {
        view,
        look(wish) {
          own.wish = wish;
          post({ kind: 'log-look', view, wish });
        },
        leave() {
          if (views.delete(view)) post({ kind: 'log-leave', view });
        },
      };
    },
    ask: (what, ask) =>
      new Promise((answered, failed) => {
        asked += 1;
        waiting.set(asked, { answered: answered as (answer: unknown) => void, failed });
        post({ kind: 'log-ask', id: asked, what, ...ask } as LogAsk);
      }),
  };
};
