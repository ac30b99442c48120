/** The ledger, read live. */
import { benchDatabase } from '../../../records/database';
import { listDevices } from '../../../records/devices';
import { listBatches, listLicenses } from '../../../records/license-questions';
import { useLive } from '../../parts/use-live';

const ask = async () => {
  const db = benchDatabase();
  const [rows, batches, devices] = await Promise.all([listLicenses(db), listBatches(db), listDevices(db)]);
  return { rows, batches, devices: new Map(devices.map((device) => [device.id, device])) };
};

export const useLedger = () => useLive(ask);
export type Ledger = Awaited<ReturnType<typeof ask>>;
