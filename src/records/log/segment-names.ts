/** Files of a session: lines and their index, named by the number of their first block. */
const width = 9;
export const linesFile = (from: number): string => `${String(from).padStart(width, '0')}.lines`;
export const indexFile = (from: number): string => `${String(from).padStart(width, '0')}.index`;

/** First blocks of the segments there are, ascending. */
export const segmentsIn = (names: Iterable<string>): number[] =>
  [...names]
    .flatMap((name) => {
      const [, from] = /^(\d{9})\.lines$/.exec(name) ?? [];
      return from === undefined ? [] : [Number(from)];
    })
    .sort((a, b) => a - b);
