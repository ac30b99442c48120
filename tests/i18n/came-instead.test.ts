/** Boards that lost their own MAC are not told apart by it: no sentence says that one is another. */
import { expect, it } from 'vitest';
import { bench as en } from '../../src/i18n/en/bench';
import { bench as zh } from '../../src/i18n/zh/bench';
import type { LaneView } from '../../src/model/run';
import { ownMacOf } from '../../src/screens/parts/lane-words';

const [a, b] = ['A4:CF:12:00:00:01', 'A4:CF:12:00:00:02'];

it('calls a board another one only where two MACs say so', () => {
  expect(en.words.lane.cameInstead(a, b)).toContain('Another board came');
  expect(zh.lane.cameInstead(a, b)).toContain('另一块');
  for (const [expected, found] of [
    [undefined, b],
    [a, undefined],
    [undefined, undefined],
  ]) {
    expect(en.words.lane.cameInstead(expected, found)).not.toContain('Another');
    expect(en.words.lane.cameInstead(expected, found)).toContain('nothing proves');
    expect(zh.lane.cameInstead(expected, found)).not.toContain('另一块');
    expect(zh.lane.cameInstead(expected, found)).toContain('无法证明');
  }
});

it('takes the MAC that chips come with for none', () => {
  const lane = (mac: string) => ({ chip: { mac } }) as LaneView;
  expect(ownMacOf(lane(a))).toBe(a);
  expect(ownMacOf(lane('C8:47:8C:00:00:18'))).toBeUndefined();
});
