import { type BenchDatabase, type DeviceKeysRow, stored } from './database';
import { openSecretBox } from './secret-box';

/** The keys of devices that were bound here, sealed, and what it takes to use them without the cloud (ble-pairing, section 1). */

/** 16 characters each. */
export interface DeviceKeys {
  localKey: string;
  secKey: string;
}

/** No UUID has a space in it. */
const ownerOf = (deviceId: string): string => `device ${deviceId}`;

/** In place of what was kept of this device before: a new binding brings new keys. */
export const keepDeviceKeys = (
  db: BenchDatabase,
  row: DeviceKeysRow,
  { localKey, secKey }: DeviceKeys,
): Promise<void> =>
  stored(async () => {
    const box = await openSecretBox(db);
    const sealed = await box.sealText(ownerOf(row.deviceId), JSON.stringify({ localKey, secKey }));
    await db.deviceKeys.put({ ...row, sealed });
  });

/** Whose keys this bench holds; nothing is opened. */
export const listDeviceKeys = (db: BenchDatabase): Promise<DeviceKeysRow[]> =>
  stored(async () => (await db.deviceKeys.toArray()).map(({ sealed: _sealed, ...row }) => row));

/** Undefined when this bench holds none. Throws `storage.failed`. */
export const openDeviceKeys = (
  db: BenchDatabase,
  deviceId: string,
): Promise<{ row: DeviceKeysRow; keys: DeviceKeys } | undefined> =>
  stored(async () => {
    const found = await db.deviceKeys.get(deviceId);
    if (!found) return undefined;
    const { sealed, ...row } = found;
    const box = await openSecretBox(db);
    return { row, keys: JSON.parse(await box.open(ownerOf(deviceId), sealed)) as DeviceKeys };
  });

export const forgetDeviceKeys = (db: BenchDatabase, deviceId: string): Promise<void> =>
  stored(() => db.deviceKeys.delete(deviceId));

/** Of the device that has this license, where this bench has bound it: with it the device is told from all others while it is bound. */
export const secKeyOf = async (db: BenchDatabase, uuid: string): Promise<string | undefined> => {
  const row = (await listDeviceKeys(db)).filter((each) => each.uuid === uuid).at(-1);
  return row && (await openDeviceKeys(db, row.deviceId))?.keys.secKey;
};
