/** The message push: where it is, how one logs in, and how its frames open and close (openapi, section 9). */
import { ecb, gcm } from '@noble/ciphers/aes.js';
import type { DataCentreId } from '../../model/cloud';
import { md5Hex } from '../digest/digest';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** Four are documented; those of us-east, eu-west and sg follow the names of the native endpoints there [guess]. */
const hosts: Readonly<Record<DataCentreId, string>> = {
  cn: 'mqe.tuyacn.com',
  'us-west': 'mqe.tuyaus.com',
  'us-east': 'mqe-ueaz.tuyaus.com',
  'eu-central': 'mqe.tuyaeu.com',
  'eu-west': 'mqe-weaz.tuyaeu.com',
  in: 'mqe.tuyain.com',
  sg: 'mqe-sg.iotbing.com',
};

/** Production or test messages: two subscriptions of one project. */
export type PushTopic = 'event' | 'event-test';

/** Path and query below the host of a data centre. */
export const pushPath = (accessId: string, topic: PushTopic): string =>
  `/ws/v2/consumer/persistent/${accessId}/out/${topic}/${accessId}-sub?ackTimeoutMillis=3000&subscriptionType=Failover`;

export const pushUrl = (dataCentre: DataCentreId, accessId: string, topic: PushTopic = 'event'): string =>
  `wss://${hosts[dataCentre]}:8285${pushPath(accessId, topic)}`;

/** Request headers of the WebSocket; a page cannot set them, so a relay has to. */
export const pushHeaders = (accessId: string, secret: string): { username: string; password: string } => ({
  username: accessId,
  password: md5Hex(bytesOf(accessId + md5Hex(bytesOf(secret)))).slice(8, 24),
});

export type PushCipher = 'aes_gcm' | 'aes_ecb';

const ivBytes = 12;
const keyOf = (secret: string): Uint8Array => bytesOf(secret.slice(8, 24));

const open = (data: Uint8Array, secret: string, cipher: PushCipher): Uint8Array =>
  cipher === 'aes_gcm'
    ? gcm(keyOf(secret), data.subarray(0, ivBytes)).decrypt(data.subarray(ivBytes))
    : ecb(keyOf(secret)).decrypt(data);

/** A frame with its data opened. */
export interface PushMessage {
  messageId: string;
  protocol: number;
  /** Milliseconds since 1970, of the cloud. */
  t: number;
  data: unknown;
}

/**
 * `acknowledge` alone: a frame that cannot be opened, and would come again for ever without an answer. Undefined: not
 * even that much of it could be read.
 */
export type PushFrame = { messageId: string; message?: PushMessage } | undefined;

const parsed = (text: string): Record<string, unknown> => {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
};

/** A text frame of the WebSocket. Never throws. */
export const readPushFrame = (text: string, secret: string): PushFrame => {
  let messageId: string;
  let frame: Record<string, unknown>;
  try {
    frame = parsed(text);
    if (typeof frame.messageId !== 'string') return undefined;
    messageId = frame.messageId;
  } catch {
    return undefined;
  }
  try {
    const properties = (frame.properties ?? {}) as { em?: unknown };
    const decode = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const payload = parsed(decode(fromBase64(String(frame.payload))));
    const cipher = properties.em === 'aes_gcm' ? 'aes_gcm' : 'aes_ecb';
    const data: unknown = JSON.parse(decode(open(fromBase64(String(payload.data)), secret, cipher)));
    return { messageId, message: { messageId, protocol: Number(payload.protocol), t: Number(payload.t), data } };
  } catch {
    return { messageId };
  }
};

/** The answer that keeps a frame from coming again. */
export const acknowledgement = (messageId: string): string => JSON.stringify({ messageId });

/** A frame as the cloud sends it. `iv` is 12 bytes and only for `aes_gcm`. `sign` is not checked by any client seen. */
export const makePushFrame = (
  message: PushMessage,
  secret: string,
  seal: { cipher: 'aes_ecb' } | { cipher: 'aes_gcm'; iv: Uint8Array },
): string => {
  const plain = bytesOf(JSON.stringify(message.data));
  const sealed =
    seal.cipher === 'aes_gcm'
      ? Uint8Array.from([...seal.iv, ...gcm(keyOf(secret), seal.iv).encrypt(plain)])
      : ecb(keyOf(secret)).encrypt(plain);
  const data = toBase64(sealed);
  const payload = { protocol: message.protocol, pv: '2.0', t: message.t, data, sign: md5Hex(bytesOf(data)) };
  return JSON.stringify({
    messageId: message.messageId,
    payload: toBase64(bytesOf(JSON.stringify(payload))),
    properties: seal.cipher === 'aes_gcm' ? { em: 'aes_gcm' } : {},
    redeliveryCount: 0,
  });
};
