import { type DBusValue, readValues, type Variant, variant, writeValues } from './dbus-values';

/** Messages of a D-Bus ("Message Protocol" of its specification), cut out of a stream and put together. */

export const kinds = { call: 1, reply: 2, error: 3, signal: 4 } as const;

export interface Message {
  kind: number;
  serial: number;
  /** The sender waits for no answer. */
  silent?: boolean;
  path?: string;
  interface?: string;
  member?: string;
  errorName?: string;
  replySerial?: number;
  destination?: string;
  sender?: string;
  signature?: string;
  body?: readonly DBusValue[];
}

const fields = [
  [1, 'path', 'o'],
  [2, 'interface', 's'],
  [3, 'member', 's'],
  [4, 'errorName', 's'],
  [5, 'replySerial', 'u'],
  [6, 'destination', 's'],
  [7, 'sender', 's'],
  [8, 'signature', 'g'],
] as const;

const head = 'yyyyuua(yv)';
const littleEndian = 0x6c;
const noReplyExpected = 1;

const padded = (length: number): number => Math.ceil(length / 8) * 8;

export const writeMessage = (message: Message): Uint8Array => {
  const body = writeValues(message.signature ?? '', message.body ?? []);
  const told = fields.flatMap(([code, name, type]): [number, Variant][] => {
    const value = message[name];
    return value === undefined || value === '' ? [] : [[code, variant(type, value)]];
  });
  const start = [littleEndian, message.kind, message.silent ? noReplyExpected : 0, 1, body.length, message.serial];
  const first = writeValues(head, [...start, told]);
  return Buffer.concat([first, Buffer.alloc(padded(first.length) - first.length), body]);
};

const readHead = (bytes: Buffer): Message => {
  const [, kind, flags, , , serial, told] = readValues(head, bytes);
  const message: Message = { kind: Number(kind), serial: Number(serial), silent: (Number(flags) & 1) !== 0 };
  for (const field of told as [number, string | number][]) {
    const name = fields.find(([code]) => code === field[0])?.[1];
    if (name === 'replySerial') message.replySerial = Number(field[1]);
    else if (name) message[name] = String(field[1]);
  }
  return message;
};

/** The first message of the stream and how long it is, or undefined while it is not whole. */
export const readMessage = (stream: Buffer): { message: Message; size: number } | undefined => {
  if (stream.length < 16) return undefined;
  if (stream[0] !== littleEndian) throw new TypeError('Only little-endian D-Bus is spoken here.');
  const bodyAt = padded(16 + stream.readUInt32LE(12));
  const size = bodyAt + stream.readUInt32LE(4);
  if (stream.length < size) return undefined;
  const message = readHead(stream.subarray(0, bodyAt));
  return { message: { ...message, body: readValues(message.signature ?? '', stream.subarray(bodyAt, size)) }, size };
};
