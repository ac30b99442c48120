// Dexie watches only where it found an IndexedDB when it was loaded.
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { IDBKeyRange } from 'fake-indexeddb';
import { afterEach, expect, it } from 'vitest';
import type { Product } from '../../src/model/product';
import { listLicenses, openLicense } from '../../src/records/license-questions';
import { addProduct, keepProduct, listProducts, productOf, removeProduct } from '../../src/records/products';
import { readSetting } from '../../src/records/settings';
import { importFree, license, newDisk } from './bench';

let disk = newDisk();
afterEach(() => {
  disk.closeAll();
  disk = newDisk();
});

const product = (pid: string, name: string, more: Partial<Product> = {}): Product => ({
  pid,
  name,
  dataPoints: [{ id: 1, code: 'switch', name: 'Power', mode: 'rw', type: 'bool' }],
  virtual: false,
  source: 'hand',
  at: 100,
  ...more,
});
const lamp = product('qk7xw2mvnbe4dplz', 'Desk lamp', {
  agent: { name: 'Lamp keeper', roles: [{ id: 'r', name: 'n' }] },
});
const sensor = product('aa7xw2mvnbe4dplz', 'Plant sensor');

it('keeps products by their PID, in the order of their names', async () => {
  const db = disk.tab();
  await addProduct(db, sensor);
  await addProduct(db, lamp);
  expect(await listProducts(disk.tab())).toEqual([lamp, sensor]);
  await keepProduct(db, { ...lamp, name: 'Standing lamp', at: 200 });
  expect(await productOf(db, lamp.pid)).toEqual({ ...lamp, name: 'Standing lamp', at: 200 });
  await removeProduct(db, lamp.pid);
  expect(await listProducts(db)).toEqual([sensor]);
});

it('moves a product to another PID, and never over another product', async () => {
  const db = disk.tab();
  await addProduct(db, lamp);
  await addProduct(db, sensor);
  await keepProduct(db, { ...lamp, pid: 'newpidnewpidnew1' }, lamp.pid);
  expect((await listProducts(db)).map(({ pid }) => pid)).toEqual(['newpidnewpidnew1', sensor.pid]);
  const taken = { code: 'unexpected', details: { reason: 'PID taken' } };
  await expect(keepProduct(db, { ...lamp, pid: sensor.pid }, 'newpidnewpidnew1')).rejects.toMatchObject(taken);
  await expect(addProduct(db, { ...lamp, pid: sensor.pid })).rejects.toMatchObject(taken);
  expect((await listProducts(db)).map(({ name }) => name)).toEqual(['Desk lamp', 'Plant sensor']);
});

it('keeps no product of the make-believe cloud', async () => {
  const db = disk.tab();
  await expect(addProduct(db, { ...lamp, virtual: true })).rejects.toMatchObject({ code: 'unexpected' });
  expect(await listProducts(db)).toEqual([]);
});

/** The tables as the first version of the bench made them; what is on people's disks does not change any more. */
const firstTables = {
  licenses: 'uuid, &owner, mac, state, batch, order, [shelf+order]',
  firmware: 'sha256, addedAt',
  firmwareBytes: 'sha256',
  devices: 'id, lastSeen',
  runs: 'id, startedAt',
  settings: 'name',
  keys: 'name',
};

it('opens a database of the first version, and everything in it is there', async () => {
  const made = disk.tab();
  await importFree(made, 2);
  const [rows, keys] = [await made.licenses.toArray(), await made.keys.toArray()];
  made.close();

  const older = newDisk();
  const first = new Dexie('bindery', { indexedDB: older.indexedDB, IDBKeyRange });
  first.version(1).stores(firstTables);
  await first.table('licenses').bulkAdd(rows);
  await first.table('keys').bulkAdd(keys);
  await first.table('settings').put({ name: 'language', value: 'zh' });
  await first.table('runs').put({ id: 'run-1', startedAt: 1 });
  first.close();

  const now = older.tab();
  expect(now.verno).toBeGreaterThan(1);
  expect((await listLicenses(now)).map(({ uuid, state }) => [uuid, state])).toEqual([
    [license(1).uuid, 'free'],
    [license(2).uuid, 'free'],
  ]);
  expect(await openLicense(now, license(2).uuid)).toEqual(license(2));
  expect(await readSetting(now, 'language')).toBe('zh');
  expect(await now.runs.count()).toBe(1);
  await addProduct(now, lamp);
  expect(await listProducts(older.tab())).toEqual([lamp]);
  older.closeAll();
});
