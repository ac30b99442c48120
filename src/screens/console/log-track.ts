import type { LogLine } from '../../model/log-line';

/** A log whose oldest lines drop off while it is read: every line keeps its number. Pure. */

export interface LogTrack {
  lines: readonly LogLine[];
  /** Number of `lines[0]`, counted from the first line ever followed. */
  first: number;
}

export const emptyTrack: LogTrack = { lines: [], first: 0 };

/** Number of the line that will come next. */
export const nextNumber = ({ lines, first }: LogTrack): number => first + lines.length;

/** The same log later: some lines were added at the end, some may be gone at the start. */
export const followLog = (before: LogTrack, lines: readonly LogLine[]): LogTrack => {
  if (lines === before.lines) return before;
  const last = before.lines.at(-1);
  const at = last ? lines.lastIndexOf(last) : -1;
  const next = nextNumber(before);
  return { lines, first: at < 0 ? next : next - 1 - at };
};

/** The lines from a number on, for clearing the glass without touching the log of the bench. */
export const sinceNumber = (track: LogTrack, number: number): LogTrack =>
  number <= track.first ? track : { lines: track.lines.slice(number - track.first), first: number };
