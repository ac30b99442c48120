import { describe, expect, test } from 'vitest';
import { adapterSpeed, afterWriting, chooseSpeed, slowerSpeed } from '../../src/model/line-speed';

const ch340 = { vendorId: 0x1a86, productId: 0x7523 };
const ch343 = { vendorId: 0x1a86, productId: 0x55d3 };
const cp210x = { vendorId: 0x10c4, productId: 0xea60 };
const now = 1_900_000_000_000;
const day = 24 * 3_600_000;

test('the most an adapter carries is what beken-uart-boot, section 5, says of its ids', () => {
  expect(adapterSpeed(ch340)).toBe(2_000_000);
  expect(adapterSpeed(ch343)).toBe(3_000_000);
  expect(adapterSpeed(cp210x)).toBe(921_600);
  expect(adapterSpeed(undefined)).toBe(921_600);
});

describe('where flashing begins', () => {
  test('at what the adapter is known for, or at what a person asks for', () => {
    expect(chooseSpeed(undefined, ch340, {}, now)).toEqual({ baud: 2_000_000, wanted: 2_000_000 });
    expect(chooseSpeed(460_800, ch340, {}, now)).toEqual({ baud: 460_800, wanted: 460_800 });
  });

  test('an adapter that carried more than its ids promise begins there', () => {
    expect(chooseSpeed(undefined, cp210x, { carried: 3_000_000 }, now).baud).toBe(3_000_000);
  });

  test('a line that fell back begins where it ended, for a week', () => {
    const met = { limit: { baud: 921_600, at: now } };
    expect(chooseSpeed(undefined, ch340, met, now + day)).toEqual({ baud: 921_600, wanted: 2_000_000 });
    expect(chooseSpeed(undefined, ch340, met, now + 8 * day).baud).toBe(2_000_000);
    expect(chooseSpeed(2_000_000, ch340, met, now + day).baud).toBe(2_000_000);
  });
});

describe('what a line teaches', () => {
  test('that it carries', () => {
    expect(afterWriting({}, { tried: 2_000_000, carried: 2_000_000 }, now)).toEqual({ carried: 2_000_000 });
    expect(afterWriting({ carried: 2_000_000 }, { tried: 115_200, carried: 115_200 }, now).carried).toBe(2_000_000);
  });

  test('where it fell back to, and then keeps to', () => {
    const fell = afterWriting({}, { tried: 2_000_000, carried: 921_600 }, now);
    expect(fell).toEqual({ carried: 921_600, limit: { baud: 921_600, at: now } });
    expect(afterWriting(fell, { tried: 921_600, carried: 921_600 }, now + 1)).toEqual(fell);
    expect(afterWriting(fell, { tried: 460_800, carried: 460_800 }, now + 1)).toEqual(fell);
  });

  test('that a write which broke off wants the next lower speed', () => {
    expect(afterWriting({}, { tried: 2_000_000, carried: undefined }, now).limit?.baud).toBe(921_600);
    expect(afterWriting({}, { tried: 115_200, carried: undefined }, now).limit?.baud).toBe(115_200);
  });

  test('that the limit was wrong, when more went through', () => {
    const fell = { carried: 921_600, limit: { baud: 921_600, at: now } };
    expect(afterWriting(fell, { tried: 2_000_000, carried: 2_000_000 }, now)).toEqual({ carried: 2_000_000 });
  });
});

test('one step down at a time', () => {
  expect([3_000_000, 2_000_000, 921_600, 115_200].map(slowerSpeed)).toEqual([2_000_000, 921_600, 460_800, undefined]);
});
