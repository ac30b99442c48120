/** Writes virtual boards down as they change, so that a reload finds them on the table. */
import type { VirtualChip } from '../model/board-habits';
import { boardSpeeds, virtualChips } from '../model/board-habits';
import type { BenchDatabase } from '../records/database';
import {
  boardNumber,
  dropVirtualBoard,
  type KeptBoard,
  keepVirtualBoard,
  keptVirtualBoards,
  nextBoardNumber,
  rowBytes,
} from '../records/virtual-boards';
import type { VirtualBoard } from '../virtual/board/virtual-board';
import type { NorFlash } from '../virtual/parts/firmware';
import type { BoardSettings } from '../virtual/parts/wire';

/** How a board was asked for. */
export interface MadeBoard extends Pick<BoardSettings, 'chip' | 'habits'> {
  chip: VirtualChip;
  habit: string;
  speed: number;
  mac: string;
  offline?: boolean;
}

export interface BoardFound extends MadeBoard {
  id: string;
  flash: Uint8Array;
  lived: NonNullable<BoardSettings['lived']>;
}

export interface BoardKeeper {
  /** From now on, until it is dropped. `made` is asked anew at each writing. */
  keep(id: string, board: VirtualBoard, made: () => MadeBoard, found: boolean): void;
  /** It changed in something else than its flash. */
  changed(id: string): void;
  drop(id: string): void;
  /** No other board has it, in no tab; 0 where the storage gives none. */
  nextNumber(): Promise<number>;
  /** In the order in which they came. */
  found(): Promise<readonly BoardFound[]>;
}

/** Little is lost with a page that goes in between: as much as a power cut takes. */
const saveWithinMs = 200;

const readKept = ({ id, made, flash }: KeptBoard): BoardFound[] => {
  const told = JSON.parse(made) as MadeBoard & { status: NorFlash['status']; happened: string[]; otp?: number[] };
  const { status, happened, otp, ...asked } = told;
  // Of an older or newer bench.
  if (!virtualChips.includes(asked.chip) || !boardSpeeds.some((speed) => speed === asked.speed)) return [];
  const life = { happened: new Set(happened), ...(otp && { otp: Uint8Array.from(otp) }) };
  return [{ ...asked, id, flash, lived: { status, life } }];
};

const readOrLeave = (kept: KeptBoard): BoardFound[] => {
  try {
    return readKept(kept);
  } catch {
    return [];
  }
};

/** Told of every change of the flash, by where it was. */
const watchFlash = (flash: NorFlash, told: (offset: number, length: number) => void): void => {
  const { erase, program } = flash;
  flash.erase = (offset, length) => {
    erase(offset, length);
    told(offset, length);
  };
  flash.program = (offset, bytes) => {
    program(offset, bytes);
    told(offset, bytes.length);
  };
};

const isErased = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0xff);

/** `mine` settles when no other tab has the table; what is built before that is not written down. */
export const createBoardKeeper = (db: BenchDatabase, mine: Promise<unknown>): BoardKeeper => {
  let owned = false;
  void mine.then(() => {
    owned = true;
  });
  const boards = new Map<string, { board: VirtualBoard; made: () => MadeBoard; dirty: Set<number> }>();
  /** One after the other, or an older state could end on top. */
  let writing: Promise<void> = Promise.resolve();
  const waiting = new Set<string>();

  const write = async (id: string): Promise<void> => {
    const kept = boards.get(id);
    if (!kept) return;
    const { flash } = kept.board;
    const rows = new Map([...kept.dirty].map((row) => [row, flash.read(row * rowBytes, rowBytes)]));
    kept.dirty.clear();
    const { happened, otp } = flash.life;
    const made = { ...kept.made(), status: flash.status, happened: [...happened], ...(otp && { otp: [...otp] }) };
    await keepVirtualBoard(db, { id, made: JSON.stringify(made), flashBytes: flash.size, rows }).catch(() => {
      // Storage that is full: the board stands there as long as the page does, and is tried again with its next change.
      for (const row of rows.keys()) kept.dirty.add(row);
    });
  };
  const soon = (id: string): void => {
    if (waiting.has(id)) return;
    waiting.add(id);
    setTimeout(() => {
      waiting.delete(id);
      writing = writing.then(() => write(id));
    }, saveWithinMs);
  };

  return {
    keep(id, board, made, found) {
      if (!owned) return;
      const dirty = new Set<number>();
      const { flash } = board;
      for (let row = 0; !found && row * rowBytes < flash.size; row += 1)
        if (!isErased(flash.read(row * rowBytes, rowBytes))) dirty.add(row);
      boards.set(id, { board, made, dirty });
      watchFlash(flash, (offset, length) => {
        for (let row = Math.floor(offset / rowBytes); row * rowBytes < offset + length; row += 1) dirty.add(row);
        soon(id);
      });
      soon(id);
    },
    changed: (id) => void (boards.has(id) && soon(id)),
    drop(id) {
      if (!boards.delete(id)) return;
      writing = writing.then(() => dropVirtualBoard(db, id).catch(() => {}));
    },
    nextNumber: () => nextBoardNumber(db).catch(() => 0),
    async found() {
      await mine;
      const kept = await keptVirtualBoards(db);
      return kept.flatMap(readOrLeave).sort((a, b) => boardNumber(a.id) - boardNumber(b.id));
    },
  };
};
