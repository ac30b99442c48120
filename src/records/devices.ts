import type { Mac } from '../model/chip';
import { type BenchDatabase, boardId, type DeviceRow, stored } from './database';

/** Boards that were seen, and what they told last. Facts only; how far a board has come is derived elsewhere. */

export interface Sighting extends Pick<DeviceRow, 'chip' | 'app' | 'uuid' | 'device'> {
  mac: Mac;
  virtual: boolean;
  /** It said itself that it has none. */
  noLicense?: true;
  /** Milliseconds since 1970. */
  now: number;
}

/** Adds what was learned; what is not told this time stays as it was. A license is on one board at a time. */
export const rememberDevice = (db: BenchDatabase, seen: Sighting): Promise<DeviceRow> =>
  stored(() =>
    db.transaction('rw', db.devices, async () => {
      const { mac, virtual, chip, app, uuid, noLicense, device, now } = seen;
      const id = boardId(mac, virtual);
      const known = await db.devices.get(id);
      const learned = { ...(chip && { chip }), ...(app && { app }), ...(uuid && { uuid }), ...(device && { device }) };
      const row: DeviceRow = { id, mac, virtual, firstSeen: now, ...known, ...learned, lastSeen: now };
      if (noLicense && !uuid) delete row.uuid;
      // A device is bound by its license: with another one, or none, it is not that device any more.
      if (!device && known?.uuid !== undefined && row.uuid !== known.uuid) delete row.device;
      if (uuid) await db.devices.filter((other) => other.uuid === uuid && other.id !== id).modify({ uuid: undefined });
      await db.devices.put(row);
      return row;
    }),
  );

export const deviceOf = (db: BenchDatabase, mac: Mac, virtual: boolean): Promise<DeviceRow | undefined> =>
  stored(() => db.devices.get(boardId(mac, virtual)));

/** Last seen first. */
export const listDevices = (db: BenchDatabase): Promise<DeviceRow[]> =>
  stored(() => db.devices.orderBy('lastSeen').reverse().toArray());
