import type { StoreApi } from 'zustand/vanilla';
import type { BenchView } from '../steps/bench/bench-view';
import { isAtWork } from './run-lock';

export type Screen = Pick<Document, 'visibilityState' | 'addEventListener'>;

/**
 * A computer that falls asleep takes its boards with it. The lock goes whenever the page is hidden, and is taken again
 * when it is seen. A refusal (a low battery, a policy) changes nothing for the work.
 */
export const keepAwake = (view: StoreApi<BenchView>, wakeLock: WakeLock | undefined, page: Screen): void => {
  if (!wakeLock) return;
  let held: WakeLockSentinel | undefined;
  let asking = false;
  let refused = false;
  const follow = async () => {
    const wanted = isAtWork(view.getState());
    if (!wanted) refused = false;
    if (!wanted && held) {
      const sentinel = held;
      held = undefined;
      await sentinel.release().catch(() => undefined);
    }
    if (!wanted || held || asking || refused || page.visibilityState !== 'visible') return;
    asking = true;
    const sentinel = await wakeLock.request('screen').catch(() => undefined);
    asking = false;
    refused = !sentinel;
    held = sentinel;
    sentinel?.addEventListener('release', () => {
      if (held === sentinel) held = undefined;
    });
    // The work may have ended while the browser thought about it.
    if (held && !isAtWork(view.getState())) await follow();
  };
  page.addEventListener('visibilitychange', () => {
    refused = false;
    void follow();
  });
  view.subscribe(() => void follow());
  void follow();
};
