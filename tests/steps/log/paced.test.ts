/** When a picture of a log is made: at once after quiet, not again before it was drawn, not more often than it is read. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { paced } from '../../../src/steps/log/paced';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const put = (make: () => Promise<void> = async () => {}) => {
  const made = vi.fn(make);
  return { made, pace: paced(made, () => Date.now()) };
};

test('the next picture waits for the one before to be drawn, however much changes', async () => {
  const { made, pace } = put();
  pace.changed();
  expect(made).toHaveBeenCalledTimes(1);
  for (let n = 0; n < 10; n += 1) pace.changed();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(made).toHaveBeenCalledTimes(1);
  pace.drawn();
  await vi.advanceTimersByTimeAsync(0);
  expect(made).toHaveBeenCalledTimes(2);
});

test('a page that draws at once gets twelve a second', async () => {
  const { made, pace } = put();
  for (let ms = 0; ms < 1000; ms += 1) {
    pace.changed();
    pace.drawn();
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(made.mock.calls.length).toBeGreaterThanOrEqual(12);
  expect(made.mock.calls.length).toBeLessThanOrEqual(13);
});

test('what is asked for comes at once, drawn or not', async () => {
  const { made, pace } = put();
  pace.changed();
  await vi.advanceTimersByTimeAsync(0);
  pace.asked();
  expect(made).toHaveBeenCalledTimes(2);
});

test('a picture that cannot be made holds nothing up: it is tried again, a second later', async () => {
  let fails = true;
  const { made, pace } = put(async () => {
    if (fails) throw new Error('gone while it was read');
  });
  pace.changed();
  await vi.advanceTimersByTimeAsync(999);
  expect(made).toHaveBeenCalledTimes(1);
  fails = false;
  await vi.advanceTimersByTimeAsync(1);
  expect(made).toHaveBeenCalledTimes(2);
  pace.drawn();
  await vi.advanceTimersByTimeAsync(5000);
  expect(made).toHaveBeenCalledTimes(2);
});

test('one that is stopped makes none any more', async () => {
  const { made, pace } = put();
  pace.changed();
  pace.changed();
  pace.stop();
  pace.drawn();
  await vi.advanceTimersByTimeAsync(5000);
  expect(made).toHaveBeenCalledTimes(1);
});
