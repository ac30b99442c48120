import { describe, expect, test } from 'vitest';
import { formats } from '../../../src/i18n/format';
import type { FlashProgress } from '../../../src/model/run';
import {
  cellRuns,
  keptRegions,
  legendOf,
  mapCells,
  mapLabels,
  partlySame,
  regionOf,
  steady,
} from '../../../src/screens/bench/lane/map-cells';

const k64 = 0x10000;
const partitions = [
  { label: 'nvs', type: 1, subtype: 2, offset: 0x9000, size: 0x6000 },
  { label: 'otadata', type: 1, subtype: 0, offset: 0xf000, size: 0x2000 },
  { label: 'factory', type: 0, subtype: 0, offset: k64 * 2, size: k64 * 4 },
  { label: 'tuya', type: 1, subtype: 6, offset: k64 * 12, size: k64 * 2 },
];
const progress = (change: Partial<FlashProgress> = {}): FlashProgress => ({
  phase: 'writing',
  share: 0,
  done: 0,
  total: k64 * 4,
  rate: 0,
  from: 0,
  size: k64 * 4,
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
    const cells = mapCells(progress({ share: 0.6, at: k64 * 2.5 }));
    expect(cells.slice(0, 5)).toEqual(['sent', 'sent', 'now', 'to-write', 'untouched']);
    expect(cells.slice(12)).toEqual(['kept', 'kept', 'untouched', 'untouched']);
  });

  test('is green only after the MD5 of the chip, never because bytes were sent (look.md, rule 2)', () => {
    const all = { share: 1, at: k64 * 4 };
    expect(mapCells(progress(all)).includes('proven')).toBe(false);
    expect(mapCells(progress({ ...all, phase: 'checking' })).slice(0, 4)).toEqual(Array(4).fill('sent'));
    expect(mapCells(progress({ ...all, phase: 'booting' })).slice(0, 4)).toEqual(Array(4).fill('proven'));
  });

  test('calls nothing kept that the image writes over, even where the image is blank', () => {
    expect(keptRegions(progress()).map(({ label }) => label)).toEqual(['tuya']);
    expect(keptRegions(progress({ from: k64 * 2 })).map(({ label }) => label)).toEqual(['nvs', 'tuya']);
  });

  test('starts where the image starts', () => {
    const cells = mapCells(progress({ from: k64 * 2, share: 0.5, size: k64 * 2, at: k64 * 3 }));
    expect(cells.slice(0, 5)).toEqual(['kept', 'untouched', 'sent', 'now', 'untouched']);
  });

  test('joins what is kept or untouched to stretches, and nothing else', () => {
    const runs = cellRuns(mapCells(progress({ share: 0.5, at: k64 * 2 })));
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

/** The states of an image that is partly there (beken-uart-boot, section 9, step 4; look.md, "half tone = same already"). */
describe('the map of a write that was compared first', () => {
  const work = [
    { offset: 0, size: k64, deed: 'keep' },
    { offset: k64, size: k64 + 0x1000, deed: 'send' },
    { offset: 2 * k64 + 0x1000, size: 2 * k64 - 0x1000, deed: 'erase' },
    { offset: 4 * k64, size: k64, deed: 'keep' },
    // The sectors of a store lie between: they are no part of the plan.
    { offset: 6 * k64, size: k64, deed: 'send' },
  ] as const;
  const partly = (change: Partial<FlashProgress>) =>
    mapCells(
      progress({ work, size: 7 * k64, partitions: [{ ...partitions[3]!, offset: 5 * k64, size: k64 }], ...change }),
    );

  test('tells what is there, what is to be sent and what is to be erased', () => {
    const cells = ['same', 'to-write', 'to-write', 'to-erase', 'same', 'kept', 'to-write', 'untouched'];
    expect(partly({ phase: 'comparing' }).slice(0, 8)).toEqual(cells);
  });

  test('and what of it is done', () => {
    const at = (address: number) => partly({ at: address, share: 0.5 }).slice(0, 8).join(' ');
    expect(at(k64)).toBe('same now to-write to-erase same kept to-write untouched');
    expect(at(2 * k64 + 0x1000)).toBe('same sent now to-erase same kept to-write untouched');
    expect(partly({ at: 2 * k64 + 0x1000, share: 0.5, phase: 'erasing' })[2]).toBe('now');
    expect(at(6 * k64)).toBe('same sent sent erased same kept now untouched');
    const done = partly({ at: 7 * k64, share: 1, phase: 'checking' }).slice(0, 8);
    expect(done.join(' ')).toBe('same sent sent erased same kept sent untouched');
    const proven = partly({ at: 7 * k64, share: 1, phase: 'booting' }).slice(0, 8);
    expect(proven.join(' ')).toBe('same proven proven erased same kept proven untouched');
  });

  test('a cell of which a part was there already shows that part, whatever becomes of the rest', () => {
    const mixed = [
      { offset: 0, size: 0x4000, deed: 'keep' },
      { offset: 0x4000, size: k64 - 0x4000, deed: 'send' },
      { offset: k64, size: k64, deed: 'send' },
      { offset: 2 * k64, size: k64, deed: 'keep' },
      { offset: 3 * k64, size: 0x1000, deed: 'erase' },
      { offset: 3 * k64 + 0x1000, size: k64 - 0x1000, deed: 'keep' },
    ] as const;
    const told = progress({ work: mixed, size: 4 * k64 });
    const same = partlySame(told);
    expect(same.slice(0, 5)).toEqual([true, false, false, true, false]);
    const runs = cellRuns(mapCells(told), same).map(({ state, mixed: also }) => `${state}${also ? ' and same' : ''}`);
    expect(runs.slice(0, 4)).toEqual(['to-write and same', 'to-write', 'same', 'to-erase and same']);
    expect(partlySame(progress()).some(Boolean)).toBe(false);
  });

  test('a store between the stretches is kept by name', () => {
    const stores = [{ ...partitions[3]!, offset: 5 * k64, size: k64 }];
    expect(keptRegions(progress({ work, size: 7 * k64, partitions: stores }))).toEqual(stores);
  });

  test('has its legend in bytes, also of what is less than a cell', () => {
    const behind = { kept: 2 * k64, sent: 0x1000, erased: 0x2000 };
    const told = progress({ work, behind, done: 0x1000, total: 2 * k64, at: k64, share: 0.1 });
    expect(legendOf(told, ['same', 'now', 'to-erase', 'kept'])).toEqual([
      { state: 'same', bytes: 2 * k64 },
      { state: 'sent', bytes: 0x1000 },
      { state: 'to-write', bytes: 2 * k64 - 0x1000 },
      { state: 'erased', bytes: 0x2000 },
      { state: 'to-erase' },
      { state: 'kept' },
    ]);
    expect(legendOf({ ...told, phase: 'booting', done: 2 * k64 }, ['proven', 'same'])).toEqual([
      { state: 'same', bytes: 2 * k64 },
      { state: 'proven', bytes: 2 * k64 },
      { state: 'erased', bytes: 0x2000 },
    ]);
    expect(legendOf(progress(), ['sent', 'to-write'])).toEqual([{ state: 'sent' }, { state: 'to-write' }]);
  });
});

test.each([
  ['tuya', 'license'],
  ['factory_nvs', 'calibration'],
  ['nvs', 'wifi'],
  ['ota_0', 'application'],
  ['ota_1', 'application'],
  ['otadata', 'choice'],
  ['constructor', undefined],
  ['my_data', undefined],
])('the region %s is told by what it is for: %s', (label, word) => expect(regionOf(label)).toBe(word));

test.each([
  [65_341, '64 KiB'],
  [209_091, '204 KiB'],
  [700, '700 B'],
])('an amount that grows has no fractions of a KiB that jump: %i bytes', (bytes, told) =>
  expect(formats('en').bytes(steady(bytes)).replace('\u00a0', ' ')).toBe(told),
);
