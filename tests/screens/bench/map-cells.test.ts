import { describe, expect, test } from 'vitest';
import type { FlashProgress } from '../../../src/model/run';
import { cellRuns, keptRegions, mapCells, mapLabels } from '../../../src/screens/bench/lane/map-cells';

const k64 = 0x10000;
const partitions = [
  { label: 'nvs', type: 1, subtype: 2, offset: 0x9000, size: 0x6000 },
  { label: 'otadata', type: 1, subtype: 0, offset: 0xf000, size: 0x2000 },
  { label: 'factory', type: 0, subtype: 0, offset: k64 * 2, size: k64 * 4 },
  { label: 'tuya', type: 1, subtype: 6, offset: k64 * 12, size: k64 * 2 },
];
const progress = (change: Partial<FlashProgress> = {}): FlashProgress => ({
  phase: 'writing',
  done: 0,
  total: k64 * 4,
  rate: 0,
  from: 0,
  flashBytes: k64 * 16,
  covers: [],
  partitions,
  rates: [],
  ...change,
});

/** look.md, "Flash map": to scale, one cell per 64 KB block. */
describe('the map', () => {
  test('has a cell per 64 KiB', () => {
    expect(mapCells(progress())).toHaveLength(16);
    expect(mapCells(progress({ flashBytes: 8 * 1024 * 1024 }))).toHaveLength(128);
  });

  test('shows what is sent, what is being written, what is to come and what stays', () => {
    const cells = mapCells(progress({ done: k64 * 2.5, at: k64 * 2.5 }));
    expect(cells.slice(0, 5)).toEqual(['sent', 'sent', 'now', 'to-write', 'untouched']);
    expect(cells.slice(12)).toEqual(['kept', 'kept', 'untouched', 'untouched']);
  });

  test('is green only after the MD5 of the chip, never because bytes were sent (look.md, rule 2)', () => {
    const all = { done: k64 * 4 };
    expect(mapCells(progress(all)).includes('proven')).toBe(false);
    expect(mapCells(progress({ ...all, phase: 'checking' })).slice(0, 4)).toEqual(Array(4).fill('sent'));
    expect(mapCells(progress({ ...all, phase: 'booting' })).slice(0, 4)).toEqual(Array(4).fill('proven'));
  });

  test('calls nothing kept that the image writes over, even where the image is blank', () => {
    expect(keptRegions(progress()).map(({ label }) => label)).toEqual(['tuya']);
    expect(keptRegions(progress({ from: k64 * 2 })).map(({ label }) => label)).toEqual(['nvs', 'tuya']);
  });

  test('starts where the image starts', () => {
    const cells = mapCells(progress({ from: k64 * 2, done: k64, total: k64 * 2, at: k64 * 3 }));
    expect(cells.slice(0, 5)).toEqual(['kept', 'untouched', 'sent', 'now', 'untouched']);
  });

  test('joins what is kept or untouched to stretches, and nothing else', () => {
    const runs = cellRuns(mapCells(progress({ done: k64 * 2, at: k64 * 2 })));
    expect(runs.map(({ state, count }) => `${state} ${count}`)).toEqual([
      'sent 1',
      'sent 1',
      'now 1',
      'to-write 1',
      'untouched 8',
      'kept 2',
      'untouched 2',
    ]);
  });

  test('writes no name where another would be under it', () => {
    const close = [0, 1, 8].map((at) => ({ label: `p${at}`, type: 0, subtype: 0, offset: at * k64, size: 4 * k64 }));
    expect(mapLabels(progress({ partitions: close })).map(({ label }) => label)).toEqual(['p0', 'p8']);
  });
});
