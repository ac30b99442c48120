/** Parts of images and ways to put them together wrongly. */
import type { EspChipId } from '../../../src/model/chip';
import { buildImage } from '../../../src/virtual/esp/demo-image';

export const whole = (chip: EspChipId) => buildImage({ chip, merged: true, appBytes: 0x6000 });
export const app = (chip: EspChipId) => buildImage({ chip, appBytes: 0x6000 });
export const tableBytes = 0xc00;
export const bootloaderAt = (chip: EspChipId) => (chip === 'esp32' ? 0x1000 : 0);
/** To its last byte: two hashes and the padding of a merged file are not part of it. */
export const bootloader = (chip: EspChipId) => {
  const bytes = whole(chip).slice(bootloaderAt(chip), 0x8000);
  let end = bytes.length;
  while (bytes[end - 1] === 0xff) end--;
  return bytes.slice(0, Math.ceil(end / 16) * 16);
};
export const joined = (...parts: readonly Uint8Array[]) => {
  const file = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
};
export const filled = (length: number, value = 0xff) => new Uint8Array(length).fill(value);
export const placed = (length: number, ...parts: readonly (readonly [number, Uint8Array])[]) => {
  const file = filled(length);
  for (const [at, part] of parts) file.set(part, at);
  return file;
};
/** An image of nothing but the segments, with a right checksum. */
export const imageOf = (
  chipId: number,
  segments: readonly (readonly [number, number])[],
  { entry = segments[0]![0], first = [] }: { entry?: number; first?: readonly number[] } = {},
) => {
  const body = segments.reduce((sum, [, size]) => sum + 8 + size, 24);
  const file = new Uint8Array((body | 15) + 1);
  const view = new DataView(file.buffer);
  file.set([0xe9, segments.length, 2, 0x20]);
  view.setUint32(4, entry, true);
  view.setUint16(12, chipId, true);
  let at = 24;
  let checksum = 0xef;
  segments.forEach(([address, size], index) => {
    view.setUint32(at, address, true);
    view.setUint32(at + 4, size, true);
    const data = new Uint8Array(size).fill(0x11);
    if (index === 0) data.set(first);
    file.set(data, at + 8);
    for (const byte of data) checksum ^= byte;
    at += 8 + size;
  });
  file[file.length - 1] = checksum;
  return file;
};
