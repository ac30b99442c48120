import type { SheetAnswer, SheetWishes } from '../../protocols/license-sheet/sheet';

/**
 * Reads sheets away from the page: what one file does to its reader must not happen to the tab that has boards at work.
 */
export interface SheetDesk {
  open(source: OpenedSource): SheetSession;
}

export type OpenedSource = { file: File } | { text: string; name: string };

/** One file or paste on the table, until it is closed. */
export interface SheetSession {
  /** What it holds, with what a person has said about it so far. Never throws; never answers once it is closed. */
  read(wishes: SheetWishes): Promise<SheetAnswer>;
  /** Also while it is read: nothing goes on afterwards. */
  close(): void;
}
