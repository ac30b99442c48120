import { type BenchDatabase, stored } from './database';
import { openSecretBox } from './secret-box';

/**
 * Virtual boards as they stand on the table, with their flash, so that a reload finds them as a real board is found: what
 * was written to it is still there. All of it sealed: a flash and a habit may carry a license.
 */

/** Of the flash, in one row of storage. */
export const rowBytes = 65_536;

export interface KeptBoard {
  /** Of its port. */
  id: string;
  /** What it takes to build it again, as JSON. */
  made: string;
  flash: Uint8Array;
}

export interface BoardChange {
  id: string;
  made: string;
  flashBytes: number;
  /** Rows of the flash that are not as they were kept, by their number. */
  rows: ReadonlyMap<number, Uint8Array>;
}

const ownerOf = (board: string, row?: number): string => `virtual board ${board} ${row ?? ''}`;

/** Of its port: `virtual-7`. */
export const boardNumber = (id: string): number => Number(/\d+$/.exec(id)?.[0] ?? 0);

const lastNumber = 'virtual-boards.last';

/** Given once, to whichever tab asks first, also when that board was put away: the ledger and the clouds know boards by it. */
export const nextBoardNumber = (db: BenchDatabase): Promise<number> =>
  stored(() =>
    db.transaction('rw', db.virtualBoards, db.settings, async () => {
      const kept = await db.virtualBoards.toCollection().primaryKeys();
      const last = Number((await db.settings.get(lastNumber))?.value) || 0;
      const value = Math.max(last, ...kept.map(boardNumber)) + 1;
      await db.settings.put({ name: lastNumber, value });
      return value;
    }),
  );

/** Only what changed; all of it or nothing. */
export const keepVirtualBoard = (db: BenchDatabase, change: BoardChange): Promise<void> =>
  stored(async () => {
    const box = await openSecretBox(db);
    const { id: board, flashBytes } = change;
    const sealed = await box.sealText(ownerOf(board), change.made);
    const rows = await Promise.all(
      [...change.rows].map(async ([row, bytes]) => ({
        board,
        row,
        sealed: await box.sealBytes(ownerOf(board, row), bytes),
      })),
    );
    await db.transaction('rw', db.virtualBoards, db.virtualFlash, async () => {
      await db.virtualBoards.put({ board, flashBytes, sealed });
      await db.virtualFlash.bulkPut(rows);
    });
  });

export const dropVirtualBoard = (db: BenchDatabase, board: string): Promise<void> =>
  stored(() =>
    db.transaction('rw', db.virtualBoards, db.virtualFlash, async () => {
      await db.virtualBoards.delete(board);
      await db.virtualFlash.where('board').equals(board).delete();
    }),
  );

export const hasVirtualBoards = (db: BenchDatabase): Promise<boolean> =>
  stored(async () => (await db.virtualBoards.count()) > 0);

/** In no order. A board whose seal does not open is left out: nobody can build it again. */
export const keptVirtualBoards = (db: BenchDatabase): Promise<KeptBoard[]> =>
  stored(async () => {
    const box = await openSecretBox(db);
    const open = async ({ board: id, flashBytes, sealed }: (typeof all)[number]): Promise<KeptBoard[]> => {
      try {
        const flash = new Uint8Array(flashBytes).fill(0xff);
        for (const kept of await db.virtualFlash.where('board').equals(id).toArray())
          flash.set(await box.openBytes(ownerOf(id, kept.row), kept.sealed), kept.row * rowBytes);
        return [{ id, made: await box.open(ownerOf(id), sealed), flash }];
      } catch {
        return [];
      }
    };
    const all = await db.virtualBoards.toArray();
    return (await Promise.all(all.map(open))).flat();
  });
