import type { Expressions } from '../steps/log/seeker';

/** No expression that is worth it takes as long for a few hundred lines, ms. */
const limitMs = 1000;
/** A text and a file name stand on lines of their own. */
const flags = 'im';

/** Each in a worker of its own, begun with the first test: an expression that never ends cannot be ended otherwise. */
export const workerExpressions: Expressions = {
  open(source) {
    // Says at once what is wrong with it.
    new RegExp(source, flags);
    let worker: Worker | undefined;
    const end = () => {
      worker?.terminate();
      worker = undefined;
    };
    return {
      test: (texts) =>
        new Promise((tell) => {
          worker ??= new Worker(new URL('./expression-worker.ts', import.meta.url), { type: 'module' });
          let late: ReturnType<typeof setTimeout> | undefined;
          const slow = () => {
            end();
            tell('slow');
          };
          worker.onmessage = ({ data }: MessageEvent<'begun' | Uint8Array>) => {
            if (data === 'begun') {
              late = setTimeout(slow, limitMs);
              return;
            }
            clearTimeout(late);
            tell(data);
          };
          worker.onerror = slow;
          worker.postMessage({ source, flags, texts });
        }),
      close: end,
    };
  },
};
