import { describe, expect, test } from 'vitest';
import type { Partition } from '../../../src/model/firmware';
import { BenchError, type Problem } from '../../../src/model/problem';
import { readFirmware } from '../../../src/protocols/firmware/read-firmware';
import { otaSector, readOtaEntry } from '../../../src/protocols/flash-layout/ota-data';
import { placeImage } from '../../../src/protocols/flash-layout/place-image';
import { readLayout } from '../../../src/protocols/flash-layout/read-layout';
import { otaEntry } from '../../../src/virtual/esp/boot/slots';
import { buildImage, partitionTable } from '../../../src/virtual/esp/demo-image';

const flashBytes = 4 << 20;
const app = buildImage({ chip: 'esp32', name: 'new_lamp', version: '2.0.0', appBytes: 40_000 });
const old = buildImage({ chip: 'esp32', name: 'old_lamp', version: '0.9.0', appBytes: 40_000 });
const whole = buildImage({ chip: 'esp32', name: 'new_lamp', version: '2.0.0', merged: true, appBytes: 40_000 });

const row = (label: string, type: number, subtype: number, offset: number, size = 0x20000): Partition => ({
  label,
  type,
  subtype,
  offset,
  size,
});
const otadata = row('otadata', 1, 0, 0xd000, 0x2000);

const flashOf = (...pieces: readonly (readonly [number, Uint8Array])[]) => {
  const flash = new Uint8Array(flashBytes).fill(0xff);
  for (const [at, bytes] of pieces) flash.set(bytes, at);
  return flash;
};
/** A bootloader, that table, and old programs in those places. */
const boardOf = (rows: readonly Partition[], ...pieces: readonly (readonly [number, Uint8Array])[]) =>
  flashOf([0, whole.subarray(0, 0x8000)], [0x8000, partitionTable(rows)], ...pieces);

const place = async (bytes: Uint8Array, flash: Uint8Array) => {
  const read = async (at: number, size: number) => flash.slice(at, at + size);
  const layout = await readLayout(read, 'esp32', flashBytes);
  return placeImage(readFirmware(bytes, 'a.bin'), bytes, layout, read);
};
const problemOf = async (work: Promise<unknown>): Promise<Problem | undefined> => {
  try {
    await work;
    return undefined;
  } catch (fault) {
    if (fault instanceof BenchError) return fault.problem;
    throw fault;
  }
};
/** After the image and the OTA data were written: what does the board start? */
const startsAfter = async (bytes: Uint8Array, flash: Uint8Array) => {
  const { address, otaData } = await place(bytes, flash);
  const after = flash.slice();
  after.fill(0xff, address, Math.ceil((address + bytes.length) / 0x1000) * 0x1000);
  after.set(bytes, address);
  if (otaData) after.set(otaData.bytes, otaData.at);
  const layout = await readLayout(async (at, size) => after.slice(at, at + size), 'esp32', flashBytes);
  return layout.boots?.program?.name;
};

const twoSlots = [otadata, row('a', 0, 0x10, 0x40000), row('b', 0, 0x11, 0x80000)];
const withFactory = [...twoSlots, row('factory', 0, 0, 0xc0000)];

describe('a bare application', () => {
  test.each([
    ['the only slot', [row('app', 0, 0x10, 0x30000)], [], 0x30000],
    ['the first slot, wherever it is', twoSlots, [], 0x40000],
    ['the second slot, which is active', twoSlots, [[0xd000, otaEntry(2)]], 0x80000],
    [
      'the other one, when that entry is damaged',
      twoSlots,
      [[0xd000, otaEntry(2).map((byte, at) => (at === 28 ? byte ^ 1 : byte))]],
      0x40000,
    ],
    ['the other one, when that entry was aborted', twoSlots, [[0xd000, otaEntry(2, 4)]], 0x40000],
    ['factory, where the OTA data are blank', withFactory, [], 0xc0000],
    ['the slot that the OTA data name, beside factory', withFactory, [[0xe000, otaEntry(1)]], 0x40000],
    ['the test application, where there is nothing else', [row('test', 0, 0x20, 0x50000)], [], 0x50000],
  ] as const)('goes into %s', async (_, rows, entries, address) => {
    const flash = boardOf(rows, ...entries);
    const placement = await place(app, flash);
    expect(placement).toMatchObject({
      address,
      slot: { offset: address },
      program: { name: 'new_lamp', size: app.length },
    });
    expect(placement.otaData).toBeUndefined();
    expect(await startsAfter(app, flash)).toBe('new_lamp');
  });

  test.each([0, 1])(
    'an active slot in state %i is chosen anew, since a loader with rollback would take it back',
    async (state) => {
      const flash = boardOf(
        twoSlots,
        [0xd000, otaEntry(1)],
        [0xe000, otaEntry(2, state)],
        [0x40000, old],
        [0x80000, old],
      );
      const placement = await place(app, flash);
      expect(placement.slot.label).toBe('b');
      expect(placement.otaData?.at).toBe(0xd000);
      expect(readOtaEntry(placement.otaData!.bytes)).toMatchObject({ sequence: 4, checks: true });
      expect(await startsAfter(app, flash)).toBe('new_lamp');
    },
  );

  test.each([
    ['a blank board', flashOf(), { code: 'firmware.no-bootloader', details: { found: 'blank' } }],
    [
      'an application in the bootloader’s place',
      boardOf(twoSlots, [0x1000, app.subarray(0, 0x7000)]),
      { code: 'firmware.no-bootloader', details: { found: 'other' } },
    ],
    [
      'an erased table',
      flashOf([0, whole.subarray(0, 0x8000)]),
      { code: 'firmware.no-table', details: { found: 'erased' } },
    ],
    [
      'something else in the table’s place',
      flashOf([0, whole], [0x8000, new Uint8Array(0x1000)]),
      { code: 'firmware.no-table', details: { found: 'absent' } },
    ],
    [
      'a table without application slots',
      boardOf([otadata]),
      { code: 'firmware.no-slot', details: { reason: 'none' } },
    ],
    [
      'a slot that is too small',
      boardOf([row('app', 0, 0x10, 0x30000, 0x9000)]),
      { code: 'firmware.beyond-slot', details: { slot: 'app', size: app.length, room: 0x9000 } },
    ],
  ])('is refused by %s', async (_, flash, problem) => {
    expect(await problemOf(place(app, flash))).toEqual(problem);
  });

  test('padding counts: it would be written too', async () => {
    const padded = new Uint8Array(0x20001).fill(0xff);
    padded.set(app);
    expect((await problemOf(place(padded, boardOf(twoSlots))))?.code).toBe('firmware.beyond-slot');
  });
});

describe('a merged image', () => {
  const image = (rows: readonly Partition[], bytes?: number) =>
    buildImage({
      chip: 'esp32',
      name: 'new_lamp',
      merged: true,
      appBytes: 40_000,
      partitions: rows,
      mergedBytes: bytes,
    });

  test('that covers its OTA data has them as the file says, whatever the board had', async () => {
    const flash = boardOf(twoSlots, [0xd000, otaEntry(2)], [0x190000, old]);
    const placement = await place(whole, flash);
    expect(placement).toMatchObject({ address: 0, slot: { label: 'ota_0', offset: 0x10000 } });
    expect(placement.otaData).toBeUndefined();
    expect(placement.slots[1]).toMatchObject({ label: 'ota_1', holds: 'image', program: { name: 'old_lamp' } });
    expect(await startsAfter(whole, flash)).toBe('new_lamp');
  });

  test('that ends before its OTA data sets them, where those of the board start something else', async () => {
    const rows = [
      row('ota_0', 0, 0x10, 0x10000),
      row('ota_1', 0, 0x11, 0x40000),
      row('otadata', 1, 0, 0x80000, 0x2000),
    ];
    const stale = flashOf([0x80000, otaSector(2)], [0x40000, old]);
    expect((await place(image(rows), stale)).otaData?.at).toBe(0x81000);
    expect(await startsAfter(image(rows), stale)).toBe('new_lamp');
    // Nothing there that could start: the loader falls back by itself.
    const harmless = flashOf([0x80000, otaSector(2)]);
    expect((await place(image(rows), harmless)).otaData).toBeUndefined();
    expect(await startsAfter(image(rows), harmless)).toBe('new_lamp');
  });

  test('that brings a factory application erases OTA data that would start a slot behind it', async () => {
    const rows = [row('factory', 0, 0, 0x10000), row('ota_0', 0, 0x10, 0x40000), row('otadata', 1, 0, 0x80000, 0x2000)];
    const flash = flashOf([0x80000, otaSector(1)], [0x40000, old]);
    const { slot, otaData } = await place(image(rows), flash);
    expect(slot.label).toBe('factory');
    expect(otaData).toEqual({ at: 0x80000, bytes: new Uint8Array(0x2000).fill(0xff) });
    expect(await startsAfter(image(rows), flash)).toBe('new_lamp');
  });

  test('whose factory slot lies behind it, with an old program: its own slot is chosen', async () => {
    const rows = [otadata, row('ota_0', 0, 0x10, 0x10000), row('factory', 0, 0, 0x80000)];
    const bytes = buildImage({ chip: 'esp32', merged: true, appBytes: 40_000, partitions: rows.slice(0, 2) });
    bytes.set(partitionTable(rows), 0x8000);
    const renamed = bytes.slice();
    const flash = flashOf([0x80000, old]);
    const placement = await place(renamed, flash);
    expect(placement.slot.label).toBe('ota_0');
    expect(readOtaEntry(placement.otaData!.bytes)).toMatchObject({ sequence: 1, checks: true });
    expect(await startsAfter(renamed, flash)).toBe('switch_demo');
  });

  test('with no OTA data to set, behind an old factory program, is refused', async () => {
    const rows = [row('ota_0', 0, 0x10, 0x10000), row('factory', 0, 0, 0x80000)];
    const bytes = buildImage({ chip: 'esp32', merged: true, appBytes: 40_000, partitions: rows.slice(0, 1) });
    bytes.set(partitionTable(rows), 0x8000);
    expect(await problemOf(place(bytes, flashOf([0x80000, old])))).toEqual({
      code: 'firmware.no-slot',
      details: { reason: 'not-chosen', slot: 'ota_0' },
    });
  });

  test('that begins with its bootloader is placed where that belongs', async () => {
    const bytes = whole.subarray(0x1000);
    const flash = boardOf(twoSlots, [0xd000, otaEntry(2)], [0x190000, old]);
    const placement = await place(bytes, flash);
    expect(placement).toMatchObject({ address: 0x1000, slot: { label: 'ota_0', offset: 0x10000 } });
    expect(placement.otaData).toBeUndefined();
    expect(await startsAfter(bytes, flash)).toBe('new_lamp');
  });
});
