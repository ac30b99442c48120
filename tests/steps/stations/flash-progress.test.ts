/** What the glass tells while a board is written: counted over what is really sent, and never jumping. */
import { describe, expect, it } from 'vitest';
import type { WriteProgress } from '../../../src/chips/chip';
import type { WorkSpan } from '../../../src/model/flash-work';
import { followProgress } from '../../../src/steps/stations/flash-progress';

const k64 = 0x10000;
const follow = (size: number, address = 0) => {
  let now = 0;
  const told = followProgress({ address, size, covers: [], partitions: [], flashBytes: 64 * k64 }, () => now);
  /** `ms` later. */
  return (ms: number, progress: WriteProgress) => {
    now += ms;
    return told(progress);
  };
};

describe('a write that was compared first', () => {
  const work: readonly WorkSpan[] = [
    { offset: 0, size: 8 * k64, deed: 'keep' },
    { offset: 8 * k64, size: k64, deed: 'send' },
    { offset: 9 * k64, size: k64, deed: 'erase' },
    { offset: 10 * k64, size: 2 * k64, deed: 'send' },
  ];
  const total = 12 * k64;
  const writing = (done: number) => ({ phase: 'writing', done, total, work }) as const;

  it('is at nothing while the chip is asked, and counts what is sent', () => {
    const told = follow(total);
    expect(told(0, { phase: 'comparing', done: total / 2, total })).toMatchObject({ share: 0, done: 0 });
    expect(told(1000, writing(8 * k64))).toMatchObject({ share: 0, done: 0, total: 3 * k64, at: 8 * k64 });
    const half = told(1000, writing(10 * k64));
    expect(half).toMatchObject({ share: 0.5, done: k64, total: 3 * k64, at: 10 * k64, leftMs: 1000, rate: k64 });
    expect(half.behind).toEqual({ kept: 8 * k64, sent: k64, erased: k64 });
    expect(told(1000, writing(total))).toMatchObject({ share: 1, done: 3 * k64, at: total });
    expect(told(1000, { phase: 'checking', done: 0, total })).toMatchObject({ share: 1, done: 3 * k64, work });
  });

  it('says what is done once nothing is left to write, and never that nothing is left of it', () => {
    const told = follow(total);
    told(0, writing(8 * k64));
    const all = told(1000, writing(total));
    expect(all.phase).toBe('checking');
    expect(all).not.toHaveProperty('leftMs');
    expect(told(1000, { phase: 'checking', done: 0, total })).not.toHaveProperty('leftMs');
    expect(told(1000, { phase: 'checking', done: total, total })).not.toHaveProperty('leftMs');
  });

  it('goes on measuring while it erases on the way', () => {
    const told = follow(total);
    told(0, { phase: 'erasing', done: 8 * k64, total, work });
    told(1000, writing(9 * k64));
    const erased = told(1000, { phase: 'erasing', done: 10 * k64, total, work });
    expect(erased).toMatchObject({ share: 0.5, done: k64, rate: k64 / 2, leftMs: 2000 });
    expect(erased.rates).toHaveLength(3);
  });

  it('is done at once where all is there', () => {
    const kept: readonly WorkSpan[] = [{ offset: 0, size: total, deed: 'keep' }];
    const told = follow(total)(0, { phase: 'writing', done: total, total, work: kept });
    expect(told).toMatchObject({ share: 1, done: 0, total: 0, behind: { kept: total, sent: 0, erased: 0 } });
  });

  it('counts of a sector at the edge what is the image’s', () => {
    const edges: readonly WorkSpan[] = [
      { offset: 0x1000, size: 0x1000, deed: 'send' },
      { offset: 0x2000, size: 0x1000, deed: 'keep' },
      { offset: 0x3000, size: 0x1000, deed: 'send' },
    ];
    const told = follow(0x1020, 0x1ff0);
    told(0, { phase: 'writing', done: 0x1000, total: 0x1020, work: edges });
    expect(told(1, { phase: 'writing', done: 0x1010, total: 0x1020, work: edges })).toMatchObject({
      share: 0.5,
      done: 0x10,
      total: 0x20,
      at: 0x3000,
    });
  });
});

it('does not jump when a later piece turns out to be there already', () => {
  const [first, second] = [k64, 9 * k64];
  const total = first + second;
  const unknown: readonly WorkSpan[] = [
    { offset: 0, size: first, deed: 'send' },
    { offset: 2 * k64, size: second, deed: 'send' },
  ];
  const known: readonly WorkSpan[] = [
    unknown[0]!,
    { offset: 2 * k64, size: 8 * k64, deed: 'keep' },
    { offset: 10 * k64, size: k64, deed: 'send' },
  ];
  const told = follow(11 * k64);
  told(0, { phase: 'writing', done: 0, total, work: unknown });
  const { share } = told(100, { phase: 'writing', done: first, total, work: unknown });
  expect(share).toBeCloseTo(0.1);
  expect(told(100, { phase: 'comparing', done: first, total, work: unknown }).share).toBe(share);
  expect(told(100, { phase: 'writing', done: 9 * k64, total, work: known }).share).toBe(share);
  const half = told(100, { phase: 'writing', done: 9.5 * k64, total, work: known });
  expect(half.share).toBeCloseTo(0.55);
  expect(half).toMatchObject({ done: 1.5 * k64, total: 2 * k64 });
  expect(told(100, { phase: 'writing', done: total, total, work: known }).share).toBe(1);
});

it('without a comparison all of it is sent', () => {
  const told = follow(4 * k64, k64);
  told(0, { phase: 'erasing', done: 0, total: 4 * k64 });
  expect(told(0, { phase: 'writing', done: 0, total: 4 * k64 })).toMatchObject({ share: 0, at: k64 });
  const half = told(1000, { phase: 'writing', done: 2 * k64, total: 4 * k64 });
  expect(half).toMatchObject({ share: 0.5, done: 2 * k64, total: 4 * k64, at: 3 * k64, rate: 2 * k64, leftMs: 1000 });
  expect(half.work).toBeUndefined();
});
