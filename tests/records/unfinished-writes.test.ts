import { Dexie } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, expect, it } from 'vitest';
import { percentOf } from '../../src/model/unfinished-write';
import { openDatabase } from '../../src/records/database';
import { deviceOf } from '../../src/records/devices';
import { dropWrite, noteWrite, unfinishedWrite } from '../../src/records/unfinished-writes';
import { macA, macB, newDisk } from './bench';

let disk = newDisk();
afterEach(() => {
  disk.closeAll();
  disk = newDisk();
});

const write = { sha256: 'ab12', name: 'switch_demo.bin', held: 640, total: 1024, at: 7 };

it('keeps one write per board, the latest, also for the next tab, until it is proved', async () => {
  const db = disk.tab();
  await noteWrite(db, macA, { ...write, sha256: 'older' });
  await noteWrite(db, macA, write);
  await noteWrite(db, macB, { ...write, held: 1 });
  expect(await unfinishedWrite(disk.tab(), macA)).toEqual(write);
  await dropWrite(disk.tab(), macA);
  expect(await unfinishedWrite(db, macA)).toBeUndefined();
  expect((await unfinishedWrite(db, macB))?.held).toBe(1);
});

it('knows of a copy by which tool it was being written', async () => {
  const db = disk.tab();
  await noteWrite(db, macA, { ...write, copy: 'clone' });
  expect(await unfinishedWrite(disk.tab(), macA)).toEqual({ ...write, copy: 'clone' });
});

it('a write that is not proved is never whole', () => {
  expect([0, 640, 1023, 1024].map((held) => percentOf({ held, total: 1024 }))).toEqual([0, 62, 99, 99]);
  expect(percentOf({ held: 0, total: 0 })).toBe(0);
});

it('opens a database of the bench before it noted writes, with what was in it', async () => {
  const indexedDB = new IDBFactory();
  const before = new Dexie('bindery', { indexedDB, IDBKeyRange });
  before.version(5).stores({ devices: 'id, lastSeen', deviceKeys: 'deviceId' });
  await before.table('devices').put({ id: macA, mac: macA, virtual: false, firstSeen: 1, lastSeen: 2 });
  before.close();
  const db = openDatabase({ indexedDB, IDBKeyRange });
  expect(await unfinishedWrite(db, macA)).toBeUndefined();
  await noteWrite(db, macA, write);
  expect(await unfinishedWrite(db, macA)).toEqual(write);
  expect((await deviceOf(db, macA, false))?.lastSeen).toBe(2);
  db.close();
});
