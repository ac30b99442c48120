/** Wi-Fi and token on their way to the device, in one channel message or in numbered sub-packets (ble-pairing, section 8). */
import { utf8Length } from '../../model/data-point-rules';
import { asciiOf, joinBytes, u16, viewOf } from './bytes';
import { readVarint, writeVarint } from './varint';

export interface Network {
  ssid: string;
  password: string;
  /** Region, token and secret as one text. */
  token: string;
}

export type NetworkFault =
  | 'no-ssid'
  | 'ssid-too-long'
  | 'no-password'
  | 'password-too-long'
  | 'no-token'
  | 'token-too-long';

/** Bytes of UTF-8. G1 copies longer ones past its buffers, so it is the client that has to look. */
export const networkLimits = { ssid: 32, password: 64, token: 16 } as const;

const checkText = (text: string, name: keyof typeof networkLimits): NetworkFault | undefined => {
  if (text === '') return `no-${name}`;
  return utf8Length(text) > networkLimits[name] ? `${name}-too-long` : undefined;
};

/** The first thing wrong. A token that is left out is not looked at: it is fetched later than the rest is typed. */
export const checkNetwork = ({ ssid, password, token }: Omit<Network, 'token'> & { token?: string }) =>
  checkText(ssid, 'ssid') ??
  checkText(password, 'password') ??
  (token === undefined ? undefined : checkText(token, 'token'));

const configure = 0x0001;
const flagBytes = 2;
const subPacketed = 0x02;
const answerWanted = 0x01;

/** The whole data of 801B. `reg` sends the device to another cloud. G1 and G2 read on until a NUL: it is part of it. */
export const writeNetwork = ({ ssid, password, token, reg }: Network & { reg?: Readonly<Record<string, unknown>> }) =>
  joinBytes(u16(0), u16(configure), asciiOf(JSON.stringify({ ssid, pwd: password, token, reg })), Uint8Array.of(0));

/** What of it was there and was text; whether that will do is the generation's business. */
export type NetworkTold = Partial<Network> & { reg?: Readonly<Record<string, unknown>> };

/** What is JSON and no object has no members, and is no fault of the JSON (section 10). */
const readJson = (text: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return undefined;
  }
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The device's side: the whole data of 801B, or flags and joined sub-packets. Undefined for another sub-command. */
export const readNetwork = (data: Uint8Array): NetworkTold | 'not-json' | undefined => {
  if (data.length < flagBytes + 2 || viewOf(data).getUint16(flagBytes) !== configure) return undefined;
  const text = data.subarray(flagBytes + 2);
  const end = text.indexOf(0);
  const told = readJson(new TextDecoder().decode(end < 0 ? text : text.subarray(0, end)));
  if (!told) return 'not-json';
  const reg = typeof told.reg === 'object' && told.reg !== null ? (told.reg as Record<string, unknown>) : undefined;
  return { ssid: textOf(told.ssid), password: textOf(told.pwd), token: textOf(told.token), reg };
};

/** `refused`: a field is missing, of the wrong type or length. */
export const networkResults = { accepted: 0x00, refused: 0xf7, notJson: 0xf8 } as const;

/** The 5 bytes of 801C; `junk` is the byte of memory that G1 to G3 leave in front. */
export const writeNetworkResult = (result: number, junk = 0): Uint8Array =>
  joinBytes(Uint8Array.of(junk, 0), u16(configure), Uint8Array.of(result));

/** Undefined when it answers something else. */
export const readNetworkResult = (data: Uint8Array): number | undefined =>
  data.length >= flagBytes + 3 && viewOf(data).getUint16(flagBytes) === configure ? data[flagBytes + 2] : undefined;

const channelVersion = 0x40;

/** The same data as several, each with its flags; `size` is bytes of content in each. */
export const splitNetwork = (data: Uint8Array, size: number): Uint8Array[] => {
  const content = data.subarray(flagBytes);
  const flags = u16(subPacketed | answerWanted);
  return Array.from({ length: Math.ceil(content.length / size) }, (_, number) => {
    const first = joinBytes(writeVarint(content.length), Uint8Array.of(channelVersion));
    const part = content.subarray(number * size, (number + 1) * size);
    return joinBytes(flags, writeVarint(number), number === 0 ? first : new Uint8Array(), part);
  });
};

export interface SubPacket {
  /** As sent, to be sent back. */
  flags: number;
  number: number;
  /** Bytes of all together; in the first one only. */
  total?: number;
  content: Uint8Array;
}

/** Undefined when it is none, or broken off in its head. */
export const readSubPacket = (data: Uint8Array): SubPacket | undefined => {
  if (data.length <= flagBytes || !((data[1] ?? 0) & subPacketed)) return undefined;
  const flags = viewOf(data).getUint16(0);
  const number = readVarint(data, flagBytes);
  if (!number) return undefined;
  if (number.value > 0) return { flags, number: number.value, content: data.slice(number.next) };
  const total = readVarint(data, number.next);
  if (!total || total.next >= data.length) return undefined;
  return { flags, number: 0, total: total.value, content: data.slice(total.next + 1) };
};

export const subPacketStates = { all: 0, next: 1, restart: 2, disconnect: 3 } as const;

export interface SubPacketAck {
  flags: number;
  state: number;
  number: number;
  /** Bytes of this one, of all so far, and of all there will be. */
  length: number;
  received: number;
  total: number;
}

const ackBytes = 15;

/** 15 bytes, the only little-endian numbers of the whole protocol behind the first three. */
export const writeSubPacketAck = ({ flags, state, number, length, received, total }: SubPacketAck): Uint8Array => {
  const data = new Uint8Array(ackBytes);
  const view = viewOf(data);
  view.setUint16(0, flags);
  view.setUint8(2, state);
  view.setUint16(3, number, true);
  view.setUint16(5, length, true);
  view.setUint32(7, received, true);
  view.setUint32(11, total, true);
  return data;
};

export const readSubPacketAck = (data: Uint8Array): SubPacketAck | undefined => {
  if (data.length !== ackBytes) return undefined;
  const view = viewOf(data);
  return {
    flags: view.getUint16(0),
    state: view.getUint8(2),
    number: view.getUint16(3, true),
    length: view.getUint16(5, true),
    received: view.getUint32(7, true),
    total: view.getUint32(11, true),
  };
};
