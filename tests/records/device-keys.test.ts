import { afterEach, expect, it } from 'vitest';
import type { DeviceKeysRow } from '../../src/records/database';
import { forgetDeviceKeys, keepDeviceKeys, listDeviceKeys, openDeviceKeys } from '../../src/records/device-keys';
import { newDisk } from './bench';
import { everythingStored } from './stored';

let disk = newDisk();
afterEach(() => {
  disk.closeAll();
  disk = newDisk();
});

const row: DeviceKeysRow = {
  deviceId: '6cbenchdev0000000001xy',
  uuid: 'uuid-000000000000001',
  pid: 'demolamp00000001',
  virtual: false,
  place: 'relay',
  points: [{ id: 1, code: 'switch_1', name: '', mode: 'rw', type: 'bool' }],
  at: 7,
};
// 16 characters each (ble-pairing, section 1).
const keys = { localKey: 'Pl4ntedLocalKey1', secKey: 'Pl4ntedSecKey_02' };

it('gives keys back to who opens them, and to nobody else', async () => {
  const db = disk.tab();
  await keepDeviceKeys(db, row, keys);
  expect(await openDeviceKeys(disk.tab(), row.deviceId)).toEqual({ row, keys });
  expect(await listDeviceKeys(db)).toEqual([row]);
  expect(await openDeviceKeys(db, 'another')).toBeUndefined();
});

it('leaves neither key readable anywhere in storage', async () => {
  const db = disk.tab();
  await keepDeviceKeys(db, row, keys);
  const stored = await everythingStored(db);
  expect(stored).toContain(row.deviceId);
  for (const key of Object.values(keys)) {
    expect(stored).not.toContain(key);
    expect(stored).not.toContain(key.slice(0, 8));
    expect(stored).not.toContain(Buffer.from(key).toString('hex'));
    expect(stored).not.toContain(Buffer.from(key).toString('base64').slice(0, 20));
  }
});

it('opens no seal that was moved to another device', async () => {
  const db = disk.tab();
  await keepDeviceKeys(db, row, keys);
  const kept = await db.deviceKeys.get(row.deviceId);
  await db.deviceKeys.put({ ...kept!, deviceId: 'another' });
  await expect(openDeviceKeys(db, 'another')).rejects.toMatchObject({ code: 'storage.failed' });
});

it('keeps the keys of the last binding, and forgets them when told to', async () => {
  const db = disk.tab();
  await keepDeviceKeys(db, row, keys);
  await keepDeviceKeys(db, { ...row, at: 9 }, { ...keys, localKey: 'An0therLocalKey2' });
  expect(await openDeviceKeys(db, row.deviceId)).toMatchObject({
    row: { at: 9 },
    keys: { localKey: 'An0therLocalKey2' },
  });
  await forgetDeviceKeys(db, row.deviceId);
  expect(await listDeviceKeys(db)).toEqual([]);
});
