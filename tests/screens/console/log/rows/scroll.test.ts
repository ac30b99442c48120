/** Where the list of a log stands in a box that can be only so tall, and whether a hand has moved it up. */
import { describe, expect, it } from 'vitest';
import { boxOf, isUp, moved, standAt, tallestBox } from '../../../../../src/screens/console/log/rows/scroll';

const box = (scrollTop: number, clientHeight: number, scrollHeight: number) => ({
  scrollTop,
  clientHeight,
  scrollHeight,
});

describe('a hand has moved the box up', () => {
  const before = { top: 1400, shift: 0 };

  it('when it stands above where it stood, and not at its end', () => {
    expect(isUp(before, box(1300, 600, 2000))).toBe(true);
    expect(isUp(before, box(1400, 600, 2000))).toBe(false);
    expect(isUp(before, box(1500, 400, 2000))).toBe(false);
  });

  it('not when the box has grown at its end: the browser moved it', () => {
    expect(isUp(before, box(1200, 800, 2000))).toBe(false);
  });

  it('not when the list has become shorter than that', () => {
    expect(isUp(before, box(0, 600, 600))).toBe(false);
    expect(isUp(before, box(400, 600, 1000))).toBe(false);
  });
});

describe('a list taller than a box can be', () => {
  const lengths = { list: 10 * tallestBox, seen: 600 };

  it('has its ends at those of the box', () => {
    expect(boxOf(lengths)).toBe(tallestBox);
    expect(standAt(0, lengths)).toEqual({ top: 0, shift: 0 });
    const { top, shift } = standAt(lengths.list, lengths);
    expect([top, top + shift]).toEqual([tallestBox - 600, lengths.list - 600]);
  });

  it('is moved by rows where the box is moved a little, and by shares where it is moved far', () => {
    const middle = standAt(lengths.list / 2, lengths);
    const little = moved(middle, middle.top + 19, lengths);
    expect(little.top + little.shift - (middle.top + middle.shift)).toBeCloseTo(19);
    const far = moved(middle, tallestBox / 4, lengths);
    expect((far.top + far.shift) / lengths.list).toBeCloseTo(0.25, 3);
  });
});
