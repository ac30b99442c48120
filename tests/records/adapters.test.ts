import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { adapterOf, rememberAdapter } from '../../src/records/adapters';
import { openDatabase } from '../../src/records/database';
import { listDevices } from '../../src/records/devices';

it('keeps what was learned of an adapter by bits, over a reload', async () => {
  const indexedDB = new IDBFactory();
  const before = openDatabase({ indexedDB, IDBKeyRange });
  await rememberAdapter(before, '1a86:7523', { family: 'Beken', chip: 't5ai' });
  await rememberAdapter(before, '1a86:7523', { carried: 2_000_000 });
  // Key order of what is stored must not make the same thing look new.
  before.adapters.put = (() => Promise.reject(new Error('written again'))) as never;
  await rememberAdapter(before, '1a86:7523', { chip: 't5ai', family: 'Beken' });
  before.close();
  const db = openDatabase({ indexedDB, IDBKeyRange });
  expect(await adapterOf(db, '1a86:7523')).toEqual({
    id: '1a86:7523',
    family: 'Beken',
    chip: 't5ai',
    carried: 2_000_000,
  });
  expect(await adapterOf(db, '10c4:ea60')).toBeUndefined();
  db.close();
});

it('opens a database of the bench before it knew adapters, with what was in it', async () => {
  const indexedDB = new IDBFactory();
  const before = new Dexie('bindery', { indexedDB, IDBKeyRange });
  before.version(5).stores({ devices: 'id, lastSeen', deviceKeys: 'deviceId' });
  await before.table('devices').put({ id: 'A4:CF:12:00:00:01', mac: 'A4:CF:12:00:00:01', virtual: false, lastSeen: 1 });
  before.close();
  const db = openDatabase({ indexedDB, IDBKeyRange });
  expect(await adapterOf(db, '1a86:7523')).toBeUndefined();
  expect((await listDevices(db)).map(({ mac }) => mac)).toEqual(['A4:CF:12:00:00:01']);
  await rememberAdapter(db, '1a86:7523', { family: 'ESP32' });
  expect((await adapterOf(db, '1a86:7523'))?.family).toBe('ESP32');
  db.close();
});
