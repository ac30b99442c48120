/** Numbers in the heads of pieces: 7 bits a byte, the lowest first, at most 4 bytes (ble-pairing, section 4). */

const mostBytes = 4;

/** 0 to 268435455. */
export const writeVarint = (n: number): Uint8Array => {
  const bytes: number[] = [];
  let left = n;
  do {
    bytes.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
    left >>>= 7;
  } while (left > 0 && bytes.length < mostBytes);
  return Uint8Array.from(bytes);
};

/** Undefined when the bytes end in the middle of it, or when the fourth byte announces a fifth. */
export const readVarint = (bytes: Uint8Array, at: number): { value: number; next: number } | undefined => {
  let value = 0;
  for (let index = 0; index < mostBytes; index += 1) {
    const byte = bytes[at + index];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 0x80 ** index;
    if (byte < 0x80) return { value, next: at + index + 1 };
  }
  return undefined;
};
