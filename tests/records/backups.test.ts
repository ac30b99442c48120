import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import type { BackupRow } from '../../src/model/backup';
import { backupOf, noteBackup } from '../../src/records/backups';
import { openDatabase } from '../../src/records/database';

const row: BackupRow = {
  sha256: 'a'.repeat(64),
  name: 'esp32-A1B2C3-2026-11-30.bin',
  chip: 'esp32',
  mac: 'A4:CF:12:A1:B2:C3',
  virtual: false,
  offset: 0,
  size: 0x400000,
  flashBytes: 0x400000,
  at: 1,
};

test('is known by the digest of its bytes, and the later word counts', async () => {
  const db = openDatabase({ name: 'backups', indexedDB: new IDBFactory(), IDBKeyRange });
  await noteBackup(db, row);
  await noteBackup(db, { ...row, name: 'again.bin' });
  expect(await backupOf(db, row.sha256)).toEqual({ ...row, name: 'again.bin' });
  expect(await backupOf(db, 'b'.repeat(64))).toBeUndefined();
});

test('in a database of a bench that made none yet, beside what was kept there', async () => {
  const where = { indexedDB: new IDBFactory(), IDBKeyRange };
  const before = new Dexie('older', where);
  before.version(12).stores({ unfinished: 'board', adapters: 'id' });
  await before.table('adapters').put({ id: '1a86:7523', chip: 'esp32' });
  before.close();
  const db = openDatabase({ name: 'older', ...where });
  await noteBackup(db, row);
  expect(await backupOf(db, row.sha256)).toEqual(row);
  expect(await db.adapters.get('1a86:7523')).toMatchObject({ chip: 'esp32' });
});
