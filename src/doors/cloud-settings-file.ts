/** The settings file of `npm run cloud`, checked field by field so that a slip is told where it is. */
import type { DataPoint } from '../model/data-point';
import type { License } from '../model/license';
import { readSchema } from '../protocols/device-cloud/schema';
import { DoorError } from './door';

export interface WantedProduct {
  pid: string;
  name: string;
  /** The demo lamp's when missing. */
  dataPoints?: readonly DataPoint[];
  agent?: { name: string; roles: readonly { id: string; name: string }[] };
}

export interface CloudSettingsFile {
  ports?: { https?: number; mqtt?: number; control?: number };
  hosts?: { register?: string; atop?: string; mqtt?: string };
  folder?: string;
  licenses: License[];
  products: WantedProduct[];
}

type Fields = Readonly<Record<string, unknown>>;

const wrong = (message: string): never => {
  throw new DoorError(`settings: ${message}`, 2);
};

const fieldsOf = (value: unknown, where: string): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : wrong(`${where} has to be an object`);

const onlyKnown = (fields: Fields, known: readonly string[], where: string): void => {
  const strange = Object.keys(fields).find((key) => !known.includes(key));
  if (strange !== undefined) wrong(`there is no ${strange} in ${where}`);
};

const listOf = (value: unknown, where: string): readonly unknown[] => {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : wrong(`${where} has to be a list`);
};

const textOf = (value: unknown, where: string): string =>
  typeof value === 'string' && value !== '' ? value : wrong(`${where} has to be a text`);

const part = <Value>(value: unknown, names: readonly string[], where: string, check: (value: unknown) => Value) => {
  if (value === undefined) return undefined;
  const fields = fieldsOf(value, where);
  onlyKnown(fields, names, where);
  return Object.fromEntries(Object.entries(fields).map(([name, told]) => [name, check(told)]));
};

const portOf = (value: unknown): number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 65_535
    ? (value as number)
    : wrong('a port has to be a number up to 65535');

/** Lengths as the device takes them (device-cloud, section 0). The key is never repeated in a message. */
const checkLicense = ({ uuid, authKey }: License): License => {
  if (!/^[\w.-]{16,20}$/.test(uuid)) wrong('a uuid has 16 to 20 characters');
  return authKey.length === 32 ? { uuid, authKey } : wrong(`the authKey of ${uuid} needs 32 characters`);
};

/** `uuid,authkey` of a flag. */
export const readLicense = (told: string): License => {
  const [uuid = '', authKey = ''] = told.split(',');
  return checkLicense({ uuid: uuid.trim(), authKey: authKey.trim() });
};

/** A data point as a device is given it, `property` and all, or with its facts beside the id. */
const asEntry = (told: unknown): unknown => {
  const point = fieldsOf(told, 'a data point');
  if (point.type === 'obj' || point.type === 'raw') return point;
  return { ...point, type: 'obj', property: point };
};

const dataPointsOf = (told: unknown, pid: string): readonly DataPoint[] => {
  const entries = listOf(told, `dataPoints of ${pid}`).map(asEntry);
  const points = readSchema(JSON.stringify(entries)) ?? [];
  if (points.length !== entries.length) wrong(`a data point of ${pid} lacks id, mode or a known type`);
  if (new Set(points.map(({ id }) => id)).size !== points.length) wrong(`two data points of ${pid} have one id`);
  return points;
};

const productOf = (told: unknown): WantedProduct => {
  const fields = fieldsOf(told, 'a product');
  onlyKnown(fields, ['pid', 'name', 'dataPoints', 'agent'], 'a product');
  const pid = textOf(fields.pid, 'pid');
  if (pid.length !== 16) wrong(`the pid ${pid} needs 16 characters`);
  return {
    pid,
    name: fields.name === undefined ? `Product ${pid}` : textOf(fields.name, `name of ${pid}`),
    ...(fields.dataPoints === undefined ? {} : { dataPoints: dataPointsOf(fields.dataPoints, pid) }),
    ...(fields.agent === undefined ? {} : { agent: { name: textOf(fields.agent, `agent of ${pid}`), roles: [] } }),
  };
};

/** Throws DoorError with exit code 2. */
export const readSettingsFile = (text: string): CloudSettingsFile => {
  let told: unknown;
  try {
    told = JSON.parse(text);
  } catch {
    return wrong('the file is not JSON');
  }
  const fields = fieldsOf(told, 'the file');
  onlyKnown(fields, ['ports', 'hosts', 'folder', 'licenses', 'products'], 'the file');
  return {
    ports: part(fields.ports, ['https', 'mqtt', 'control'], 'ports', portOf),
    hosts: part(fields.hosts, ['register', 'atop', 'mqtt'], 'hosts', (host) => textOf(host, 'a host')),
    ...(fields.folder === undefined ? {} : { folder: textOf(fields.folder, 'folder') }),
    licenses: listOf(fields.licenses, 'licenses').map((each) => {
      const { uuid, authKey } = fieldsOf(each, 'a license');
      return checkLicense({ uuid: textOf(uuid, 'a uuid'), authKey: textOf(authKey, 'an authKey') });
    }),
    products: listOf(fields.products, 'products').map(productOf),
  };
};
