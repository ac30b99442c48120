import { ownClock, type Clock as TwoClocks } from '../../model/clock';

/** Time as the relay's timers see it; a test gives its own. */
export interface Clock extends TwoClocks {
  /** The answer forgets the work. */
  after(ms: number, work: () => void): () => void;
}

export const processClock: Clock = {
  ...ownClock,
  after(ms, work) {
    const timer = setTimeout(work, ms);
    // A poll that is due must not keep a server alive that was told to end.
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Work that sets its own pace: each turn is planned when the one before has ended. The answer ends it. */
export const repeat = (clock: Clock, waitMs: () => number, work: () => Promise<void>): (() => void) => {
  let ended = false;
  let forget = () => {};
  const turn = async () => {
    await work();
    if (!ended) forget = clock.after(waitMs(), () => void turn());
  };
  void turn();
  return () => {
    ended = true;
    forget();
  };
};
