import type { Clock } from '../../src/virtual/parts/wire';

/** Time that stands still until a test moves it. */
export interface TestClock extends Clock {
  /** Lets `ms` pass, doing what falls due on the way, in order, with what it sets off. */
  pass(ms: number): Promise<void>;
}

/** Everything promised by now, and what that promises, comes true. */
export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
};

export const testClock = (): TestClock => {
  let now = 0;
  let jobs: { due: number; work: () => void }[] = [];
  return {
    now: () => now,
    after(ms, work) {
      const job = { due: now + Math.max(0, ms), work };
      jobs.push(job);
      return () => {
        jobs = jobs.filter((other) => other !== job);
      };
    },
    async pass(ms) {
      const end = now + ms;
      for (;;) {
        await settled();
        const next = jobs.reduce<(typeof jobs)[number] | undefined>(
          (first, job) => (job.due <= end && (!first || job.due < first.due) ? job : first),
          undefined,
        );
        if (!next) break;
        jobs = jobs.filter((job) => job !== next);
        now = Math.max(now, next.due);
        next.work();
      }
      now = end;
      await settled();
    },
  };
};
