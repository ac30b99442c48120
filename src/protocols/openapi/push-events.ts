/**
 * What an opened push message says, in the bench's own words. Protocols 4 and 20 are the older set, 1000 and 1001 the
 * current one (openapi, section 9; shapes from the vendor's page "Message Types"). A project may send both sets.
 */

import type { CloudEvent } from '../../model/cloud';
import { own } from '../../model/own';

type Fields = Record<string, unknown>;

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** The same turn of events under its names in both sets. */
const kinds: Readonly<Record<string, 'online' | 'offline' | 'bound' | 'unbound'>> = {
  online: 'online',
  deviceOnline: 'online',
  offline: 'offline',
  deviceOffline: 'offline',
  bindUser: 'bound',
  deviceBindUser: 'bound',
  delete: 'unbound',
  deviceDelete: 'unbound',
  deviceUnbind: 'unbound',
};

/** In the older set the number of a data point stands beside it as a key: `{"code":"switch_1","value":true,"1":"true"}`. */
const numberBeside = (item: Fields): number | undefined => {
  const key = Object.keys(item).find((name) => /^\d{1,3}$/.test(name));
  return key === undefined ? undefined : Number(key);
};

const properties = (list: unknown) =>
  (Array.isArray(list) ? list : []).flatMap((entry) => {
    const item = fields(entry);
    if (typeof item.code !== 'string') return [];
    const dpId = typeof item.dpId === 'number' ? item.dpId : numberBeside(item);
    return [{ code: item.code, value: item.value, ...(dpId === undefined ? {} : { dpId }) }];
  });

/** `t` of the message, where the message itself tells no time. Undefined for what the bench has no use for. */
export const cloudEvent = (message: { protocol: number; t: number; data: unknown }): CloudEvent | undefined => {
  const data = fields(message.data);
  const biz = fields(data.bizData);
  const deviceId = [data.devId, biz.devId].find((id) => typeof id === 'string' && id !== '');
  if (typeof deviceId !== 'string') return undefined;
  const at = [biz.time, data.ts].find((time) => typeof time === 'number') ?? message.t;

  if (message.protocol === 4 || message.protocol === 1000) {
    const list = message.protocol === 4 ? data.status : biz.properties;
    const told = properties(list);
    return told.length > 0 ? { kind: 'reported', deviceId, at: Number(at), properties: told } : undefined;
  }
  const kind = message.protocol === 20 || message.protocol === 1001 ? own(kinds, String(data.bizCode)) : undefined;
  return kind && { kind, deviceId, at: Number(at) };
};
