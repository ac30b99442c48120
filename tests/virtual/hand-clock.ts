import type { Clock } from '../../src/virtual/parts/wire';

/** Time that only a test moves: `pass` runs what falls due, in order, and what that sets off. */
export const handClock = (): Clock & { pass(ms: number): void } => {
  let now = 0;
  const jobs = new Set<{ due: number; work: () => void }>();
  return {
    now: () => now,
    after(ms, work) {
      const job = { due: now + ms, work };
      jobs.add(job);
      return () => jobs.delete(job);
    },
    pass(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = [...jobs].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
        if (!next) break;
        jobs.delete(next);
        now = Math.max(now, next.due);
        next.work();
      }
      now = end;
    },
  };
};
