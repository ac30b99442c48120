import type { Build } from '../model/build';
import type { Mac } from '../model/chip';
import type { FirmwareRow } from '../model/firmware';
import { type BenchDatabase, type BuildFolderRow, boardId, stored } from './database';
import { addFirmware } from './firmware';

/** The watched folder and the boards that are written its builds by themselves. */

const folderId = 'folder';

export const buildFolder = (db: BenchDatabase): Promise<BuildFolderRow | undefined> =>
  stored(() => db.buildFolder.get(folderId));

/** In the place of the one before; what was taken from another folder counts no more. */
export const watchFolder = (
  db: BenchDatabase,
  { handle, name, now }: Pick<BuildFolderRow, 'handle' | 'name'> & { now: number },
): Promise<void> =>
  stored(async () => {
    await db.buildFolder.put({ id: folderId, handle, name, since: now });
  });

export const forgetFolder = (db: BenchDatabase): Promise<void> => stored(() => db.buildFolder.delete(folderId));

export const pauseFolder = (db: BenchDatabase, paused: boolean): Promise<void> =>
  stored(async () => {
    await db.buildFolder
      .where('id')
      .equals(folderId)
      .modify((row) => {
        if (paused) row.paused = true;
        else delete row.paused;
      });
  });

/** False when the folder is not watched any more. */
export const noteTaken = (db: BenchDatabase, build: Build): Promise<boolean> =>
  stored(async () => (await db.buildFolder.update(folderId, { taken: build })) > 0);

/** The boards that are written each build, as `boardId`. */
export const buildBoards = (db: BenchDatabase): Promise<readonly string[]> =>
  stored(() => db.buildBoards.toCollection().primaryKeys());

export const writeBuildsTo = (
  db: BenchDatabase,
  { mac, virtual, on, now }: { mac: Mac; virtual: boolean; on: boolean; now: number },
): Promise<void> =>
  stored(() =>
    db.transaction('rw', db.buildBoards, async () => {
      const board = boardId(mac, virtual);
      if (!on) return db.buildBoards.delete(board);
      // Switched on twice is switched on once.
      if (!(await db.buildBoards.get(board))) await db.buildBoards.put({ board, since: now });
    }),
  );

/**
 * True for one asker alone, in whatever tab, and only where a person switched it on before the build came: the board is
 * now his to write it to.
 */
export const claimBuild = (
  db: BenchDatabase,
  { mac, virtual, build }: { mac: Mac; virtual: boolean; build: Pick<Build, 'sha256' | 'takenAt'> },
): Promise<boolean> =>
  stored(() =>
    db.transaction('rw', db.buildBoards, async () => {
      const row = await db.buildBoards.get(boardId(mac, virtual));
      if (!row || row.given === build.sha256 || row.since > build.takenAt) return false;
      await db.buildBoards.put({ ...row, given: build.sha256 });
      return true;
    }),
  );

/** The run did not begin: it may be claimed again. */
export const giveBackBuild = (
  db: BenchDatabase,
  { mac, virtual, sha256 }: { mac: Mac; virtual: boolean; sha256: string },
): Promise<void> =>
  stored(async () => {
    await db.buildBoards
      .where('board')
      .equals(boardId(mac, virtual))
      .modify((row) => {
        if (row.given === sha256) delete row.given;
      });
  });

/** Builds on the shelf beside those that somebody has use for. */
export const keptBuilds = 5;

/** Puts it on the shelf; one that has been there before is the newest again. Throws `firmware.corrupt`, `storage.failed`. */
export const keepBuild = async (
  db: BenchDatabase,
  row: FirmwareRow & Required<Pick<FirmwareRow, 'build'>>,
  bytes: ArrayBuffer,
): Promise<void> => {
  const { build, addedAt, fileName } = row;
  const kept = await addFirmware(db, row, bytes);
  await stored(async () => {
    if (kept.build) await db.firmware.update(row.sha256, { build, addedAt, fileName });
  });
  await dropOldBuilds(db);
};

/** What a plan names is nobody's old build. */
export const pinBuild = (db: BenchDatabase, sha256: string): Promise<void> =>
  stored(async () => {
    await db.firmware
      .where('sha256')
      .equals(sha256)
      .modify((row) => {
        delete row.build;
      });
  });

/** The oldest go, but for what a recipe names or a board is half written with. */
const dropOldBuilds = (db: BenchDatabase): Promise<void> =>
  stored(() =>
    db.transaction('rw', [db.firmware, db.firmwareBytes, db.recipes, db.unfinished], async () => {
      const builds = (await db.firmware.orderBy('addedAt').reverse().toArray()).filter(({ build }) => build);
      const needed = new Set([
        ...(await db.recipes.toArray()).map(({ plan }) => plan.firmware),
        ...(await db.unfinished.toArray()).map(({ sha256 }) => sha256),
      ]);
      const old = builds.slice(keptBuilds).flatMap(({ sha256 }) => (needed.has(sha256) ? [] : [sha256]));
      await db.firmware.bulkDelete(old);
      await db.firmwareBytes.bulkDelete(old);
    }),
  );
