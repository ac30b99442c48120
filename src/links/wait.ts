/**
 * Waits that end by a value, a deadline or a signal, and leave no timer behind. Not built from `AbortSignal.any` and
 * `AbortSignal.timeout`, which on Node 20 never fire once the garbage collector has run (architecture, section 8).
 */

export interface Bounds {
  withinMs: number;
  /** The reason of the first that aborts is thrown. */
  signals?: readonly (AbortSignal | undefined)[];
}

/**
 * A deadline is spent in this many timers one after the other. A stalled thread (laptop sleep, a debugger, a busy
 * worker) spends one of them at most, and what arrived meanwhile is delivered before the next one ends: no wait gives
 * up without having looked at its buffer once more (esp-flashing, section 4).
 */
const timersPerDeadline = 4;

/**
 * What `begin` gives, or `undefined` at the deadline. `begin` may give at once; its answer stops the listening.
 * Throws the reason of a signal, also of one that aborted before.
 */
export const waitFor = <T>(begin: (give: (value: T) => void) => () => void, bounds: Bounds): Promise<T | undefined> =>
  new Promise((resolve, reject) => {
    const signals = (bounds.signals ?? []).filter((signal) => signal !== undefined);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stop: (() => void) | undefined;
    let ended = false;
    const end = (settle: () => void) => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', aborted);
      stop?.();
      settle();
    };
    const aborted = () => end(() => reject(signals.find((signal) => signal.aborted)?.reason));
    if (signals.some((signal) => signal.aborted)) return aborted();
    for (const signal of signals) signal.addEventListener('abort', aborted);
    let left = timersPerDeadline;
    const tick = () => {
      if (left-- === 0) end(() => resolve(undefined));
      else timer = setTimeout(tick, bounds.withinMs / timersPerDeadline);
    };
    tick();
    const listening = begin((value) => end(() => resolve(value)));
    if (ended) listening();
    else stop = listening;
  });

/** Nothing but time. Throws the reason of a signal. */
export const pause = async (ms: number, ...signals: (AbortSignal | undefined)[]): Promise<void> => {
  await waitFor<never>(() => () => {}, { withinMs: ms, signals });
};

/** The promise's value, or `undefined` when it takes longer; then its later failure is nobody's concern. */
export const atMost = <T>(ms: number, promise: Promise<T>): Promise<T | undefined> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms, undefined);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
