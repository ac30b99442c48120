import Dexie from 'dexie';
import { IDBKeyRange } from 'fake-indexeddb';
import { afterEach, expect, it } from 'vitest';
import type { Build } from '../../src/model/build';
import {
  buildBoards,
  buildFolder,
  claimBuild,
  forgetFolder,
  giveBackBuild,
  noteTaken,
  pauseFolder,
  watchFolder,
  writeBuildsTo,
} from '../../src/records/builds';
import { macA, macB, newDisk } from './bench';

/** Issue 11, "Watch a build folder": remembered; by itself for a board where a person switched it on, each build once. */

let disk = newDisk();
afterEach(() => {
  disk.closeAll();
  disk = newDisk();
});

const build = (sha256: string, takenAt: number): Build => ({
  sha256,
  path: 'dist/lamp_1/lamp_QIO_1.bin',
  modified: takenAt,
  takenAt,
  fresh: true,
  facts: { chip: 'esp32', size: 1 },
});

it('keeps one folder, its pause and the last build that was taken, over a reload', async () => {
  const db = disk.tab();
  expect(await noteTaken(db, build('a', 5))).toBe(false);
  await watchFolder(db, { handle: { folder: 1 }, name: 'lamp', now: 1 });
  await noteTaken(db, build('a', 5));
  await pauseFolder(db, true);
  const kept = { id: 'folder', handle: { folder: 1 }, name: 'lamp', since: 1 };
  expect(await buildFolder(disk.tab())).toEqual({ ...kept, paused: true, taken: build('a', 5) });
  await pauseFolder(db, false);
  expect(await buildFolder(db)).toEqual({ ...kept, taken: build('a', 5) });
  await watchFolder(db, { handle: { folder: 2 }, name: 'fan', now: 2 });
  expect(await buildFolder(db)).toEqual({ id: 'folder', handle: { folder: 2 }, name: 'fan', since: 2 });
  await forgetFolder(db);
  expect(await buildFolder(db)).toBeUndefined();
});

it('gives a build to a board once, of several tabs to one, and only where it was switched on before', async () => {
  const [one, two] = [disk.tab(), disk.tab()];
  const board = { mac: macA, virtual: false };
  const claim = (db: typeof one, sha256: string, takenAt: number) =>
    claimBuild(db, { ...board, build: build(sha256, takenAt) });
  expect(await claim(one, 'a', 5)).toBe(false);
  await writeBuildsTo(one, { ...board, on: true, now: 10 });
  expect(await buildBoards(two)).toEqual([macA]);
  expect(await claim(one, 'a', 9)).toBe(false);
  expect((await Promise.all([claim(one, 'a', 11), claim(two, 'a', 11)])).filter(Boolean)).toHaveLength(1);
  expect(await claim(two, 'a', 11)).toBe(false);
  await giveBackBuild(one, { ...board, sha256: 'a' });
  expect(await claim(two, 'a', 11)).toBe(true);
  expect(await claim(two, 'b', 12)).toBe(true);
  expect(await claim(two, 'a', 13), 'built again as it was before').toBe(true);
  await writeBuildsTo(one, { ...board, on: true, now: 20 });
  expect(await claim(two, 'a', 13), 'switched on twice').toBe(false);
  expect(await claimBuild(one, { mac: macB, virtual: false, build: build('b', 30) })).toBe(false);
  expect(await claimBuild(one, { mac: macA, virtual: true, build: build('b', 30) })).toBe(false);
  await writeBuildsTo(one, { ...board, on: false, now: 30 });
  expect(await buildBoards(two)).toEqual([]);
});

it('opens a database of the version before, with its shelf', async () => {
  const older = newDisk();
  const before = new Dexie('bindery', { indexedDB: older.indexedDB, IDBKeyRange });
  before.version(9).stores({ firmware: 'sha256, addedAt', firmwareBytes: 'sha256', recipes: 'id, at' });
  await before.table('firmware').put({ sha256: 'a', fileName: 'lamp.bin', addedAt: 1 });
  before.close();
  const now = older.tab();
  expect(await buildFolder(now)).toBeUndefined();
  expect(await now.firmware.get('a')).toMatchObject({ fileName: 'lamp.bin' });
  await watchFolder(now, { handle: {}, name: 'lamp', now: 1 });
  expect(await buildFolder(older.tab())).toMatchObject({ name: 'lamp' });
  older.closeAll();
});
