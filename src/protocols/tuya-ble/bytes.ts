/** Laying bytes side by side. */

export const joinBytes = (...parts: readonly Uint8Array[]): Uint8Array => {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
};

/** Big endian, as all numbers of a frame are. */
export const u16 = (n: number): Uint8Array => Uint8Array.of(n >> 8, n);
export const u32 = (n: number): Uint8Array => Uint8Array.of(n >>> 24, n >>> 16, n >>> 8, n);

/** Over the same memory, for reading numbers out of it. */
export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export const asciiOf = (text: string): Uint8Array => new TextEncoder().encode(text);
