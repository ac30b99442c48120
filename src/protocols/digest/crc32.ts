/** CRC-32, reflected polynomial EDB88320. */

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc;
});

/**
 * Start FFFFFFFF and **no final inversion**, as Beken's loader and littlefs have it (beken-uart-boot, section 8;
 * esp-flashing, section 8): the usual CRC-32 with all bits flipped. `before`: the CRC of what stands in front.
 */
export const crc32 = (bytes: Uint8Array, before = 0xffffffff): number => {
  let crc = before;
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return crc >>> 0;
};

const throughZeros = (crc: number, count: number): number => {
  let moved = crc;
  for (let left = count; left > 0; left--) moved = table[moved & 0xff]! ^ (moved >>> 8);
  return moved >>> 0;
};

/**
 * Of the last `size` bytes of a stretch, from the CRCs of all of it and of what stands in front of them: a CRC is linear,
 * so that what both ends share falls out.
 */
export const crc32Behind = (whole: number, front: number, size: number): number =>
  (whole ^ throughZeros(front ^ 0xffffffff, size)) >>> 0;
