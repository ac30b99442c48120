import { expect, test } from 'vitest';
import { linePieces } from '../../../../../src/screens/console/log/rows/line-pieces';
import { elapsed, timeOf } from '../../../../../src/screens/console/log/rows/log-times';
import { boxOf, moved, standAt, tallestBox } from '../../../../../src/screens/console/log/rows/scroll';

test('colours hold from their place to the next, also around masks and what was found', () => {
  const line = {
    text: 'ok key=•••••• end',
    masked: [[7, 6]] as const,
    colours: [
      [0, 2],
      [3, 1],
      [14, null],
    ] as const,
  };
  expect(linePieces(line, 'key')).toEqual([
    { kind: 'text', text: 'ok ', at: 0, colour: 2 },
    { kind: 'found', text: 'key', at: 3 },
    { kind: 'text', text: '=', at: 6, colour: 1 },
    { kind: 'mask', at: 7 },
    { kind: 'text', text: ' ', at: 13, colour: 1 },
    { kind: 'text', text: 'end', at: 14 },
  ]);
});

test('times since the first line, and since the line above', () => {
  const row = { number: 3, line: { at: 5000, ticks: 900, text: '' }, gap: 12 };
  expect(timeOf(row, 'start', { at: 1, ticks: 400 }, String)).toBe('+0.500');
  expect(timeOf(row, 'between', undefined, String)).toBe('+0.012');
  expect(timeOf({ ...row, gap: undefined as never }, 'between', undefined, String)).toBe('');
  expect([61_204, 3_721_204, -5].map(elapsed)).toEqual(['+1:01.204', '+1:02:01.204', '−0.005']);
});

test('a list taller than a browser can draw is reached everywhere: both ends, shares by the bar, rows by small moves', () => {
  const lengths = { list: 190_000_000, seen: 600 };
  expect(boxOf(lengths)).toBe(tallestBox);
  const end = standAt(lengths.list, lengths);
  expect(end.top + end.shift).toBe(lengths.list - 600);
  const middle = moved(end, tallestBox / 2, lengths);
  expect(Math.abs((middle.top + middle.shift) / lengths.list - 0.5)).toBeLessThan(0.001);
  const row = moved(middle, middle.top + 19, lengths);
  expect(row.top + row.shift - middle.top - middle.shift).toBe(19);
  const top = moved(row, 0, lengths);
  expect(top.top + top.shift).toBe(0);
  expect(standAt(500, { list: 1000, seen: 600 })).toEqual({ top: 400, shift: 0 });
});
