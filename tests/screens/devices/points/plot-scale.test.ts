import { expect, test } from 'vitest';
import { plotOf } from '../../../../src/screens/devices/points/plot-scale';

const box = { width: 100, height: 50 };
const minute = 60_000;

test('nothing reported, nothing drawn', () => {
  expect(plotOf([], 1000, box)).toBeUndefined();
});

test('a flat line lies in the middle and reaches to now', () => {
  const plot = plotOf([{ at: 0, value: 42 }], 2 * minute, box);
  expect(plot).toMatchObject({ low: 42, high: 42, spanMs: 2 * minute });
  expect(plot?.points).toEqual([
    [0, 25],
    [100, 25],
  ]);
});

test('the higher the value the smaller y, with air at both ends', () => {
  const plot = plotOf(
    [
      { at: 0, value: -20 },
      { at: minute, value: 60 },
    ],
    2 * minute,
    box,
  );
  const [low, high] = plot?.points ?? [];
  expect(low?.[1]).toBeGreaterThan(high?.[1] ?? 99);
  for (const [, y] of plot?.points ?? []) {
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(50);
  }
  expect(high?.[0]).toBe(50);
});

test('the value held when the window begins is drawn at its left end', () => {
  const plot = plotOf(
    [
      { at: 0, value: 1 },
      { at: minute, value: 2 },
      { at: 19 * minute, value: 3 },
    ],
    20 * minute,
    box,
  );
  expect(plot?.points.map(([x]) => x)).toEqual([0, 90, 100]);
  expect(plot).toMatchObject({ low: 2, high: 3, spanMs: 10 * minute });
});

test('a value from long ago still holds', () => {
  expect(plotOf([{ at: 0, value: 7 }], 60 * minute, box)?.points.map(([x]) => x)).toEqual([0, 100]);
});
