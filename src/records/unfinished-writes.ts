import type { Mac } from '../model/chip';
import type { UnfinishedWrite } from '../model/unfinished-write';
import { type BenchDatabase, boardId, stored } from './database';

/**
 * Writes that were begun: noted before the first byte, gone when the flash is proved. What lies in between, a pulled
 * cable or a dead tab, leaves the note, and no board with one is called good.
 */

/** In the place of whatever write that board was left in before. */
export const noteWrite = (db: BenchDatabase, mac: Mac, write: UnfinishedWrite): Promise<void> =>
  stored(async () => {
    const { sha256, name, held, total, at, erase, copy } = write;
    await db.unfinished.put({
      board: boardId(mac, false),
      sha256,
      name,
      held,
      total,
      at,
      ...(erase && { erase }),
      ...(copy && { copy }),
    });
  });

export const dropWrite = (db: BenchDatabase, mac: Mac): Promise<void> =>
  stored(() => db.unfinished.delete(boardId(mac, false)));

export const unfinishedWrite = (db: BenchDatabase, mac: Mac): Promise<UnfinishedWrite | undefined> =>
  stored(async () => {
    const row = await db.unfinished.get(boardId(mac, false));
    if (!row) return undefined;
    const { board: _, ...write } = row;
    return write;
  });
