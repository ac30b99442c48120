/**
 * Images with something unusual about them: what each is, whether it is used, and the reason when it is not. Expectations
 * come from ESP-IDF's loader (`esp_image_format.c`, `flash_partitions.c`, `bootloader.ld`) and esptool's `bin_image.py`.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EspChipId } from '../../../src/model/chip';
import { BenchError, type Problem } from '../../../src/model/problem';
import { readFirmware } from '../../../src/protocols/firmware/read-firmware';
import { tuyaPartitions } from '../../../src/virtual/esp/boot/layout';
import { buildImage, partitionTable } from '../../../src/virtual/esp/demo-image';
import { app, bootloader, bootloaderAt, filled, imageOf, joined, placed, tableBytes, whole } from './image-builder';

const read = (bytes: Uint8Array) => readFirmware(bytes, 'a.bin');
const problemOf = (bytes: Uint8Array): Problem | undefined => {
  try {
    read(bytes);
    return undefined;
  } catch (fault) {
    if (fault instanceof BenchError) return fault.problem;
    throw fault;
  }
};
const reasonOf = (bytes: Uint8Array) => {
  const problem = problemOf(bytes);
  return problem?.code === 'firmware.would-not-start' ? problem.details.reason : problem?.code;
};

describe('the boot loader in the wrong place', () => {
  test.each(['esp32s3', 'esp32c3', 'esp32c6'] as const)('%s at 0x1000', (chip) => {
    const bytes = whole(chip);
    const moved = placed(bytes.length, [0x1000, bootloader(chip)], [0x8000, bytes.subarray(0x8000)]);
    expect(problemOf(moved)).toMatchObject({
      code: 'firmware.would-not-start',
      details: { reason: 'bootloader-place', at: 0x1000, expected: 0, file: 'a.bin' },
    });
  });

  test('ESP32 at 0', () => {
    const bytes = whole('esp32');
    const moved = placed(bytes.length, [0, bootloader('esp32')], [0x8000, bytes.subarray(0x8000)]);
    expect(problemOf(moved)).toMatchObject({ details: { reason: 'bootloader-place', at: 0, expected: 0x1000 } });
  });

  test.each([
    ['ESP32-H4', 28],
    ['ESP32-S31', 32],
  ])('at 0x2000, where an %s has it: the chip is named', (image, chipId) => {
    const loader = imageOf(chipId, [[0x4ff29ed0, 0x400]]);
    expect(problemOf(placed(0x20000, [0x2000, loader]))).toEqual({
      code: 'firmware.wrong-chip',
      details: { file: 'a.bin', image },
    });
  });

  test('at 0x2000 for a chip that has it elsewhere', () => {
    const bytes = whole('esp32c6');
    const moved = placed(bytes.length, [0x2000, bootloader('esp32c6')], [0x8000, bytes.subarray(0x8000)]);
    expect(problemOf(moved)).toMatchObject({ details: { reason: 'bootloader-place', at: 0x2000, expected: 0 } });
  });

  test('an application where the boot loader belongs, beside a table', () => {
    const bytes = whole('esp32c3');
    expect(reasonOf(placed(bytes.length, [0, app('esp32c3')], [0x8000, bytes.subarray(0x8000)]))).toBe(
      'application-first',
    );
    expect(reasonOf(placed(0x10000, [0x1000, app('esp32')]))).toBe('application-first');
  });

  test('none at all: a table and an application with nothing before them', () => {
    const bytes = whole('esp32');
    expect(reasonOf(placed(bytes.length, [0x8000, bytes.subarray(0x8000)]))).toBe('no-bootloader');
    expect(reasonOf(placed(0x18000, [0x10000, app('esp32')]))).toBe('no-bootloader');
  });
});

describe('a boot loader alone', () => {
  test('at 0x1000 of the file, as on the flash of an ESP32, is a part that begins at 0', () => {
    const loader = bootloader('esp32');
    expect(read(joined(filled(0x1000), loader))).toMatchObject({
      kind: 'part',
      chip: 'esp32',
      address: 0,
      covers: [{ label: 'bootloader', offset: 0x1000, size: loader.length }],
    });
  });

  test('padded with zeros or FF', () => {
    for (const value of [0, 0xff])
      expect(read(joined(bootloader('esp32s3'), filled(0x3000, value)))).toMatchObject({ kind: 'part', address: 0 });
  });

  test('by where its code is loaded, when it is too old for a descriptor of its own (ESP-IDF 4)', () => {
    const old = imageOf(0, [
      [0x3fff0018, 0x10],
      [0x40078000, 0x300],
      [0x40080400, 0x100],
    ]);
    expect(read(old)).toMatchObject({ kind: 'part', chip: 'esp32', address: 0x1000 });
  });
});

describe('a program for RAM is no boot loader and no application', () => {
  test.each([
    ['ESP32', 0, 0x40080000, 0x3ffb0000],
    ['ESP32-S3', 9, 0x4037c000, 0x3fc88000],
    ['ESP32-C3', 5, 0x4037c000, 0x3fc80000],
    ['ESP32-C6', 13, 0x40800000, 0x40820000],
  ])('%s', (_, chipId, code, data) => {
    expect(
      reasonOf(
        imageOf(chipId, [
          [code, 0x400],
          [data, 0x100],
        ]),
      ),
    ).toBe('ram-image');
  });

  test('even with the descriptor of an application', () => {
    const first = [0x32, 0x54, 0xcd, 0xab];
    expect(reasonOf(imageOf(0, [[0x3ffb0000, 0x200]], { first }))).toBe('ram-image');
  });

  test('in the place of an application', () => {
    const bytes = whole('esp32');
    bytes.set(imageOf(0, [[0x40080000, 0x400]]), 0x10000);
    expect(problemOf(bytes)).toMatchObject({ details: { reason: 'not-app', part: 'ota_0', at: 0x10000 } });
  });
});

describe('the partition table', () => {
  const rows = tuyaPartitions(4 << 20)!;
  const shifted = (at: number) => [
    { label: 'nvs', type: 1, subtype: 2, offset: at + 0x1000, size: 0x2000 },
    ...rows.filter(({ offset }) => offset >= 0x10000),
  ];
  const movedTo = (chip: EspChipId, at: number) => {
    const bytes = whole(chip);
    bytes.fill(0xff, 0x8000, 0x10000);
    bytes.set(partitionTable(shifted(at)), at);
    return bytes;
  };

  test.each([0x9000, 0xc000])('at %i is right for a boot loader that looks there: used as a whole image', (at) => {
    for (const chip of ['esp32', 'esp32s3'] as const)
      expect(read(movedTo(chip, at))).toMatchObject({
        kind: 'merged',
        chip,
        address: 0,
        app: 'switch_demo',
        tableAt: at,
        oddities: ['table-elsewhere'],
        partitions: shifted(at),
      });
  });

  test('in its usual place it is nothing to speak of', () => {
    expect(read(whole('esp32'))).toMatchObject({ tableAt: 0x8000 });
    expect(read(whole('esp32')).oddities).toBeUndefined();
  });

  test('erased, padded over with zeros, missing', () => {
    for (const chip of ['esp32', 'esp32s3'] as const) {
      expect(reasonOf(whole(chip).fill(0xff, 0x8000, 0x9000))).toBe('table-erased');
      expect(reasonOf(whole(chip).fill(0, 0x8000, 0x9000))).toBe('table-erased');
      expect(reasonOf(whole(chip).fill(0x5a, 0x8000, 0x9000))).toBe('no-table');
    }
  });

  test('damaged: its MD5, a row, its end', () => {
    const table = partitionTable(rows);
    const end = rows.length * 32;
    for (const at of [end + 20, 40, end, 64]) {
      const bytes = whole('esp32s3');
      bytes.set(table, 0x8000);
      bytes[0x8000 + at]! ^= 0x10;
      expect(problemOf(bytes)).toMatchObject({ code: 'firmware.corrupt', details: { part: 'partition-table' } });
    }
    // Rows to the last byte: the loader finds no end and takes none of them (`flash_partitions.c`).
    const endless = whole('esp32s3');
    for (let at = 0x8000; at < 0x8000 + tableBytes; at += 32) endless.set(table.subarray(0, 32), at);
    expect(problemOf(endless)).toMatchObject({ code: 'firmware.corrupt', details: { part: 'partition-table' } });
  });

  test('rows that lie over each other or over the table', () => {
    const overlapping = rows.map((row) => (row.label === 'ota_1' ? { ...row, offset: 0x180000 } : row));
    expect(problemOf(buildImage({ chip: 'esp32', merged: true, partitions: overlapping }))).toMatchObject({
      details: { reason: 'table-rows', part: 'ota_1', other: 'ota_0' },
    });
    const under = rows.map((row) => (row.label === 'nvs' ? { ...row, offset: 0x8000 } : row));
    expect(problemOf(buildImage({ chip: 'esp32', merged: true, partitions: under }))).toMatchObject({
      details: { reason: 'table-rows', part: 'nvs', other: 'partition table' },
    });
  });

  test('that needs more flash than the header of its boot loader speaks of', () => {
    const large = tuyaPartitions(8 << 20)!;
    expect(problemOf(buildImage({ chip: 'esp32', merged: true, partitions: large }))).toMatchObject({
      details: { reason: 'table-beyond-flash', flashBytes: 4 << 20 },
    });
    const overflowing = rows.map((row) => (row.label === 'tuya' ? { ...row, size: 0xfffff000 } : row));
    expect(reasonOf(buildImage({ chip: 'esp32', merged: true, partitions: overflowing }))).toBe('table-beyond-flash');
  });
});

describe('the applications of a whole image', () => {
  test('no place for one, none in its place, or something else there', () => {
    const data = tuyaPartitions(4 << 20)!.filter(({ type }) => type === 1);
    expect(reasonOf(buildImage({ chip: 'esp32', merged: true, partitions: data }))).toBe('no-slot');
    expect(reasonOf(whole('esp32').fill(0xff, 0x10000))).toBe('no-app');
    expect(reasonOf(whole('esp32').fill(0x5a, 0x10000))).toBe('not-app');
  });

  test('larger than its place', () => {
    const partitions = tuyaPartitions(4 << 20)!.map((row) => (row.label === 'ota_0' ? { ...row, size: 0x10000 } : row));
    const bytes = buildImage({ chip: 'esp32', merged: true, partitions, appBytes: 0x18000 });
    expect(problemOf(bytes)).toMatchObject({
      details: { reason: 'app-beyond-slot', part: 'ota_0', size: 0x18000, room: 0x10000 },
    });
  });

  test('of another chip than its boot loader', () => {
    const bytes = whole('esp32s3');
    bytes.set(app('esp32c3'), 0x10000);
    expect(problemOf(bytes)).toMatchObject({
      details: { reason: 'mixed-chips', chip: 'ESP32-S3', other: 'ESP32-C3', part: 'ota_0' },
    });
  });
});

describe('padding', () => {
  const zeroed = (chip: EspChipId) => {
    const bytes = whole(chip);
    const loader = bootloaderAt(chip) + bootloader(chip).length;
    bytes.fill(0, 0, bootloaderAt(chip));
    bytes.fill(0, loader, 0x8000);
    bytes.fill(0, 0x8000 + tableBytes, 0x10000);
    return joined(bytes, filled(0x8000, 0));
  };

  test.each(['esp32', 'esp32s3', 'esp32c3', 'esp32c6'] as const)('%s with zeros instead of FF is used', (chip) => {
    const facts = read(zeroed(chip));
    expect(facts).toMatchObject({ kind: 'merged', chip, address: 0, oddities: ['zero-padded'] });
    // Zeros are no settings.
    expect(facts.covers.map(({ label }) => label)).toEqual(['bootloader', 'partition table', 'ota_0']);
  });

  test('an application with FF or zeros behind it', () => {
    for (const value of [0, 0xff]) {
      const facts = read(joined(app('esp32'), filled(0x1000, value)));
      expect(facts).toMatchObject({ kind: 'app', size: 0x7000, covers: [{ size: 0x6000 }] });
      expect(facts.oddities).toBeUndefined();
    }
  });

  test('nothing but padding', () => {
    for (const size of [1, 0x100, 0x190000]) {
      expect(problemOf(filled(size, 0))).toMatchObject({ details: { looksLike: 'zeros' } });
      expect(problemOf(filled(size))).toMatchObject({ details: { looksLike: 'blank' } });
    }
  });
});

describe('more than an image', () => {
  test('a copy of a whole chip, with its settings and its license, says so', () => {
    const bytes = placed(4 << 20, [0, whole('esp32')]);
    expect(read(bytes).oddities).toBeUndefined();
    bytes.set([0xfe, 0xff, 0xff, 0xff, 1, 0, 0, 0], 0x9000);
    expect(read(bytes).oddities).toEqual(['chip-copy']);
    bytes.fill(0xff, 0x9000, 0xa000).fill(0x42, 0x3b9000, 0x3b9400);
    expect(read(bytes)).toMatchObject({ kind: 'merged', oddities: ['chip-copy'] });
  });

  test('one that begins with the boot loader of an ESP32 belongs at 0x1000 (merge_bin --target-offset)', () => {
    const bytes = whole('esp32');
    expect(read(bytes.slice(0x1000))).toMatchObject({
      kind: 'merged',
      chip: 'esp32',
      address: 0x1000,
      size: bytes.length - 0x1000,
      oddities: ['from-bootloader'],
      covers: read(bytes).covers,
    });
  });

  test('parts joined one behind the other, without their places', () => {
    const table = partitionTable(tuyaPartitions(4 << 20)!);
    for (const chip of ['esp32', 'esp32s3'] as const) {
      const loader = bootloader(chip);
      expect(problemOf(joined(loader, table, app(chip)))).toMatchObject({
        details: { reason: 'several', at: loader.length },
      });
      expect(reasonOf(joined(loader, app(chip)))).toBe('several');
    }
    expect(problemOf(joined(app('esp32'), app('esp32')))).toMatchObject({ details: { reason: 'several', at: 0x6000 } });
    expect(reasonOf(joined(app('esp32'), filled(0x2000), app('esp32c3')))).toBe('several');
  });

  test('an application with something behind it that no chip reads', () => {
    const tail = Uint8Array.from({ length: 0x123 }, (_, at) => (at * 31 + 7) & 0xff);
    expect(read(joined(app('esp32'), tail))).toMatchObject({
      kind: 'app',
      size: 0x6123,
      covers: [{ size: 0x6000 }],
      oddities: ['trailing'],
    });
  });

  test('a signature behind it: secure boot v2 in the next sector, v1 at once (ESP-IDF, esp_secure_boot.h)', () => {
    const block = filled(0x1000);
    block.fill(0x33, 0, 1216).set([0xe7, 2, 0, 0]);
    const padded = joined(app('esp32c3'), filled(0x10000 - 0x6000));
    const facts = read(joined(app('esp32c3'), block));
    expect(facts).toMatchObject({ kind: 'app', signed: 'v2', covers: [{ size: 0x6000 }] });
    expect(facts.oddities).toBeUndefined();
    // Padded behind the image, the block is not where a loader looks.
    expect(read(joined(padded, block)).signed).toBeUndefined();
    const old = Uint8Array.from({ length: 68 }, (_, at) => (at < 4 ? 0 : (at * 7) & 0xff));
    expect(read(joined(app('esp32'), old))).toMatchObject({ kind: 'app', signed: 'v1' });
    expect(read(app('esp32')).signed).toBeUndefined();
  });
});

describe('ESP8266', () => {
  const v1 = imageOf(0, [[0x40100000, 0x100]]);
  // Its header has 8 bytes: the first segment follows at once.
  const ofSdk = Uint8Array.from([0xe9, 3, 2, 0x40, 0x04, 0xf0, 0x10, 0x40, 0, 0x10, 0x10, 0x40, 0x10, 0, 0, 0, ...v1]);
  const v2 = Uint8Array.from([0xea, 4, 2, 0x40, 0x04, 0, 0x10, 0x40, 0, 0, 0, 0, 0, 0x10, 0, 0, ...v1]);
  // The newer SDK takes over the header of ESP32, chip id 0 included; its flash shows at 0x40200000.
  const v3 = imageOf(
    0,
    [
      [0x40210010, 0x400],
      [0x40100000, 0x100],
    ],
    { entry: 0x40100004 },
  );
  test.each([
    ['v1', ofSdk],
    ['v2', v2],
    ['v3', v3],
  ])('%s is named', (_, bytes) => {
    expect(problemOf(bytes)).toEqual({ code: 'firmware.wrong-chip', details: { file: 'a.bin', image: 'ESP8266' } });
  });
});

describe('cut off', () => {
  const moved = buildImage({
    chip: 'esp32c6',
    merged: true,
    appBytes: 0x6000,
    tableAt: 0xc000,
    partitions: tuyaPartitions(4 << 20)!.filter(({ offset }) => offset >= 0xf000),
  });
  test.each([
    ['a whole image', whole('esp32')],
    ['one for a chip that starts at 0', whole('esp32s3')],
    ['one that begins with its boot loader', whole('esp32').slice(0x1000)],
    ['one with its table elsewhere', moved],
    ['an application', app('esp32c3')],
  ])('%s is never taken for whole, wherever it ends', (_, bytes) => {
    expect(['merged', 'app']).toContain(read(bytes).kind);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (size) => {
        const cut = bytes.subarray(0, size);
        const problem = problemOf(cut);
        // Nobody can tell a boot loader alone from one that lost what was behind it; neither is ever flashed.
        if (problem) expect(problem.code).toMatch(/^firmware\.(truncated|not-firmware|would-not-start)$/);
        else expect(read(cut).kind).toBe('part');
      }),
      { numRuns: 150 },
    );
  });
});

describe('hostile headers', () => {
  const sources = (['esp32', 'esp32s3'] as const).flatMap((chip) => [
    whole(chip),
    app(chip),
    whole(chip).slice(bootloaderAt(chip)),
    joined(app(chip), filled(0x40), app(chip)),
  ]);
  /** Where numbers are that lead somewhere: headers, first segments, rows. */
  const places = fc.oneof(
    fc.integer({ min: 0, max: 80 }),
    fc.integer({ min: 0x1000, max: 0x1050 }),
    fc.integer({ min: 0x7000, max: 0x7120 }),
    fc.integer({ min: 0x8000, max: 0x8120 }),
    fc.integer({ min: 0x10000, max: 0x10050 }),
    fc.nat(0x16000),
  );
  const values = fc.oneof(fc.constantFrom(0, 0xffffffff, 0x7fffffff, 0x80000000, 0xfffffff0, 16), fc.nat(0xffffffff));

  test('never more than a named refusal, never facts that lead nowhere', () => {
    const change = fc.record({ at: places, value: values });
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        fc.option(fc.nat(0x18000)),
        (source, changes, cut) => {
          const bytes = source.slice(0, cut ?? source.length);
          const view = new DataView(bytes.buffer);
          for (const { at, value } of changes) if (at + 4 <= bytes.length) view.setUint32(at, value, true);
          const begun = performance.now();
          try {
            const { covers, size, address } = read(bytes);
            expect(size).toBe(bytes.length);
            for (const region of covers) {
              expect(region.offset).toBeGreaterThanOrEqual(address);
              expect(region.offset + region.size).toBeLessThanOrEqual(address + size);
            }
          } catch (fault) {
            if (!(fault instanceof BenchError)) throw fault;
            expect(fault.code).toMatch(/^firmware\./);
            expect(fault.details.file).toBe('a.bin');
          }
          expect(performance.now() - begun).toBeLessThan(5000);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('a segment of four gigabytes is damage, not a promise', () => {
    for (const at of [28, 0x101c]) {
      const bytes = at < 0x1000 ? app('esp32') : whole('esp32');
      new DataView(bytes.buffer).setUint32(at, 0xffffffff, true);
      expect(problemOf(bytes)).toMatchObject({ code: 'firmware.corrupt', details: { part: 'segment' } });
    }
  });

  test('sixteen megabytes of first bytes of images behind an application are looked through at once', () => {
    const bytes = joined(app('esp32'), filled(16 << 20, 0xe9));
    for (let at = 0x6000; at < bytes.length; at += 16) bytes.set([0xe9, 1, 2, 0x20, 0, 0, 0, 0], at);
    const begun = performance.now();
    expect(read(bytes)).toMatchObject({ kind: 'app', oddities: ['trailing'] });
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});
