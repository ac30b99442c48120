import type { LogBoard, LogMark } from '../../model/log-look';

/** What is noted beside the lines of a session, as entries that are only added: which board, and marks. */
export type LogNote =
  | { kind: 'board'; board: LogBoard; begun: number }
  | { kind: 'mark'; mark: LogMark }
  | { kind: 'unmark'; line: number };

export interface Noted {
  board: LogBoard;
  begun: number;
  /** By line. */
  marks: readonly LogMark[];
}

export const notesFile = 'notes';

const encoder = new TextEncoder();
export const encodeNote = (note: LogNote): Uint8Array => encoder.encode(`${JSON.stringify(note)}\n`);

export const withNote = (before: Noted, note: LogNote): Noted => {
  if (note.kind === 'board') return { ...before, board: { ...before.board, ...note.board }, begun: note.begun };
  const line = note.kind === 'mark' ? note.mark.line : note.line;
  const others = before.marks.filter((mark) => mark.line !== line);
  if (note.kind === 'unmark') return { ...before, marks: others };
  return { ...before, marks: [...others, note.mark].sort((a, b) => a.line - b.line) };
};

export const nothingNoted: Noted = { board: {}, begun: 0, marks: [] };

const kinds: readonly unknown[] = ['board', 'mark', 'unmark'];

const readNote = (json: string): LogNote | undefined => {
  try {
    const note = JSON.parse(json) as LogNote | null;
    return kinds.includes(note?.kind) ? (note ?? undefined) : undefined;
  } catch {
    return undefined;
  }
};

/** What is torn, or another bench's, is left out. */
export const decodeNotes = (bytes: Uint8Array): Noted =>
  new TextDecoder()
    .decode(bytes)
    .split('\n')
    .map(readNote)
    .filter((note) => note !== undefined)
    .reduce(withNote, nothingNoted);
