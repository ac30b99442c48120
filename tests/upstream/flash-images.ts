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
