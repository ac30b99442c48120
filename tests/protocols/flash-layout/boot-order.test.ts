import { describe, expect, test } from 'vitest';
import type { OtaEntry } from '../../../src/model/board-layout';
import type { Partition } from '../../../src/model/firmware';
import { bootOrder, otaDataRow, slotOf } from '../../../src/protocols/flash-layout/boot-order';
import {
  activeEntry,
  choosing,
  isSettled,
  otaSector,
  readOtaEntry,
} from '../../../src/protocols/flash-layout/ota-data';

/** The rules of ESP-IDF's second-stage loader, `bootloader_utility.c` and `bootloader_common_loader.c` (v5). */

const blank: OtaEntry = { sequence: 0xffffffff, state: 0xffffffff, checks: false };
const entry = (sequence: number, state = 2, checks = true): OtaEntry => ({ sequence, state, checks });
const app = (label: string, subtype: number): Partition => ({
  label,
  type: 0,
  subtype,
  offset: 0x10000,
  size: 0x10000,
});
const names = (rows: readonly Partition[], ...entries: [OtaEntry, OtaEntry]): string[] =>
  bootOrder(
    rows.map(slotOf).filter((slot) => slot !== undefined),
    { entries },
  ).map(({ label }) => label);

const two = [app('ota_0', 0x10), app('ota_1', 0x11)];
const all = [app('factory', 0), app('test', 0x20), app('ota_1', 0x11), app('ota_0', 0x10), app('ota_2', 0x12)];

describe('OTA data', () => {
  test('the entry that ESP-IDF writes for sequence 1 has the checksum 4743989A', () => {
    expect([...otaSector(1).subarray(28, 32)]).toEqual([0x9a, 0x98, 0x43, 0x47]);
    expect(readOtaEntry(otaSector(1))).toEqual({ sequence: 1, state: 0xffffffff, checks: true });
    expect(otaSector(7)).toHaveLength(0x1000);
  });

  test('an erased sector is no entry, whatever its checksum', () => {
    const erased = readOtaEntry(new Uint8Array(32).fill(0xff));
    expect(erased.sequence).toBe(0xffffffff);
    expect(activeEntry({ entries: [erased, { ...erased, checks: true }] })).toBeUndefined();
  });

  test.each([
    ['the higher of two', [entry(3), entry(4)], 1],
    ['the higher of two, the other way round', [entry(6), entry(5)], 0],
    ['a bad checksum does not count', [entry(3), entry(9, 2, false)], 0],
    ['an invalid state does not count', [entry(9, 3), entry(4)], 1],
    ['an aborted state does not count', [entry(9, 4), entry(4)], 1],
    ['one sector only', [blank, entry(2)], 1],
    ['none', [blank, entry(2, 4)], undefined],
  ] as const)('%s', (_, [first, second], active) => {
    expect(activeEntry({ entries: [first, second] })).toBe(active);
  });

  test('a choice that a loader with rollback takes back is not settled', () => {
    expect([0, 1, 2, 0xffffffff].map((state) => isSettled(entry(1, state)))).toEqual([false, false, true, true]);
  });

  test.each([
    [[blank, blank], 1, 2, 2, 0],
    [[entry(1), blank], 1, 2, 2, 1],
    [[entry(3), entry(4)], 0, 2, 5, 0],
    [[entry(3), entry(4)], 1, 2, 6, 0],
    [[entry(9, 4), entry(1)], 2, 3, 3, 0],
  ] as const)('%j: slot %i of %i is chosen by sequence %i in sector %i', (entries, index, count, sequence, sector) => {
    const written = choosing({ offset: 0xd000, size: 0x2000, entries: [...entries] }, index, count);
    expect(written.at).toBe(0xd000 + sector * 0x1000);
    expect(readOtaEntry(written.bytes)).toEqual({ sequence, state: 0xffffffff, checks: true });
    const after: [OtaEntry, OtaEntry] = [entries[0], entries[1]];
    after[sector] = readOtaEntry(written.bytes);
    expect(activeEntry({ entries: after })).toBe(sector);
  });
});

test('a number that cannot be outbid is written over', () => {
  const written = choosing({ offset: 0xd000, size: 0x2000, entries: [entry(0xfffffffe), blank] }, 1, 2);
  expect(written).toMatchObject({ at: 0xd000 });
  expect(written.bytes).toHaveLength(0x2000);
  expect(readOtaEntry(written.bytes)).toMatchObject({ sequence: 2, checks: true });
  expect(readOtaEntry(written.bytes.subarray(0x1000)).sequence).toBe(0xffffffff);
});

describe('the order in which slots are tried', () => {
  test.each([
    ['blank, no factory', two, [blank, blank], ['ota_0', 'ota_1']],
    ['sequence 1', two, [entry(1), blank], ['ota_0', 'ota_1']],
    ['sequence 2', two, [entry(1), entry(2)], ['ota_1', 'ota_0']],
    ['sequence 7 of two slots', two, [entry(7), blank], ['ota_0', 'ota_1']],
    ['damaged', two, [entry(2, 2, false), blank], ['ota_0', 'ota_1']],
    ['blank, with factory and test', all, [blank, blank], ['factory', 'ota_0', 'ota_1', 'ota_2', 'test']],
    [
      'from the middle down to factory, then up',
      all,
      [entry(2), blank],
      ['ota_1', 'ota_0', 'factory', 'ota_2', 'test'],
    ],
    ['factory alone', [app('factory', 0)], [entry(2), blank], ['factory']],
    ['test alone', [app('test', 0x20)], [blank, blank], ['test']],
    // `app_count` counts rows, slots are looked up by subtype: 0x12 is beyond the two that are counted.
    ['a gap between the subtypes', [app('a', 0x10), app('c', 0x12)], [entry(2), blank], ['a']],
    ['sequence 0', two, [entry(0), blank], ['ota_1', 'ota_0']],
  ] as const)('%s', (_, rows, [first, second], expected) => {
    expect(names(rows, first, second)).toEqual(expected);
  });

  test('rows that no loader starts are no slots', () => {
    expect(slotOf(app('odd', 0x30))).toBeUndefined();
    expect(slotOf({ ...app('nvs', 2), type: 1 })).toBeUndefined();
  });

  test('OTA data of one sector is none (`ota_info partition size … is too small`)', () => {
    const row = { label: 'otadata', type: 1, subtype: 0, offset: 0xd000, size: 0x1000 };
    expect(otaDataRow([row])).toBeUndefined();
    expect(otaDataRow([{ ...row, size: 0x2000 }])?.offset).toBe(0xd000);
  });
});
