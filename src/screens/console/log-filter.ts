import type { LogLine } from '../../model/log-line';

/** Which lines of a log are on the glass, and how many there are of each level whether they are or not. Pure. */

/** The levels of a log line, loudest first; `plain` is an answer of the shell or a line without a level. */
export const shownLevels = ['E', 'W', 'N', 'I', 'D', 'T', 'plain'] as const;
export type ShownLevel = (typeof shownLevels)[number];

/** The ports of a board that has two: its console's, and the one that only its log comes out of. */
export const shownStreams = ['console', 'log-port'] as const;
export type ShownStream = (typeof shownStreams)[number];

export interface LogFilter {
  hidden: ReadonlySet<ShownLevel>;
  hiddenStreams: ReadonlySet<ShownStream>;
  /** Found in text or file, without regard to case; empty = everything. */
  words: string;
}

export interface FilteredLog {
  /** Places in the log, ascending. */
  places: readonly number[];
  counts: Readonly<Record<ShownLevel, number>>;
  streams: Readonly<Record<ShownStream, number>>;
  /** Left out because of their level or their port. */
  leftOut: number;
  /** Characters of the longest line shown. */
  longest: number;
}

export const levelOf = (line: LogLine): ShownLevel => line.level ?? 'plain';

const streamOf = (line: LogLine): ShownStream => line.from ?? 'console';

export const filterLog = (lines: readonly LogLine[], { hidden, hiddenStreams, words }: LogFilter): FilteredLog => {
  const counts = { E: 0, W: 0, N: 0, I: 0, D: 0, T: 0, plain: 0 };
  const wanted = words.trim().toLowerCase();
  const places: number[] = [];
  const streams = { console: 0, 'log-port': 0 };
  let leftOut = 0;
  let longest = 0;
  for (const [place, line] of lines.entries()) {
    const level = levelOf(line);
    // What a person typed is no message of the board: it counts nowhere and stays in sight.
    if (!line.sent) {
      counts[level] += 1;
      streams[streamOf(line)] += 1;
      if (hidden.has(level) || hiddenStreams.has(streamOf(line))) {
        leftOut += 1;
        continue;
      }
    }
    if (wanted && !line.text.toLowerCase().includes(wanted) && !line.file?.toLowerCase().includes(wanted)) continue;
    places.push(place);
    if (line.text.length > longest) longest = line.text.length;
  }
  return { places, counts, streams, leftOut, longest };
};

/** How many of the places lie before this one: where it stands, or would stand, among those shown. */
export const rankOf = (places: readonly number[], place: number): number => {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
};
