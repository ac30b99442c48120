import { blockLines } from '../../records/log/blocks';

/** Which lines of a block, one bit each. Pure. */
export type Bits = Uint32Array;

const words = blockLines / 32;
export const noBits = (): Bits => new Uint32Array(words);

export const setBit = (bits: Bits, at: number): void => {
  bits[at >> 5] = ((bits[at >> 5] ?? 0) | (1 << (at & 31))) >>> 0;
};
export const hasBit = (bits: Bits, at: number): boolean => ((bits[at >> 5] ?? 0) & (1 << (at & 31))) !== 0;

const countWord = (word: number): number => {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return (((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
};

export const countBits = (bits: Bits): number => {
  let count = 0;
  for (const word of bits) count += countWord(word);
  return count;
};

export const bothBits = (a: Bits, b: Bits): Bits => a.map((word, at) => word & (b[at] ?? 0));

/** How many are set below `at`. */
export const rankBit = (bits: Bits, at: number): number => {
  let count = 0;
  for (let word = 0; word < at >> 5; word += 1) count += countWord(bits[word] ?? 0);
  const rest = at & 31;
  return rest === 0 ? count : count + countWord((bits[at >> 5] ?? 0) & (2 ** rest - 1));
};

/** Places of those that are set, ascending. */
export const placesOf = (bits: Bits): number[] => {
  const places: number[] = [];
  for (let at = 0; at < blockLines; at += 1) if (hasBit(bits, at)) places.push(at);
  return places;
};
