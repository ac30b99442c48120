import type { SheetAnswer, SheetWishes } from '../../protocols/license-sheet/sheet';
import type { OpenedSource } from '../../screens/parts/sheet-desk';

/** All that passes between the page and the worker that reads sheets. */

export type ToSheetWorker = { kind: 'open'; source: OpenedSource } | { kind: 'read'; id: number; wishes: SheetWishes };

/** Holds the AuthKeys on their way to the page, which seals them into the ledger; they go nowhere else. */
export interface FromSheetWorker {
  id: number;
  answer: SheetAnswer;
}
