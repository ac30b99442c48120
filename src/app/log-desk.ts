/** The page's end of the logs that the bench worker keeps. */
import { createStore } from 'zustand/vanilla';
import type { HexSeen, HexWish } from '../model/heard-bytes';
import type { LogFolderSeen } from '../model/log-folder';
import type { LogSeen, LogWish } from '../model/log-look';
import { BenchError } from '../model/problem';
import type { LogDesk, LogEye } from '../screens/parts/log-desk';
import { isLogTold, type LogAsk, type LogCommand } from '../steps/run/log-messages';
import type { FromWorker } from '../steps/run/messages';
import type { BenchThread } from './bench-thread';

interface Waiting {
  answered(answer: unknown): void;
  failed(fault: BenchError): void;
}

interface Open<Seen, Wish> {
  seen(seen: Seen): void;
  wish?: Wish;
}

/** `frame` as requestAnimationFrame: it rests while the page is hidden, and with it what is sent to be drawn. */
export const createLogDesk = (
  thread: Pick<BenchThread, 'postMessage' | 'addEventListener'>,
  frame: (drawn: () => void) => unknown,
): LogDesk => {
  const ports = createStore<readonly string[]>(() => []);
  const dropped = createStore(() => 0);
  const folder = createStore<LogFolderSeen | undefined>(() => undefined);
  const views = new Map<string, Open<LogSeen, LogWish>>();
  const hexViews = new Map<string, Open<HexSeen, HexWish>>();
  const waiting = new Map<number, Waiting>();
  let opened = 0;
  let asked = 0;
  const post = (command: LogCommand) => thread.postMessage(command);

  thread.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (!isLogTold(data)) return;
    if (data.kind === 'log-ports') return ports.setState(data.ports, true);
    if (data.kind === 'log-folder-seen') return folder.setState(data.seen, true);
    if (data.kind === 'log-dropped') return dropped.setState((before) => before + data.sessions, true);
    if (data.kind === 'log-seen') {
      const view = views.get(data.view);
      view?.seen(data.seen);
      if (view) frame(() => post({ kind: 'log-drawn', view: data.view }));
      return;
    }
    if (data.kind === 'hex-seen') {
      const view = hexViews.get(data.view);
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
    for (const [view, { wish }] of hexViews) if (wish) post({ kind: 'hex-look', view, wish });
  });

  const eyeOn = <Seen, Wish>(
    among: Map<string, Open<Seen, Wish>>,
    seen: (seen: Seen) => void,
    look: (view: string, wish: Wish) => void,
  ): LogEye<Wish> => {
    opened += 1;
    const view = `log-${opened}`;
    const own: Open<Seen, Wish> = { seen };
    among.set(view, own);
    return {
      view,
      look(wish) {
        own.wish = wish;
        look(view, wish);
      },
      leave() {
        if (among.delete(view)) post({ kind: 'log-leave', view });
      },
    };
  };

  return {
    ports,
    dropped,
    folder,
    lookAtFolder: () => post({ kind: 'log-folder' }),
    open: (seen) => eyeOn(views, seen, (view, wish) => post({ kind: 'log-look', view, wish })),
    openHex: (seen) => eyeOn(hexViews, seen, (view, wish) => post({ kind: 'hex-look', view, wish })),
    ask: (what, ask) =>
      new Promise((answered, failed) => {
        asked += 1;
        waiting.set(asked, { answered: answered as (answer: unknown) => void, failed });
        post({ kind: 'log-ask', id: asked, what, ...ask } as LogAsk);
      }),
  };
};
