/** The 16 bytes a device is known by on the air, made of its UUID (ble-pairing, section 2). */

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const compressedLength = 20;
const idBytes = 16;
/** The last byte of an id whose UUID can be had back. */
const compressedMark = 0xff;

/** Whether the id of this UUID is a compressed one: 20 characters or more, of which the first 20 count. */
export const isCompressible = (uuid: string): boolean => uuid.length >= compressedLength;

const sixBits = (letter: string | undefined): number => Math.max(0, alphabet.indexOf(letter ?? ''));

const compress = (uuid: string): Uint8Array => {
  const id = new Uint8Array(idBytes).fill(compressedMark, idBytes - 1);
  for (let group = 0; group < compressedLength / 4; group += 1) {
    const bits = [0, 1, 2, 3].reduce((sum, at) => sum * 64 + sixBits(uuid[group * 4 + at]), 0);
    id.set([bits >> 16, (bits >> 8) & 0xff, bits & 0xff], group * 3);
  }
  return id;
};

/** 16 bytes. A UUID of less than 20 characters goes in as the ASCII of its first 16, zeroes behind it. */
export const deviceIdOf = (uuid: string): Uint8Array => {
  if (isCompressible(uuid)) return compress(uuid);
  const id = new Uint8Array(idBytes);
  id.set(new TextEncoder().encode(uuid).subarray(0, idBytes));
  return id;
};

/** The 20 characters of the UUID; undefined when the id was not compressed. */
export const uuidOf = (deviceId: Uint8Array): string | undefined => {
  if (deviceId.length !== idBytes || deviceId[idBytes - 1] !== compressedMark) return undefined;
  let uuid = '';
  for (let at = 0; at < idBytes - 1; at += 3) {
    const bits = ((deviceId[at] ?? 0) << 16) | ((deviceId[at + 1] ?? 0) << 8) | (deviceId[at + 2] ?? 0);
    for (const shift of [18, 12, 6, 0]) uuid += alphabet[(bits >> shift) & 0x3f] ?? '';
  }
  // Two of the 64 values stand for no character: whoever sent them did not compress.
  return uuid.length === compressedLength ? uuid : undefined;
};
