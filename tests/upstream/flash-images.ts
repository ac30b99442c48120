/** Made-up contents for flashes and images: the same bytes for the same seed. */
export const noise = (length: number, seed: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(length);
  let state = seed >>> 0 || 1;
  for (let i = 0; i < length; i += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[i] = state & 0xff;
  }
  return bytes;
};

/** Deflates to about half, as code does, with a blank run in the middle, as merged images have. */
export const imageLike = (length: number, seed: number): Uint8Array<ArrayBuffer> => {
  const bytes = noise(length, seed).map((byte, index) => (index % 64 < 32 ? byte : index & 0x1f));
  return bytes.fill(0xff, Math.floor(length / 2), Math.floor(length / 2) + 70_000);
};

/** Said in one word, because comparing megabytes cell by cell takes seconds; the place of the first difference otherwise. */
export const difference = (one: Uint8Array, other: Uint8Array): string => {
  if (one.length !== other.length) return `${one.length} bytes, ${other.length} bytes`;
  if (Buffer.compare(one, other) === 0) return 'none';
  return `at 0x${one.findIndex((byte, index) => byte !== other[index]).toString(16)}`;
};

export const blank = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0xff);
