import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { atMost, pause, waitFor } from '../../src/links/wait';

const nothing = () => () => {};

describe('a wait', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  test('ends with the value and stops listening once', async () => {
    const stop = vi.fn();
    let give: (value: string) => void = () => {};
    const waiting = waitFor<string>(
      (offer) => {
        give = offer;
        return stop;
      },
      { withinMs: 1000 },
    );
    give('first');
    give('second');
    expect(await waiting).toBe('first');
    expect(stop).toHaveBeenCalledTimes(1);
  });

  test('ends with a value that was there at once, and still stops listening', async () => {
    const stop = vi.fn();
    const waiting = waitFor<number>(
      (give) => {
        give(7);
        return stop;
      },
      { withinMs: 1000 },
    );
    expect(await waiting).toBe(7);
    expect(stop).toHaveBeenCalledTimes(1);
  });

  test('ends with nothing at its deadline and not before', async () => {
    const ended = vi.fn();
    const waiting = waitFor(nothing, { withinMs: 1000 }).then(ended);
    await vi.advanceTimersByTimeAsync(999);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await waiting;
    expect(ended).toHaveBeenCalledWith(undefined);
  });

  test('throws the reason of whichever signal aborts, also of one that did before', async () => {
    const first = new AbortController();
    const second = new AbortController();
    const waiting = waitFor(nothing, { withinMs: 1000, signals: [undefined, first.signal, second.signal] });
    second.abort('stopped');
    await expect(waiting).rejects.toBe('stopped');
    await expect(waitFor(nothing, { withinMs: 1000, signals: [second.signal] })).rejects.toBe('stopped');
    await expect(pause(1000, second.signal)).rejects.toBe('stopped');
  });

  test('leaves a promise behind that takes too long, and its later failure', async () => {
    let fail: (reason: string) => void = () => {};
    const slow = new Promise<string>((_, reject) => {
      fail = reject;
    });
    const waiting = atMost(50, slow);
    await vi.advanceTimersByTimeAsync(50);
    expect(await waiting).toBeUndefined();
    fail('too late to matter');
    expect(await atMost(50, Promise.resolve('quick'))).toBe('quick');
  });
});

test('a stalled thread looks at what arrived meanwhile before it gives up (esp-flashing, section 4)', async () => {
  const stallMs = 60;
  const answer = await waitFor<string>(
    (give) => {
      const timer = setTimeout(() => {
        // Longer than the whole deadline, and the bytes are delivered a turn later.
        const until = performance.now() + stallMs;
        while (performance.now() < until);
        setImmediate(() => setImmediate(give, 'was there all the time'));
      }, 0);
      return () => clearTimeout(timer);
    },
    { withinMs: stallMs / 2 },
  );
  expect(answer).toBe('was there all the time');
});
