/** What a device keeps of the cloud in its store, under the keys TuyaOpen uses, so that it survives a restart. */
import { type Identity, readIdentity } from '../../protocols/device-cloud/activation';
import type { Endpoints } from '../../protocols/device-cloud/discovery';
import { readObject } from '../../protocols/device-cloud/read-object';
import { readSchema } from '../../protocols/device-cloud/schema';
import type { FlashSteps, KvStore } from '../parts/kv';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A value as text; undefined when there is none. */
export const keptText = (kv: KvStore, name: string): string | undefined => {
  const value = kv.get(name);
  return value && new TextDecoder().decode(value);
};

export const keepText = (kv: KvStore, name: string, text: string): FlashSteps => kv.set(name, bytes(text));

/** The namespace is the UUID: another license on the board, another memory. */
export const keysOf = (uuid: string) => ({ identity: uuid, devId: `${uuid}.devid`, version: `${uuid}.ver` }) as const;

/** Undefined when the board is not activated, or its schema is gone. */
export const keptIdentity = (kv: KvStore, uuid: string): Identity | undefined => {
  const told = readObject(keptText(kv, keysOf(uuid).identity) ?? '');
  const schema = typeof told?.schemaId === 'string' ? keptText(kv, told.schemaId) : undefined;
  return schema && readSchema(schema) ? readIdentity({ ...told, schema }) : undefined;
};

/** `result` of the activation as it came: the schema by its id, the rest under the UUID. */
export function* keepIdentity(kv: KvStore, uuid: string, result: Readonly<Record<string, unknown>>): FlashSteps {
  const { schema, ...rest } = result;
  const stored = yield* keepText(kv, String(rest.schemaId), String(schema));
  return stored && (yield* keepText(kv, keysOf(uuid).identity, JSON.stringify(rest)));
}

const domain = 'endpoint.domain';
const certificate = 'endpoint.cert';

export function* keepEndpoints(kv: KvStore, { https, mqtts, ca, ttl }: Endpoints): FlashSteps {
  const stored = yield* keepText(kv, certificate, ca ?? '');
  return stored && (yield* keepText(kv, domain, JSON.stringify({ https, mqtts, ttl })));
}

export const keptEndpoints = (kv: KvStore): Endpoints | undefined => {
  const told = readObject(keptText(kv, domain) ?? '');
  const ca = keptText(kv, certificate);
  if (typeof told?.https !== 'string' || typeof told.mqtts !== 'string' || ca === undefined) return undefined;
  return { https: told.https, mqtts: told.mqtts, ca, ttl: Number(told.ttl) };
};

const netinfo = 'netinfo';

/** As TuyaOpen writes it, without escaping anything. */
export const keepNetwork = (kv: KvStore, { ssid, password }: { ssid: string; password: string }): FlashSteps =>
  keepText(kv, netinfo, `{"s":"${ssid}","p":"${password}"}`);

export const keptNetwork = (kv: KvStore): { ssid: string; password: string } | undefined => {
  const told = readObject(keptText(kv, netinfo) ?? '');
  return typeof told?.s === 'string' && typeof told.p === 'string' ? { ssid: told.s, password: told.p } : undefined;
};

export function* keepRegion(kv: KvStore, region: string, registKey: string): FlashSteps {
  return (yield* keepText(kv, 'region', region)) && (yield* keepText(kv, 'regist_key', registKey));
}

/** The environment asked for at discovery. */
export const keptRegion = (kv: KvStore) => ({
  region: keptText(kv, 'region'),
  registKey: keptText(kv, 'regist_key') ?? 'pro',
});

/** The binding goes; the device id and the license stay (device-cloud, section 6). */
export function* forgetBinding(kv: KvStore, uuid: string, { devId, schemaId }: Identity): FlashSteps {
  const kept = yield* keepText(kv, keysOf(uuid).devId, devId);
  for (const name of [schemaId, keysOf(uuid).identity, 'region', 'regist_key', certificate, domain, netinfo]) {
    if (kv.names().includes(name)) yield* kv.remove(name);
  }
  return kept;
}
