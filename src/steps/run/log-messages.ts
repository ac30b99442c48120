import type { HeardBytes, HexSeen, HexWish } from '../../model/heard-bytes';
import type { LogFolderSeen } from '../../model/log-folder';
import type { LogLine } from '../../model/log-line';
import type { LogMark, LogOf, LogRow, LogSeen, LogSession, LogStream, LogWish } from '../../model/log-look';
import type { Problem } from '../../model/problem';

/** What passes between a page that looks at logs and the worker that keeps them: windows, never whole logs. */

/** What is asked once, and its answer. */
export interface LogAsks {
  /** The next line, in that direction, that is shown and has what is looked for, and which of all hits it is, from 1. */
  hit: { ask: { view: string; from: number; step: 1 | -1 }; answer: { line: number; position: number } | undefined };
  /** So many shown rows from one on, at most `pieceLines`. */
  rows: { ask: { view: string; row: number; count: number }; answer: readonly LogRow[] };
  /** Shown lines from one line to another, at most `pieceLines`. */
  between: { ask: { view: string; from: number; to: number }; answer: readonly LogRow[] };
  /** Lines of a session from a number on, and where to go on. */
  piece: { ask: { of: LogOf; from: number }; answer: { lines: readonly LogLine[]; next?: number } };
  /** Bytes from one place to another, at most `pieceBytes`, as far as they are kept. */
  bytes: {
    ask: { of: LogOf; stream: LogStream; from: number; to: number };
    answer: Pick<HeardBytes, 'from' | 'bytes' | 'states'>;
  };
  /** Newest first. */
  sessions: { ask: Record<never, never>; answer: readonly LogSession[] };
  /** False where it is being written. */
  remove: { ask: { session: string }; answer: boolean };
  mark: { ask: { of: LogOf; mark: LogMark } | { of: LogOf; unmark: number }; answer: boolean };
}
export type LogAskKind = keyof LogAsks;

type AskOf<Kind extends LogAskKind> = { kind: 'log-ask'; id: number; what: Kind } & LogAsks[Kind]['ask'];
export type LogAsk = { [Kind in LogAskKind]: AskOf<Kind> }[LogAskKind];

export type LogCommand =
  | { kind: 'log-look'; view: string; wish: LogWish }
  /** The folder that logs are saved to was chosen, allowed again, or given up. */
  | { kind: 'log-folder' }
  | { kind: 'hex-look'; view: string; wish: HexWish }
  /** What was shown last is on the screen: the next may come. */
  | { kind: 'log-drawn'; view: string }
  | { kind: 'log-leave'; view: string }
  | LogAsk;

export type LogTold =
  | { kind: 'log-seen'; view: string; seen: LogSeen }
  /** Undefined: logs are not saved by themselves. */
  | { kind: 'log-folder-seen'; seen: LogFolderSeen | undefined }
  | { kind: 'hex-seen'; view: string; seen: HexSeen }
  | { kind: 'log-answer'; id: number; answer: LogAsks[LogAskKind]['answer'] }
  | { kind: 'log-answer'; id: number; problem: Problem }
  /** Ports whose log is held, gone ones too. */
  | { kind: 'log-ports'; ports: readonly string[] }
  /** The oldest sessions had to go. */
  | { kind: 'log-dropped'; sessions: number };

export const isLogCommand = <Other extends { kind: string }>(command: Other | LogCommand): command is LogCommand =>
  command.kind === 'log-look' ||
  command.kind === 'log-folder' ||
  command.kind === 'hex-look' ||
  command.kind === 'log-drawn' ||
  command.kind === 'log-leave' ||
  command.kind === 'log-ask';
export const isLogTold = <Other extends { kind: string }>(told: Other | LogTold): told is LogTold =>
  told.kind === 'log-seen' ||
  told.kind === 'log-folder-seen' ||
  told.kind === 'hex-seen' ||
  told.kind === 'log-answer' ||
  told.kind === 'log-ports' ||
  told.kind === 'log-dropped';
