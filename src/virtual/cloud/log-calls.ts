import type { DpSource } from '../../model/data-point';
import { type Call, numberOf, refuse, textOf } from './call';
import { boundDevices } from './commands';
import type { CloudDevice, CloudProduct, DpChange } from './state';

/** What was sent and reported, newest first, a page at a time (openapi, section 7). */

/** Types of the older call: 5 is a command from the cloud, 7 a report of the device. */
const commandType = '5';
const reportType = '7';

/** The device itself, the person's client, a third party, the cloud. */
const origins: Readonly<Record<DpSource, string>> = { device: '1', app: '2', agent: '3', cloud: '4' };

interface Page {
  rows: { key: string; change: DpChange; code: string }[];
  next: string;
}

/** Keys of rows are their places from the oldest on. */
const page = (
  { query }: Call,
  device: CloudDevice,
  product: CloudProduct,
  start: string | undefined,
  wanted: (change: DpChange) => boolean,
): Page => {
  const from = numberOf(query.start_time, 0);
  const to = numberOf(query.end_time, Number.MAX_SAFE_INTEGER);
  const size = numberOf(query.size, 20);
  if (size < 1 || size > 100 || from > to) refuse(1101);
  const codes = query.codes?.split(',').filter((code) => code !== '');
  const before = start ? numberOf(start, 0) : device.log.length;
  const rows = device.log
    .map((change, index) => ({
      key: String(index),
      change,
      code: product.dataPoints.find(({ id }) => id === change.dpId)?.code ?? '',
    }))
    .filter(
      ({ change, code }) => wanted(change) && change.at >= from && change.at <= to && (!codes || codes.includes(code)),
    )
    .filter(({ key }) => Number(key) < before)
    .reverse();
  return { rows: rows.slice(0, size), next: rows.length > size ? (rows[size - 1]?.key ?? '') : '' };
};

const named = ({ core, parts }: Call) => {
  const found = core.strikes('wrong-data-centre')
    ? undefined
    : boundDevices(core).find(({ device }) => device.deviceId === parts[0]);
  return found ?? refuse(1106);
};

/** `GET /v1.0/devices/{id}/logs?type=7&start_time&end_time&size`. */
export const deviceLogs = (call: Call) => {
  const { device, product } = named(call);
  const types = textOf(call.query.type).split(',');
  const start = call.query.start_row_key;
  const { rows, next } = page(call, device, product, start, ({ source }) =>
    types.includes(source === 'device' ? reportType : commandType),
  );
  return {
    current_row_key: start ?? '',
    device_id: device.deviceId,
    has_next: next !== '',
    logs: rows.map(({ key, change, code }) => ({
      code,
      event_from: origins[change.source],
      event_id: Number(change.source === 'device' ? reportType : commandType),
      event_time: change.at,
      row: key,
      status: '1',
      value: String(change.value),
    })),
    next_row_key: next,
  };
};

/** `GET /v2.0/cloud/thing/{id}/report-logs?codes&start_time&end_time&size`: reports only. */
export const reportLogs = (call: Call) => {
  const { device, product } = named(call);
  const start = call.query.last_row_key;
  const { rows, next } = page(call, device, product, start, ({ source }) => source === 'device');
  return {
    device_id: device.deviceId,
    has_more: next !== '',
    last_row_key: next,
    logs: rows.map(({ change, code }) => ({ code, event_time: change.at, value: String(change.value) })),
    total: rows.length,
  };
};
