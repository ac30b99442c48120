/** Signature blocks behind an image (ESP-IDF, secure boot v1 and v2). They are seen, not checked: only a chip has the key. */

const sectorBytes = 0x1000;
/** Of one block of v2; up to three of them fill the sector behind the image. */
const blockBytes = 1216;
const v2Magic = 0xe7;
/** RSA and ECDSA. */
const v2Versions: ReadonlySet<number | undefined> = new Set([2, 3]);
/** A version word, which is zero, and 64 bytes of signature. */
const v1Bytes = 68;

export interface SignatureBlock {
  kind: 'v1' | 'v2';
  /** First byte behind it, from the start of `bytes`. */
  end: number;
}

/** Behind the image of `size` bytes at `at`. */
export const findSignature = (bytes: Uint8Array, at: number, size: number): SignatureBlock | undefined => {
  const sector = at + Math.ceil(size / sectorBytes) * sectorBytes;
  const isBlock = bytes[sector] === v2Magic && v2Versions.has(bytes[sector + 1]);
  if (isBlock && bytes[sector + 2] === 0 && bytes[sector + 3] === 0 && sector + blockBytes <= bytes.length)
    return { kind: 'v2', end: Math.min(sector + sectorBytes, bytes.length) };
  const end = at + size + v1Bytes;
  const tail = bytes.subarray(at + size, end);
  const isV1 =
    tail.length === v1Bytes &&
    tail.subarray(0, 4).every((byte) => byte === 0) &&
    tail.subarray(4).some((byte) => byte !== tail[4]);
  // Nothing else may follow: a word of zeros is a weak sign.
  return isV1 && bytes.subarray(end).every((byte) => byte === 0xff) ? { kind: 'v1', end } : undefined;
};
