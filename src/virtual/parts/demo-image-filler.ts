/** Bytes that look like machine code to a compressor: a skewed vocabulary of instruction words and some noise. */

/** A repeatable stream of 32-bit numbers (xorshift). */
const numbers = (seed: number): (() => number) => {
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ 0x6d2b79f5) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
};

/** Deflates to about 40 %, as compiled code does (esp-measured, section 3). */
export const pseudoCode = (size: number, seed: number): Uint8Array => {
  const next = numbers(seed);
  const vocabulary = Array.from({ length: 2048 }, next);
  const words = new Uint32Array(Math.ceil(size / 4));
  for (let at = 0; at < words.length; ) {
    const pick = next();
    const repeat = pick % 5 === 0 && at > 64 ? 2 + (pick >>> 30) : 0;
    if (repeat > 0) {
      // A phrase met before, as compilers repeat themselves.
      const from = at - 32 - ((pick >>> 8) % Math.min(at - 31, 4096));
      words.copyWithin(at, from, from + repeat);
      at += repeat;
    } else {
      // The product of two fractions makes low indexes common and high ones rare.
      const share = ((pick & 0xffff) * (pick >>> 16)) / 2 ** 32;
      words[at++] = vocabulary[Math.floor(share * vocabulary.length)]!;
    }
  }
  return new Uint8Array(words.buffer, 0, size);
};
