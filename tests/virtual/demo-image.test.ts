import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { EspChipId } from '../../src/model/chip';
import { buildImage, realMergedBytes } from '../../src/virtual/esp/demo-image';

// Offsets, ids and tables: esp-flashing, sections 2 and 7. Digests by Node's own crypto.
const chips: [EspChipId, number, number][] = [
  ['esp32', 0, 0x1000],
  ['esp32s3', 9, 0],
  ['esp32c3', 5, 0],
  ['esp32c6', 13, 0],
  ['esp32c5', 23, 0x2000],
  ['esp32c2', 12, 0],
  ['esp32s2', 2, 0x1000],
  ['esp32h2', 16, 0],
  ['esp32p4', 18, 0x2000],
];
const megabyte = 1 << 20;

const text = (bytes: Uint8Array, at: number, room: number) =>
  Buffer.from(bytes.subarray(at, at + room))
    .toString('latin1')
    .replace(/\0.*$/s, '');

/** Takes an image apart the way section 7 tells; `end` is behind the digest. */
const parse = (bytes: Uint8Array) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let at = 24;
  let checksum = 0xef;
  const segments: { address: number; at: number; size: number }[] = [];
  for (let index = 0; index < bytes[1]!; index++) {
    const [address, size] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
    segments.push({ address, at: at + 8, size });
    for (const byte of bytes.subarray(at + 8, at + 8 + size)) checksum ^= byte;
    at += 8 + size;
  }
  const body = (Math.floor(at / 16) + 1) * 16;
  return {
    magic: bytes[0],
    mode: bytes[2],
    sizeNibble: bytes[3]! >>> 4,
    chipId: view.getUint16(12, true),
    hashed: bytes[23],
    segments,
    checksumRight: bytes[body - 1] === checksum,
    hashRight:
      createHash('sha256').update(bytes.subarray(0, body)).digest('hex') ===
      Buffer.from(bytes.subarray(body, body + 32)).toString('hex'),
    end: body + 32,
  };
};

describe.each(chips)('an image for %s', (chip, chipId, bootloaderAt) => {
  it.each([0x1000, 0x4000, 0x18000, 0x60000])('is right in every part at %i bytes', (appBytes) => {
    const app = buildImage({ chip, appBytes, name: 'lamp', version: '3.1.4' });
    const image = parse(app);
    expect(image).toMatchObject({ magic: 0xe9, mode: 2, sizeNibble: 2, chipId, hashed: 1 });
    expect(image).toMatchObject({ checksumRight: true, hashRight: true, end: appBytes });
    expect(app.length).toBe(appBytes);
    expect(Buffer.from(app.subarray(32, 36)).toString('hex')).toBe('3254cdab');
    expect([text(app, 48, 32), text(app, 80, 32)]).toEqual(['3.1.4', 'lamp']);
    expect(text(app, 144, 32)).toBe('v5.4');
    for (const { address, size } of image.segments) {
      expect(address % 4).toBe(0);
      expect(size % 4).toBe(0);
      expect(size).toBeGreaterThan(0);
    }
    // Segments in the mapped windows agree with their place in the file modulo 64 KB.
    const [constants] = image.segments;
    expect(constants!.address % 0x10000).toBe(constants!.at % 0x10000);
    const code = image.segments[2];
    if (code) expect(code.address % 0x10000).toBe(code.at % 0x10000);
  });

  it('merges with a bootloader and the partition table', () => {
    const merged = buildImage({ chip, merged: true, mergedBytes: realMergedBytes });
    expect(merged.length).toBe(1_638_400);
    const bootloader = parse(merged.subarray(bootloaderAt));
    expect(bootloader).toMatchObject({ magic: 0xe9, chipId, checksumRight: true, hashRight: true });
    expect(bootloaderAt + bootloader.end).toBeLessThanOrEqual(0x8000);
    if (bootloaderAt > 0) expect(merged.subarray(0, bootloaderAt).every((byte) => byte === 0xff)).toBe(true);
    expect(Buffer.from(merged.subarray(0x8000, 0x8002)).toString('hex')).toBe('aa50');
    expect(merged.subarray(0xd000, 0xf000).every((byte) => byte === 0xff)).toBe(true);
    expect(parse(merged.subarray(0x10000))).toMatchObject({ chipId, checksumRight: true, hashRight: true });
  });
});

describe('the partition table', () => {
  it.each([
    [4, 0x190000, 0x3b0000, 0x28000, 0x3e0000],
    [8, 0x370000, 0x7c0000, 0x3c000, 0x7fc000],
    [16, 0x770000, 0xfc0000, 0x3c000, 0xffc000],
    [32, 0xe80000, 0x1ef0000, 0x100000, 0x1ff0000],
  ])('of %i MB has the store where TuyaOpen looks for it', (size, ota1, tuya, tuyaSize, factory) => {
    const merged = buildImage({ chip: 'esp32s3', merged: true, flashBytes: size * megabyte });
    const view = new DataView(merged.buffer);
    const rows = new Map<string, number[]>();
    let at = 0x8000;
    for (; view.getUint16(at, true) === 0x50aa; at += 32)
      rows.set(text(merged, at + 12, 16), [
        merged[at + 2]!,
        merged[at + 3]!,
        view.getUint32(at + 4, true),
        view.getUint32(at + 8, true),
      ]);
    expect(rows.get('nvs')).toEqual([1, 2, 0x9000, 0x4000]);
    expect(rows.get('otadata')).toEqual([1, 0, 0xd000, 0x2000]);
    expect(rows.get('phy_init')).toEqual([1, 1, 0xf000, 0x1000]);
    expect(rows.get('ota_0')!.slice(0, 3)).toEqual([0, 0x10, 0x10000]);
    expect(rows.get('ota_1')!.slice(0, 3)).toEqual([0, 0x11, ota1]);
    expect(rows.get('tuya')).toEqual([1, 0xaa, tuya, tuyaSize]);
    expect(rows.get('factory_nvs')![2]).toBe(factory);
    // Two different rows do not overlap.
    const spans = [...rows.values()].map(([, , offset, length]) => [offset!, offset! + length!]);
    spans
      .sort((a, b) => a[0]! - b[0]!)
      .reduce((before, span) => {
        expect(span[0]).toBeGreaterThanOrEqual(before[1]!);
        return span;
      });
    expect(Buffer.from(merged.subarray(at, at + 16)).toString('hex')).toBe(`ebeb${'ff'.repeat(14)}`);
    expect(Buffer.from(merged.subarray(at + 16, at + 32)).toString('hex')).toBe(
      createHash('md5').update(merged.subarray(0x8000, at)).digest('hex'),
    );
  });
});

describe('the filling', () => {
  it('is the same for the same request and another for another seed', () => {
    const build = (seed: number) => Buffer.from(buildImage({ chip: 'esp32', seed }));
    expect(build(3).equals(build(3))).toBe(true);
    expect(build(3).equals(build(4))).toBe(false);
  });

  it('deflates about as code does: 38 % in the measurements', () => {
    const app = buildImage({ chip: 'esp32', appBytes: 1_500_000 });
    const share = deflateSync(app).length / app.length;
    expect(share).toBeGreaterThan(0.33);
    expect(share).toBeLessThan(0.43);
  });
});
