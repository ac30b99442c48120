/** What the figures of `npm run bench` are held against agrees with the documents, and its time is what it says. */
import { describe, expect, test } from 'vitest';
import { writeFloor } from '../../scripts/bench/beken-floor';
import { md5Ideal, writeIdeal } from '../../scripts/bench/esp-ideal';
import { atMostSeconds, figureOf, within } from '../../scripts/bench/figure';
import { mergedMostlyBlank } from '../../scripts/bench/images';
import { inVirtualTime } from '../../scripts/bench/virtual-time';

const mib2 = 2 << 20;

// serial-measured, section 3, the table of a 2 MiB image, which has one turn of 2 ms a sector besides.
test.each([
  [460_800, 57.6],
  [921_600, 34.6],
  [2_000_000, 22.1],
  [3_000_000, 18.6],
])('the floor of a Beken chip at %i baud is the one of the document', (baud, seconds) => {
  const floor = writeFloor(mib2, { baud, latencyMs: 0 }) + (mib2 / 0x1000) * 2;
  expect(floor / 1000 / seconds).toBeCloseTo(1, 1);
  expect(Math.abs(floor / 1000 - seconds)).toBeLessThan(0.4);
});

// esp-measured, section 3, "ideal" of the merged image, which deflated to 119 KB.
test.each([
  [460_800, 12.5],
  [921_600, 11.9],
  [2_000_000, 11.9],
])('the ideal of an Espressif chip at %i baud is the one of the document', (baud, seconds) => {
  const image = mergedMostlyBlank();
  const line = { baud, latencyMs: 1 };
  const ideal = writeIdeal([{ address: 0, bytes: image, used: true }], line) + md5Ideal(image.length, line);
  expect(Math.abs(ideal / 1000 / seconds - 1)).toBeLessThan(0.03);
});

describe('a bar', () => {
  const figure = (ms: number) =>
    figureOf({ name: 'write', chip: 't5ai', image: 'one', baud: 1, latencyMs: 0, ms, idealMs: 1000 });
  test('is missed by more than it allows', () => {
    expect(within(3, figure(1030)).bar?.held).toBe(true);
    expect(within(3, figure(1040)).bar?.held).toBe(false);
    expect(atMostSeconds(3, figure(3000)).bar?.held).toBe(true);
    expect(atMostSeconds(3, figure(3001)).bar?.held).toBe(false);
  });
});

describe('time that jumps', () => {
  test('is as long as the timers say, and the board knows fractions of it', async () => {
    const life = performance.now();
    const seen = await inVirtualTime(async (clock) => {
      const at: number[] = [];
      clock.after(0.25, () => at.push(performance.now()));
      await new Promise((resolve) => setTimeout(resolve, 600_000));
      return [...at, performance.now()];
    });
    expect(seen).toEqual([0.25, 600_000]);
    expect(performance.now() - life).toBeLessThan(60_000);
  });

  // esp-flashing, section 4: 4 ms in a thread, about a second in a page that is hidden.
  test.for([
    ['visible', 1],
    ['hidden-worker', 4],
    ['hidden-page', 1000],
  ] as const)('runs a short timer of a thread that is %s after %i ms, and none of the board later', ([pace, after]) =>
    inVirtualTime(async (clock, host) => {
      host.pace(pace);
      let board: number | undefined;
      clock.after(0.5, () => {
        board = clock.now();
      });
      await new Promise((resolve) => setTimeout(resolve, 1));
      expect(clock.now()).toBe(after);
      expect(board).toBe(0.5);
    }),
  );

  test('lets a host stand still while its board goes on', () =>
    inVirtualTime(async (clock, host) => {
      const seen: number[] = [];
      clock.after(100, () => host.stall(5000));
      clock.after(2000, () => seen.push(clock.now()));
      await new Promise((resolve) => setTimeout(resolve, 1000));
      expect([...seen, clock.now()]).toEqual([2000, 5100]);
    }));

  test('stands still for work of other threads', async () => {
    const took = await inVirtualTime(async () => {
      const ticking = setInterval(() => {}, 1);
      await crypto.subtle.digest('SHA-256', new Uint8Array(8 << 20));
      clearInterval(ticking);
      return performance.now();
    });
    expect(took).toBeLessThan(20);
  });

  test('gives the globals back after a failure, too', async () => {
    const { setTimeout: before } = globalThis;
    await expect(inVirtualTime(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(globalThis.setTimeout).toBe(before);
  });
});
