/** Flash that holds nothing: FF when erased, 00 where a tool has padded with zeros. */

const isAll = (bytes: Uint8Array, value: number) => bytes.every((byte) => byte === value);

/** All FF or all 00, not a mixture of both; so is a stretch of no length. */
export const isBlank = (bytes: Uint8Array): boolean =>
  bytes.length === 0 || ((bytes[0] === 0xff || bytes[0] === 0) && isAll(bytes, bytes[0]));

export const isZeros = (bytes: Uint8Array): boolean => bytes.length > 0 && isAll(bytes, 0);
