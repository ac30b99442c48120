import type { LogLine } from './log-line';

/** What a page asks to see of a log, and what it is shown. Lines are named by their number in the session, from 0. */

/** The levels of a log line, loudest first; `plain` is an answer of the shell or a line without a level. */
export const logLevels = ['E', 'W', 'N', 'I', 'D', 'T', 'plain'] as const;
export type LogLevel = (typeof logLevels)[number];

/** The ports of a board that has two: its console's, and the one that only its log comes out of. */
export const logStreams = ['console', 'log-port'] as const;
export type LogStream = (typeof logStreams)[number];

export const levelOf = (line: LogLine): LogLevel => line.level ?? 'plain';

/** What is looked for in the text and the file name of a line, without regard to case. */
export interface LogWords {
  text: string;
  /** `text` is a regular expression. */
  regex: boolean;
}

export interface LogChip extends LogWords {
  id: string;
  /** Lines with it are left out; of the others any one must be in a line. */
  exclude: boolean;
  /** Counted, and not applied. */
  off?: true;
}

export interface LogFilter {
  hidden: readonly LogLevel[];
  hiddenStreams: readonly LogStream[];
  chips: readonly LogChip[];
  /** Lines before this one are off the glass. */
  from: number;
}

export const showEverything: LogFilter = { hidden: [], hiddenStreams: [], chips: [], from: 0 };

/** Live, by the port it comes from; or any session, by its id. */
export type LogOf = { port: string } | { session: string };

/** The first row in sight: so that the end is seen, by its place among what is shown, or by a line. */
export type LogPlace = { kind: 'end' } | { kind: 'row'; row: number } | { kind: 'line'; line: number };

export interface LogWish {
  of: LogOf;
  filter: LogFilter;
  find?: LogWords;
  place: LogPlace;
  /** How many of them. */
  rows: number;
  /** Lines from this one on are counted as new. */
  since?: number;
}

/** `on-disk` stays; `in-memory` is gone with the page, its oldest lines sooner. */
export type LogKept = 'on-disk' | 'in-memory';

/** What is known of the board a session came from. */
export interface LogBoard {
  /** Of the adapter, or of the virtual board. */
  port?: string;
  chip?: string;
  mac?: string;
  virtual?: true;
}

export interface LogSession extends LogBoard {
  id: string;
  /** Milliseconds since 1970 of its first line. */
  begun: number;
  /** Lines it has, and where they begin when the oldest had to go. */
  first: number;
  next: number;
  /** On disk. */
  bytes: number;
  kept: LogKept;
  /** Lines may still come. */
  live?: true;
}

/** A line that a person marked. */
export interface LogMark {
  line: number;
  at: number;
  text: string;
}

export interface LogRow {
  number: number;
  line: LogLine;
  /** Milliseconds since the row above it, by the clock that nobody sets where both have it. */
  gap?: number;
}

/** Lines of one second of the last minute. */
export interface LogSecond {
  /** Of the lines' ticks; where a line has none, since 1970. */
  second: number;
  lines: number;
  warnings: number;
  errors: number;
}

/** `scanning`: older lines are still looked through. `slow`: the expression took too long and was given up. */
export type SeekState = 'whole' | 'scanning' | 'slow' | 'wrong';

export interface Sought {
  state: SeekState;
  /** Lines it is in, of all; of `find` among the lines shown. */
  lines: number;
}

export interface LogSeen {
  session?: LogSession;
  rows: readonly LogRow[];
  /** Where the first of `rows` stands among all that are shown, and how many these are. */
  row: number;
  shown: number;
  counts: Readonly<Record<LogLevel, number>>;
  streams: Readonly<Record<LogStream, number>>;
  /** Left out because of level or port. */
  hidden: number;
  /** Left out by a chip. */
  filtered: number;
  /** Characters of the longest line. */
  longest: number;
  /** Shown lines since `since`. */
  fresh: number;
  masked: number;
  /** The newest time the board told. */
  stamp?: string;
  /** The first line of the session. */
  begun?: { at: number; ticks?: number };
  chips: Readonly<Record<string, Sought>>;
  find?: Sought;
  minute: readonly LogSecond[];
  marks: readonly LogMark[];
  trouble?: 'not-kept' | 'elsewhere';
}

/** Of a log without a line. */
export const nothingSeen: LogSeen = {
  rows: [],
  row: 0,
  shown: 0,
  counts: { E: 0, W: 0, N: 0, I: 0, D: 0, T: 0, plain: 0 },
  streams: { console: 0, 'log-port': 0 },
  hidden: 0,
  filtered: 0,
  longest: 0,
  fresh: 0,
  masked: 0,
  chips: {},
  minute: [],
  marks: [],
};
