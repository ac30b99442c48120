/** Of a terminal (ECMA-48, SGR 30-37 and 90-97): black, red, green, yellow, blue, magenta, cyan, white, then the bright ones. */
export type TerminalColour = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15;

/** [place in the text, colour from there on; `null`: none]. */
export type ColourFrom = readonly [number, TerminalColour | null];

/** One line of a device log or dialogue, masked before it got here. */
export interface LogLine {
  /** Milliseconds since 1970, taken when the first byte arrived. */
  at: number;
  /** E W N I D T, or none for a line that is not a log line. */
  level?: 'E' | 'W' | 'N' | 'I' | 'D' | 'T';
  /** `file.c` of the log line. */
  file?: string;
  text: string;
  /** The board's own time, `01-01 00:00:41`, counted from power-on until it knows better. */
  stamp?: string;
  /** Colours the board asked for, where it did: each holds from its place in `text` to the next. */
  colours?: readonly ColourFrom[];
  /** Where a secret was taken out: [start, length of the mask] pairs in `text`. */
  masked?: readonly (readonly [number, number])[];
  /** It came out of the second port of the board, which has nothing but its log. */
  from?: 'log-port';
  /** Sent by the bench or the person rather than heard. */
  sent?: boolean;
  /** As `Clock.ticks`, of the same moment; a line of a file has none. */
  ticks?: number;
}
