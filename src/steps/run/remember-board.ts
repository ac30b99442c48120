/** What a run learned of its board, for tomorrow: a device is joined to its board by the license alone. */
import { factoryDefaultMac } from '../../model/license-rules';
import type { DeviceRow } from '../../records/database';
import { rememberDevice, type Sighting } from '../../records/devices';
import type { RunContext } from './step';

export const rememberBoard = async (
  { db, lane, learned, virtual, now }: RunContext,
  seen: Pick<Sighting, 'uuid' | 'noLicense' | 'device'>,
): Promise<DeviceRow | undefined> => {
  const { mac } = learned;
  // A MAC that many boards bear is no board's.
  if (!mac || mac === factoryDefaultMac) return undefined;
  const { chip, app } = lane.view;
  return rememberDevice(db, { mac, virtual, now: now(), ...(chip && { chip }), ...(app && { app }), ...seen });
};
