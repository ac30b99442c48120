import type { Clock } from './wire';

/** The clocks of the make-believe world: real time (or a multiple of it), and time that jumps to the next thing to do. */

/**
 * `ms` of life by this clock: for whatever waits for a hand, another program or the time of day, which a faster board does
 * not hurry.
 */
export const lifeMs = ({ speed = 1 }: Pick<Clock, 'speed'>, ms: number): number => ms * speed;

const scaledClock = (speed: number): Clock => ({
  speed,
  now: () => performance.now() * speed,
  after(ms, work) {
    // Timers cut fractions off and would come early, to be told to come again.
    const timer = setTimeout(work, Math.ceil(Math.max(0, ms) / speed));
    return () => clearTimeout(timer);
  },
});

interface Job {
  due: number;
  work: () => void;
}

/** One job a turn, in order of their time, so that what a job sets off (promises too) is done before the next begins. */
const jumpingClock = (): Clock => {
  const jobs: Job[] = [];
  let now = 0;
  let turning = false;

  // Node's timers wait at least a millisecond; where `setImmediate` exists it turns at once.
  const soon = (work: () => void): void => {
    if (typeof setImmediate === 'function') setImmediate(work);
    else setTimeout(work, 0);
  };
  const turn = (): void => {
    const job = jobs.shift();
    turning = jobs.length > 0;
    if (turning) soon(turn);
    if (!job) return;
    now = Math.max(now, job.due);
    job.work();
  };

  return {
    now: () => now,
    after(ms, work) {
      const job: Job = { due: now + Math.max(0, ms), work };
      const later = jobs.findIndex((other) => other.due > job.due);
      jobs.splice(later < 0 ? jobs.length : later, 0, job);
      if (!turning) {
        turning = true;
        soon(turn);
      }
      return () => {
        const at = jobs.indexOf(job);
        if (at >= 0) jobs.splice(at, 1);
      };
    },
  };
};

/**
 * `speed` 1 is real time, 10 is ten times as fast. 0 does everything as soon as possible and in order; it suits
 * conversations that wait for answers, not ones that wait for the wall clock.
 */
export const realClock = (speed = 1): Clock => (speed > 0 ? scaledClock(speed) : jumpingClock());
