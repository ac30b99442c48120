import { vi } from 'vitest';

/**
 * Lets a conversation run in time that jumps from timer to timer. The clients poll and give up by the clock (one of them
 * after 100 ms without looking once more), so on a busy machine real time would make their verdict a matter of luck.
 */
export const inVirtualTime = async (talk: () => Promise<void>): Promise<void> => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] });
  let over = false;
  try {
    const talking = talk().finally(() => {
      over = true;
    });
    // A failure is told by the last line; until then it is not unhandled.
    talking.catch(() => undefined);
    while (!over) {
      // Whatever needs no timer, such as loading a stub's file, comes first.
      await new Promise((resolve) => setImmediate(resolve));
      await vi.advanceTimersToNextTimerAsync();
    }
    await talking;
  } finally {
    vi.useRealTimers();
  }
};
