/** What the cloud says of devices, narrowed from `unknown` (openapi, section 7). Keys never get past here. */

import { cloudTime } from '../../model/cloud';
import type { DataPoint, DpSource, DpValue } from '../../model/data-point';
import type { DpEntry, ToldProperty } from '../../model/dp-history';
import { own } from '../../model/own';

export interface CloudDeviceFacts {
  deviceId: string;
  uuid: string;
  pid: string;
  name: string;
  productName: string;
  online: boolean;
  /** Milliseconds since 1970. */
  activeAt?: number;
  heardAt?: number;
}

type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const textOf = (...values: readonly unknown[]): string => {
  const found = values.find((value) => typeof value === 'string' && value !== '');
  return typeof found === 'string' ? found : '';
};

/** The cloud tells these in seconds, some calls in milliseconds; what is neither is not shown as a day. */
const momentOf = (told: unknown): number | undefined =>
  typeof told === 'number' ? (cloudTime(told * 1000) ?? cloudTime(told)) : undefined;

/** Of all three families of calls; undefined when it names no device. */
export const readDevice = (value: unknown): CloudDeviceFacts | undefined => {
  const told = fieldsOf(value);
  const deviceId = textOf(told.id, told.device_id);
  if (deviceId === '') return undefined;
  const activeAt = momentOf(told.active_time);
  const heardAt = momentOf(told.update_time);
  return {
    deviceId,
    uuid: textOf(told.uuid),
    pid: textOf(told.product_id),
    name: textOf(told.custom_name, told.name, told.product_name) || deviceId,
    productName: textOf(told.product_name),
    online: told.is_online === true || told.online === true,
    ...(activeAt && { activeAt }),
    ...(heardAt && { heardAt }),
  };
};

/** A list as the several calls wrap it. */
export const readDevices = (result: unknown): CloudDeviceFacts[] => {
  const { list, devices } = fieldsOf(result);
  const rows = [result, list, devices].find(Array.isArray) ?? [];
  return rows.flatMap((row) => readDevice(row) ?? []);
};

const plainNumber = /^-?\d+(\.\d+)?$/;

/**
 * As the device page holds it: a data point's value by its type; logs and older pushes tell everything as text. What is
 * no value of the type stays as it was told, to be shown and marked: never a `NaN`, never a word made false.
 */
export const asDpValue = (point: DataPoint | undefined, value: unknown): DpValue => {
  if (point?.type === 'bool' && (value === 'true' || value === 'false')) return value === 'true';
  if ((point?.type === 'value' || point?.type === 'bitmap') && typeof value === 'string' && plainNumber.test(value))
    return Number(value);
  if (point?.type === 'enum' && typeof value === 'number') return String(value);
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value;
  return JSON.stringify(value ?? null);
};

export const readProperties = (result: unknown, points: readonly DataPoint[]): ToldProperty[] => {
  const { properties } = fieldsOf(result);
  if (!Array.isArray(properties)) return [];
  return properties.flatMap((row) => {
    const { code, dp_id: dpId, value, time } = fieldsOf(row);
    if (typeof code !== 'string') return [];
    const point = points.find((each) => each.code === code);
    return [
      {
        code,
        value: asDpValue(point, value),
        ...(typeof dpId === 'number' && { dpId }),
        ...(typeof time === 'number' && { time }),
      },
    ];
  });
};

/**
 * Rows of `GET /v1.0/devices/{id}/logs`; 7 is a report, 5 a command. `event_from` is 1 the device itself, 2 a person's
 * client, 3 a third party, 4 the cloud. The make-believe cloud has its agent under 3.
 */
export const readLogs = (result: unknown, points: readonly DataPoint[], virtual: boolean): DpEntry[] => {
  const { logs } = fieldsOf(result);
  if (!Array.isArray(logs)) return [];
  const sources: Readonly<Record<string, DpSource>> = {
    1: 'device',
    2: 'app',
    3: virtual ? 'agent' : 'cloud',
    4: 'cloud',
  };
  return logs.flatMap((row): DpEntry[] => {
    const { code, event_from: from, event_id: type, event_time: at, value, row: key } = fieldsOf(row);
    const point = points.find((each) => each.code === code);
    if (typeof code !== 'string' || typeof at !== 'number' || (type !== 7 && type !== 5)) return [];
    const kind = type === 7 ? 'reported' : 'sent';
    const source = kind === 'reported' ? 'device' : (own(sources, String(from)) ?? 'cloud');
    const id = `log ${at} ${code} ${typeof key === 'string' ? key : ''}`;
    return [{ id, at, code, kind, source, value: asDpValue(point, value), ...(point && { dpId: point.id }) }];
  });
};
