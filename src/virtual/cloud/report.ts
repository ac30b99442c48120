/** What a device reports: kept where the product's data points allow it, and told (device-cloud, section 4). */
import { readDps } from '../../protocols/device-cloud/messages';
import type { CloudCore } from './core';
import type { CloudDevice } from './state';
import { fitsReport } from './values';

/** Entries kept per device. */
const keptChanges = 2000;

/** Unknown data points and values that do not fit are dropped without a word, as is all from a device that was unbound. */
export const keepReport = (core: CloudCore, device: CloudDevice, data: Readonly<Record<string, unknown>>): void => {
  const { deviceId } = device;
  if (!device.bound || (data.devId !== undefined && data.devId !== deviceId)) return;
  const points = core.product(device.pid)?.dataPoints ?? [];
  const values = readDps(data).filter(({ dpId, value }) => {
    const point = points.find(({ id }) => id === dpId);
    return point !== undefined && fitsReport(point, value);
  });
  if (values.length === 0 || core.strikes('report-lost')) return;
  const at = core.world.now();
  for (const { dpId, value } of values) {
    device.values[dpId] = { value, at };
    device.log.push({ at, dpId, value, source: 'device' });
  }
  device.log.splice(0, Math.max(0, device.log.length - keptChanges));
  core.tell({ kind: 'reported', deviceId, at, values });
};

/** All that was ever said of the device: nothing of it is for whoever binds it next. */
export const forgetReports = (device: CloudDevice): void => {
  Object.assign(device, { values: {}, log: [], desired: undefined });
};
