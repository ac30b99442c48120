/** What `npm run bench` measures, and what it must reach. */

export interface Figure {
  name: string;
  chip: string;
  image: string;
  baud: number;
  latencyMs: number;
  seconds: number;
  /** Of a host without any delay under the loader's own rules, by arithmetic that knows nothing of our client. */
  idealSeconds: number;
  ratioToIdeal: number;
  /** To plain esptool-js 0.7 through the same board. */
  ratioToPeer?: number;
}

export interface Measured {
  figure: Figure;
  /** What it must reach, in words, and whether it did; without one it is only shown. */
  bar?: { words: string; held: boolean };
}

/** Some figures that come from one conversation. */
export interface Measurement {
  name: string;
  run(): Promise<readonly Measured[]>;
}

type Given = Omit<Figure, 'seconds' | 'idealSeconds' | 'ratioToIdeal' | 'ratioToPeer'> & {
  ms: number;
  idealMs: number;
  peerMs?: number | undefined;
};

const rounded = (value: number, digits: number) => Number(value.toFixed(digits));

export const figureOf = ({ ms, idealMs, peerMs, ...what }: Given): Figure => ({
  ...what,
  seconds: rounded(ms / 1000, 3),
  idealSeconds: rounded(idealMs / 1000, 3),
  ratioToIdeal: rounded(ms / idealMs, 3),
  ...(peerMs !== undefined && { ratioToPeer: rounded(ms / peerMs, 3) }),
});

export const within = (percent: number, figure: Figure): Measured => ({
  figure,
  bar: { words: `within ${percent} % of the ideal`, held: figure.ratioToIdeal <= 1 + percent / 100 },
});

export const atMostSeconds = (seconds: number, figure: Figure): Measured => ({
  figure,
  bar: { words: `at most ${seconds} s`, held: figure.seconds <= seconds },
});

/** `share` of the time of `first`. */
export const shareOf = (share: number, first: Figure, figure: Figure): Measured => ({
  figure,
  bar: {
    words: `under ${Math.round(share * 100)} % of the first time, is ${((100 * figure.seconds) / first.seconds).toFixed(1)} %`,
    held: figure.seconds < share * first.seconds,
  },
});

export const shareOfPeer = (share: number, figure: Figure): Measured => ({
  figure,
  bar: {
    words: `at most ${Math.round(share * 100)} % of esptool-js's time`,
    held: figure.ratioToPeer !== undefined && figure.ratioToPeer <= share,
  },
});

export const shown = (figure: Figure): Measured => ({ figure });
