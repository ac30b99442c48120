/** Chance that comes out the same for the same number. */
export const createChance = (number: number) => {
  let state = Math.imul(number + 1, 0x9e3779b1) >>> 0;
  const share = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(share() * end);
  return {
    share,
    below,
    happens: (often: number) => share() < often,
    pick: <T>(from: readonly T[]): T => from[below(from.length)]!,
  };
};
