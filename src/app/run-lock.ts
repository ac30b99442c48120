import type { StoreApi } from 'zustand/vanilla';
import { isBusy } from '../screens/parts/lane-words';
import type { BenchView } from '../steps/bench/bench-view';

/**
 * Tabs of one browser share one service worker, so a new version must wait for the runs of all of them. Each tab holds
 * a shared Web Lock while work is under way in it.
 */

const lockName = 'bindery-run-under-way';

export const isAtWork = ({ lanes }: Pick<BenchView, 'lanes'>): boolean => lanes.some(isBusy);

/** Keeps the lock whenever a lane is at work. The answer ends that. */
export const holdWhileAtWork = (view: StoreApi<BenchView>, locks: LockManager): (() => void) => {
  let release: (() => void) | undefined;
  const follow = (now: BenchView) => {
    if (isAtWork(now) === (release !== undefined)) return;
    if (release) {
      release();
      release = undefined;
      return;
    }
    const until = new Promise<void>((done) => {
      release = done;
    });
    void locks.request(lockName, { mode: 'shared' }, () => until);
  };
  follow(view.getState());
  const leave = view.subscribe(follow);
  return () => {
    leave();
    release?.();
  };
};

/** Does `work` while no tab is at work; false when one is, and then nothing was done. */
export const whileNobodyWorks = (locks: LockManager, work: () => Promise<void>): Promise<boolean> =>
  locks.request(lockName, { mode: 'exclusive', ifAvailable: true }, async (lock) => {
    if (!lock) return false;
    await work();
    return true;
  });
