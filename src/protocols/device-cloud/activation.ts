/** What passes at activation: the device's request and the identity it is given (device-cloud, sections 0 and 3). */
import { readObject } from './read-object';

export interface ActivationRequest {
  /** The bare 8 characters. */
  token: string;
  softVer: string;
  /** PID. */
  productKey: string;
  /** Of a device that was bound before. */
  devId?: string;
  /** Seconds. */
  t: number;
}

/** As TuyaOpen writes it, the one space and the order of keys included. */
export const writeActivation = ({ token, softVer, productKey, devId, t }: ActivationRequest): string => {
  const quoted = JSON.stringify;
  const known = devId ? `"devId":${quoted(devId)},` : '';
  const options = quoted('{"otaChannel":0, "isFK":false}');
  return (
    `{"token":${quoted(token)},"softVer":${quoted(softVer)},"productKey":${quoted(productKey)},` +
    `"protocolVer":"2.3","baselineVer":"40.07","options": ${options},${known}` +
    `"devAttribute":2048,"cadVer":"1.0.3","cdVer":"1.0.0","t":${t}}`
  );
};

/** Undefined when one of the needed fields is missing. */
export const readActivation = (text: string): ActivationRequest | undefined => {
  const told = readObject(text);
  if (typeof told?.token !== 'string' || typeof told.productKey !== 'string') return undefined;
  const devId = typeof told.devId === 'string' && told.devId !== '' ? told.devId : undefined;
  return {
    token: told.token,
    softVer: String(told.softVer ?? ''),
    productKey: told.productKey,
    devId,
    t: Number(told.t),
  };
};

/** `schema` is JSON text inside JSON (`schema.ts`). */
export interface Identity {
  devId: string;
  secKey: string;
  localKey: string;
  schemaId: string;
  schema: string;
  /** `+08:00`. */
  stdTimeZone?: string;
  /** The owner changed: the device's data has to go. */
  resetFactory?: boolean;
}

/** Longest the client's fixed buffers take: it copies without looking. */
export const identityLimits = { devId: 24, secKey: 16, localKey: 16, schemaId: 16, stdTimeZone: 6 } as const;

/** Undefined when something needed is missing or would not fit a device. */
export const readIdentity = (result: unknown): Identity | undefined => {
  if (typeof result !== 'object' || result === null) return undefined;
  const { devId, secKey, localKey, schemaId, schema, stdTimeZone, resetFactory } = result as Record<string, unknown>;
  const fits = (value: unknown, most: number): value is string =>
    typeof value === 'string' && value !== '' && value.length <= most;
  if (!fits(devId, identityLimits.devId) || !fits(secKey, identityLimits.secKey)) return undefined;
  if (!fits(localKey, identityLimits.localKey) || !fits(schemaId, identityLimits.schemaId)) return undefined;
  if (typeof schema !== 'string') return undefined;
  return {
    devId,
    secKey,
    localKey,
    schemaId,
    schema,
    stdTimeZone: fits(stdTimeZone, identityLimits.stdTimeZone) ? stdTimeZone : undefined,
    resetFactory: resetFactory === true,
  };
};
