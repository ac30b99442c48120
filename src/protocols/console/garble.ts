/** Guesses a wrong line speed from what is heard: at another speed most bytes fall outside of text. */
export interface GarbleMeter {
  heard(bytes: Uint8Array): void;
  /** Bytes heard in all. */
  readonly bytes: number;
  /** Share of the last bytes that no text holds, 0 to 100. */
  readonly percent: number;
}

/** Old bytes count half, again and again, so that the loader's binary answers are forgotten. */
const memory = 512;

/** Text, line ends, tab, backspace, bell, escape. UTF-8 in a log is rare enough to count against it. */
export const isText = (byte: number): boolean =>
  (byte >= 0x20 && byte < 0x7f) || (byte >= 7 && byte <= 10) || byte === 13 || byte === 27;

export const createGarbleMeter = (): GarbleMeter => {
  let all = 0;
  let recent = 0;
  let odd = 0;
  return {
    heard: (bytes) => {
      all += bytes.length;
      for (const byte of bytes) {
        recent += 1;
        if (!isText(byte)) odd += 1;
        if (recent > memory) {
          recent /= 2;
          odd /= 2;
        }
      }
    },
    get bytes() {
      return all;
    },
    get percent() {
      return recent === 0 ? 0 : Math.round((odd * 100) / recent);
    },
  };
};
