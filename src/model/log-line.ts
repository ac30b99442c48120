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
  /** Where a secret was taken out: [start, length of the mask] pairs in `text`. */
  masked?: readonly (readonly [number, number])[];
  /** It came out of the second port of the board, which has nothing but its log. */
  from?: 'log-port';
  /** Sent by the bench or the person rather than heard. */
  sent?: boolean;
  /** As `Clock.ticks`, of the same moment; a line of a file has none. */
  ticks?: number;
}
