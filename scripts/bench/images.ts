/** What is written in the measurements, and what lay in the flash before (esp-measured, section 3). */
import { pseudoCode } from '../../src/virtual/parts/demo-image-filler';

/** A repeatable stream of bytes that do not deflate. */
const noise = (size: number, seed: number): Uint8Array => {
  const bytes = new Uint8Array(size);
  let state = seed;
  for (let at = 0; at < size; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[at] = state & 0xff;
  }
  return bytes;
};

/** 1.5 MB that deflates to some 40 %, as an application does. */
export const codeLike = (): Uint8Array => pseudoCode(1_500_000, 5);

/** 4 MB. */
export const random = (): Uint8Array => noise(4 << 20, 77);

/** 1.6 MB as TuyaOpen merges them for ESP32: bootloader, table and a small application, 85 % blank. */
export const mergedMostlyBlank = (): Uint8Array => {
  const image = new Uint8Array(0x190000).fill(0xff);
  image.set(pseudoCode(0x5800, 21), 0x1000);
  image.set(pseudoCode(0x400, 22), 0x8000);
  image.set(pseudoCode(0x35000, 23), 0x10000);
  return image;
};

/** Nothing in it is blank, and none of the images' sectors. */
export const usedFlash = (size: number): Uint8Array => pseudoCode(size, 99);

const sectorBytes = 0x1000;

/** A byte is another in every sector of a tenth of them, which lie anywhere. */
export const tenPercentChanged = (image: Uint8Array): Uint8Array => {
  const changed = image.slice();
  const sectors = image.length / sectorBytes;
  const order = Array.from({ length: sectors }, (_, sector) => ({
    sector,
    by: Math.imul(sector + 1, 0x9e3779b1) >>> 0,
  }));
  order.sort((one, other) => one.by - other.by);
  for (const { sector } of order.slice(0, Math.round(sectors / 10))) changed[sector * sectorBytes + 77]! ^= 0x10;
  return changed;
};

export const oneSectorChanged = (image: Uint8Array): Uint8Array => {
  const changed = image.slice();
  changed[(image.length >> 1) + 5]! ^= 0x10;
  return changed;
};

/** As the build before it was, if this one has 16 bytes more in that place. */
export const movedFrom = (image: Uint8Array, part: number): Uint8Array => {
  const moved = image.slice();
  const from = Math.floor(image.length * part);
  moved.set(image.subarray(from + 16), from);
  return moved;
};
