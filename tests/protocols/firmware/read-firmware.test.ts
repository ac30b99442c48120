/**
 * Judged on images of a builder written apart from the reader (`virtual/demo-image`), and on headers put together here
 * from esp-flashing, section 7.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BenchError, type Problem } from '../../../src/model/problem';
import { readFirmware } from '../../../src/protocols/firmware/read-firmware';
import { otaSector } from '../../../src/protocols/flash-layout/ota-data';
import { tuyaPartitions } from '../../../src/virtual/esp/boot/layout';
import { buildImage, partitionTable, realMergedBytes } from '../../../src/virtual/esp/demo-image';

const chips = [
  'esp32',
  'esp32s3',
  'esp32c3',
  'esp32c6',
  'esp32c5',
  'esp32c2',
  'esp32s2',
  'esp32h2',
  'esp32p4',
] as const;

/** `BOOTLOADER_FLASH_OFFSET` of esptool. */
const bootloaders: Partial<Record<(typeof chips)[number], number>> = {
  esp32: 0x1000,
  esp32s2: 0x1000,
  esp32c5: 0x2000,
  esp32p4: 0x2000,
};

const problemOf = (bytes: Uint8Array): Problem | undefined => {
  try {
    readFirmware(bytes, 'a.bin');
    return undefined;
  } catch (fault) {
    if (fault instanceof BenchError) return fault.problem;
    throw fault;
  }
};

const changed = (bytes: Uint8Array, at: number, to: number) => bytes.with(at, to);

describe.each(chips)('%s', (chip) => {
  test('a merged file: what it is, what it covers, where it belongs', () => {
    const bytes = buildImage({ chip, merged: true, name: 'lamp', version: '2.1.0', mergedBytes: realMergedBytes });
    const facts = readFirmware(bytes, 'lamp_QIO_2.1.0.bin');
    expect(facts).toMatchObject({
      kind: 'merged',
      chip,
      app: 'lamp',
      version: '2.1.0',
      idfVersion: 'v5.4',
      address: 0,
      size: realMergedBytes,
      flashBytes: 4 << 20,
    });
    const tuya = facts.partitions.find(({ label }) => label === 'tuya');
    expect(tuya).toEqual({ label: 'tuya', type: 1, subtype: 0xaa, offset: 0x3b0000, size: 0x28000 });
    const labels = facts.covers.map(({ label, offset }) => [label, offset]);
    expect(labels).toEqual([
      ['bootloader', bootloaders[chip] ?? 0],
      ['partition table', 0x8000],
      ['ota_0', 0x10000],
    ]);
    expect(facts.covers.at(-1)?.size).toBe(0x18000);
  });

  test('a bare application belongs to 0x10000', () => {
    const bytes = buildImage({ chip, name: 'lamp', version: '2.1.0' });
    const facts = readFirmware(bytes, 'lamp_UG_2.1.0.bin');
    expect(facts).toMatchObject({ kind: 'app', chip, app: 'lamp', version: '2.1.0', address: 0x10000, partitions: [] });
    expect(facts.covers).toEqual([{ label: 'lamp', offset: 0x10000, size: bytes.length }]);
  });

  test('a bootloader alone is a part, at its own place', () => {
    const at = bootloaders[chip] ?? 0;
    const bytes = buildImage({ chip, merged: true }).subarray(at, 0x8000);
    expect(readFirmware(bytes, 'bootloader.bin')).toMatchObject({ kind: 'part', chip, address: at });
  });

  test('a copy that is a view into something larger reads the same', () => {
    const bytes = buildImage({ chip, merged: true });
    const inside = new Uint8Array(bytes.length + 13);
    inside.set(bytes, 13);
    expect(readFirmware(inside.subarray(13), 'a.bin')).toEqual(readFirmware(bytes, 'a.bin'));
  });
});

test('what data partitions hold is covered, to the sector', () => {
  const bytes = buildImage({ chip: 'esp32s3', merged: true });
  bytes.fill(0, 0xd000, 0xd004);
  expect(readFirmware(bytes, 'a.bin').covers).toContainEqual({ label: 'otadata', offset: 0xd000, size: 0x1000 });
});

describe('damage', () => {
  const app = buildImage({ chip: 'esp32c3', appBytes: 0x6000 });
  const merged = buildImage({ chip: 'esp32', merged: true, appBytes: 0x6000 });

  test('one wrong byte anywhere in a segment is found', () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: app.length - 60 }), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const problem = problemOf(changed(app, at, app[at]! ^ mask));
        // A damaged length can only point elsewhere: beyond the end, or to a sum that does not come out.
        expect(['firmware.corrupt', 'firmware.truncated']).toContain(problem?.code);
      }),
      { numRuns: 60 },
    );
  });

  test('two bytes that keep the checksum are found by the digest', () => {
    const twice = changed(changed(app, 500, app[500]! ^ 1), 501, app[501]! ^ 1);
    expect(problemOf(twice)).toMatchObject({ code: 'firmware.corrupt', details: { part: 'digest', file: 'a.bin' } });
  });

  test('an image without a digest has its checksum', () => {
    const plain = changed(app.slice(0, -32), 23, 0);
    expect(problemOf(plain)).toBeUndefined();
    const problem = problemOf(changed(plain, 500, plain[500]! ^ 1));
    expect(problem).toMatchObject({ code: 'firmware.corrupt', details: { part: 'checksum' } });
  });

  test('in the bootloader, the application and the table of a merged file', () => {
    expect(problemOf(changed(merged, 0x1100, merged[0x1100]! ^ 1))?.code).toBe('firmware.corrupt');
    expect(problemOf(changed(merged, 0x10400, merged[0x10400]! ^ 1))?.code).toBe('firmware.corrupt');
    expect(problemOf(changed(merged, 0x8008, merged[0x8008]! ^ 1))).toMatchObject({
      code: 'firmware.corrupt',
      details: { part: 'partition-table' },
    });
  });

  test('cut off anywhere before its end: how much is missing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 24, max: app.length - 1 }), (size) => {
        const problem = problemOf(app.subarray(0, size));
        expect(problem?.code).toBe('firmware.truncated');
        expect(problem?.details.size).toBe(size);
        expect(problem?.details.expected).toBeGreaterThan(size);
      }),
      { numRuns: 60 },
    );
    // One byte short of its checksum and digest the whole length is known.
    expect(problemOf(app.subarray(0, -1))?.details).toMatchObject({ expected: app.length, size: app.length - 1 });
  });

  test.each([0x4000, 0x7000, 0x8080, 0xf000, 0x10000, 0x12000])('a merged file cut at %i', (size) => {
    expect(problemOf(merged.subarray(0, size))?.code).toBe('firmware.truncated');
  });
});

test('a table without its MD5 row is read as it is', () => {
  const merged = buildImage({ chip: 'esp32c6', merged: true });
  const rows = readFirmware(merged, 'a.bin').partitions;
  const old = partitionTable(rows).fill(0xff, rows.length * 32);
  merged.set(old, 0x8000);
  expect(readFirmware(merged, 'a.bin').partitions).toEqual(rows);
});

test('a chip the bench has no family for is named (ids of esp-flashing, section 2)', () => {
  const bytes = changed(buildImage({ chip: 'esp32', appBytes: 0x2000 }), 12, 20);
  // The digest covers the header.
  bytes[23] = 0;
  expect(problemOf(bytes)).toEqual({ code: 'firmware.wrong-chip', details: { file: 'a.bin', image: 'ESP32-C61' } });
});

const at = (offset: number, ...bytes: readonly number[]) => {
  const file = new Uint8Array(0x400).fill(0x11);
  file.set(bytes, offset);
  return file;
};
const joined = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
/** As even as what a cipher makes, and the same every time. */
const noise = (length: number) => {
  let state = 0x9e3779b9;
  return Uint8Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 0xff;
  });
};
const text = (words: string) => [...new TextEncoder().encode(words)];

test.each([
  ['empty', new Uint8Array(0)],
  ['blank', new Uint8Array(4096).fill(0xff)],
  ['ln882h', at(0, 0, 0, 0, 0x20, 0xdf)],
  ['rtl8720cf', at(0, 0x99, 0x99, 0x96, 0x96, 0x3f, 0xcc, 0x66, 0xfc)],
  ['elf', at(0, 0x7f, 0x45, 0x4c, 0x46)],
  ['uf2', at(0, ...text('UF2\n'))],
  ['xlsx', at(0, 0x50, 0x4b, 3, 4, ...new Array<number>(26).fill(0), ...text('[Content_Types].xml'))],
  ['zip', at(0, 0x50, 0x4b, 3, 4)],
  ['gzip', at(0, 0x1f, 0x8b)],
  ['intel-hex', Uint8Array.from(text(':020000040000FA\r\n:100000000102030405060708090A0B0C0D0E0F1068\r\n'))],
  // Its length is the build's own: only the constants of its header are signs (`boot_header_t` of its SDK).
  ['ln882h', at(0, 0, 0, 0, 0x20, 0x40, 0x93, 0x20, 0, 1, 2, 3, 4, 0, 1, 0, 0x20, ...text('CRPF'))],
  ['beken-ota', at(0, ...text('RBL'), 0)],
  ['zeros', new Uint8Array(4096)],
  ['zip', at(0, 0x50, 0x4b, 5, 6)],
  ['xz', at(0, 0xfd, ...text('7zXZ'), 0)],
  ['bzip2', at(0, ...text('BZh9'))],
  ['7z', at(0, 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c)],
  ['zstd', at(0, 0x28, 0xb5, 0x2f, 0xfd)],
  ['rar', at(0, ...text('Rar!'))],
  ['tar', at(257, ...text('ustar'))],
  ['windows-program', at(0, ...text('MZ'))],
  ['picture', at(0, 0x89, ...text('PNG'))],
  ['pdf', at(0, ...text('%PDF-1.7'))],
  ['ota-data', joined(otaSector(1), new Uint8Array(0x1000).fill(0xff))],
  ['partition-table', partitionTable(tuyaPartitions(4 << 20)!)],
  ['noise', noise(0x1000)],
  ['noise', joined(new Uint8Array(0x1000).fill(0xff), noise(0x20000))],
  ['s-record', Uint8Array.from(text('S00F000068656C6C6F202020202000003C\n'))],
  ['lfs-pointer', Uint8Array.from(text('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1638400\n'))],
  ['html', Uint8Array.from(text('\ufeff\n<!DOCTYPE html>\n<html lang="en"><title>Download</title>'))],
  ['html', Uint8Array.from(text('<!-- saved -->\n<HTML><body>404</body>'))],
  ['json', Uint8Array.from(text('{\n  "flash_files": { "0x0": "a.bin" } }'))],
  ['partitions-csv', Uint8Array.from(text('# Name, Type, SubType\nnvs, data, nvs, 0x9000, 0x4000\n'))],
  ['text', Uint8Array.from(text('固件说明：请先解压'))],
  ['text', Uint8Array.from([0xff, 0xfe, 0x68, 0, 0x69, 0])],
  ['text', Uint8Array.from(text('uuid,key\r\n'))],
  ['unknown', new Uint8Array(0x400).map((_, index) => (index * 37) | 0x80)],
])('%s is no ESP firmware, and named where it can be (esp-flashing, section 7)', (looksLike, bytes) => {
  expect(problemOf(bytes)).toEqual({ code: 'firmware.not-firmware', details: { file: 'a.bin', looksLike } });
});

test('no bytes whatever do worse than be refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 3000 }), fc.boolean(), (bytes, magic) => {
      if (magic && bytes.length > 0) bytes[0] = 0xe9;
      expect(problemOf(bytes)?.code).toMatch(/^firmware\./);
    }),
    { numRuns: 300 },
  );
});
