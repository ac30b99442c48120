/** ATOP, the signed and sealed POST of a device (device-cloud, section 3). The key is AuthKey before activation, secKey after. */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { md5Hex } from '../digest/digest';
import { asBytes, openText, sealText } from './keys';
import { readObject } from './read-object';

/** In the URL; a request has either `uuid` (activation) or `devId`. */
export interface AtopCall {
  /** Name of the call. */
  a: string;
  /** Its version. */
  v: string;
  /** Seconds; worthless on first contact. */
  t: number;
  devId?: string;
  uuid?: string;
}

/** Calls as devices name them. */
export const atopCalls = {
  activate: 'thing.device.opensdk.active',
  versions: 'tuya.device.versions.update',
  infoSync: 'tuya.device.info.sync',
  reset: 'tuya.device.reset',
  upgradeGet: 'tuya.device.upgrade.get',
  upgradeSilentGet: 'tuya.device.upgrade.silent.get',
  upgradeStatus: 'tuya.device.upgrade.status.update',
  dynamicConfig: 'tuya.device.dynamic.config.get',
  dpGet: 'tuya.device.dev.dp.get',
  metaSave: 'tuya.device.meta.save',
  agentToken: 'thing.ai.agent.token.get',
  qrCode: 'tuya.device.qrcode.info.get',
  /** agentic-kit's, from its source. */
  schemaNewest: 'tuya.device.schema.newest.get',
} as const;

/** What the MD5 covers: all parameters but `sign`, sorted, each followed by `||`, and the whole key. */
export const atopSignSource = (params: Readonly<Record<string, string>>, key: string): string => {
  const names = Object.keys(params).filter((name) => name !== 'sign');
  return `${names
    .sort()
    .map((name) => `${name}=${params[name]}||`)
    .join('')}${key}`;
};

export const signAtop = (params: Readonly<Record<string, string>>, key: string): string =>
  md5Hex(asBytes(atopSignSource(params, key)));

/** `/d.json?a=…&et=3&…&sign=…`; values are not URL-encoded, as devices leave them. */
export const atopPath = (call: AtopCall, key: string): string => {
  const { a, v, t, devId, uuid } = call;
  const params: Record<string, string> = { a, ...(devId ? { devId } : {}), et: '3', t: String(t) };
  if (uuid) params.uuid = uuid;
  params.v = v;
  const query = Object.entries(params).map(([name, value]) => `${name}=${value}`);
  return `/d.json?${query.join('&')}&sign=${signAtop(params, key)}`;
};

/** Of the query of a URL (with or without `?`), nothing decoded: `+` and `%` are what the device signed. */
export const readAtopParams = (query: string): Record<string, string> => {
  const pairs = query.replace(/^\?/, '').split('&');
  const cut = pairs.map((pair): [string, string] => [pair.split('=', 1)[0] ?? '', pair.slice(pair.indexOf('=') + 1)]);
  // Not one by one: that would lose a parameter `__proto__`, which was signed as well.
  return Object.fromEntries(cut.filter(([name], index) => name !== '' && pairs[index]?.includes('=')));
};

/** `data=` and upper-case hex. The nonce is 12 bytes; TuyaOpen makes it of 12 hex digits. */
export const sealAtopRequest = (text: string, key: string, nonce: Uint8Array): string =>
  `data=${bytesToHex(sealText(text, key, nonce)).toUpperCase()}`;

/** Undefined for another shape or key. Some calls seal a trailing NUL with the JSON: it is taken off. */
export const openAtopRequest = (body: string, key: string): { text: string; nonce: Uint8Array } | undefined => {
  const hex = /^data=((?:[0-9a-f]{2})+)$/i.exec(body.trim())?.[1];
  const opened = hex === undefined ? undefined : openText(hexToBytes(hex), key);
  return opened && { ...opened, text: opened.text.replace(/\0+$/, '') };
};

const fromBase64 = (text: string): Uint8Array | undefined => {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
};

/** The outer `sign` is no rule of the real cloud: no client checks it, and the recorded one is kept here. */
export const sealAtopAnswer = (text: string, key: string, nonce: Uint8Array, t: number): string => {
  const result = btoa(String.fromCharCode(...sealText(text, key, nonce)));
  const sign = md5Hex(asBytes(`result=${result}||t=${t}||${key}`)).slice(8, 24);
  return JSON.stringify({ t, result, sign });
};

/** The text inside, or a plain answer as it is: a device tries that when nothing opens. Undefined for neither. */
export const openAtopAnswer = (body: string, key: string): { text: string; nonce?: Uint8Array } | undefined => {
  const outer = readObject(body);
  if (!outer) return undefined;
  const sealed = typeof outer.result === 'string' ? fromBase64(outer.result) : undefined;
  return (sealed && openText(sealed, key)) ?? (typeof outer.success === 'boolean' ? { text: body } : undefined);
};

export type AtopResult =
  | { success: true; t: number; result?: unknown }
  | { success: false; t: number; errorCode: string; errorMsg: string };

export const readAtopResult = (text: string): AtopResult | undefined => {
  const told = readObject(text);
  if (!told || typeof told.t !== 'number') return undefined;
  if (told.success === true) return { success: true, t: told.t, result: told.result };
  const { errorCode, errorMsg } = told;
  return { success: false, t: told.t, errorCode: String(errorCode ?? ''), errorMsg: String(errorMsg ?? '') };
};
