/** What may become of a loader's answers on their way (serial-measured, section 4). */
import type { Spoil } from '../../src/virtual/parts/rom-settings';

const op = { crc: 0x10, erase: 0x10f, write: 0x107 } as const;

const opOf = (reply: Uint8Array) => (reply[2] === 0xff ? 0x100 + reply[9]! : reply[6]!);
const whole = (bytes: Uint8Array) => [{ bytes }];

/** The `count`th reply to that command, otherwise as it is. */
const once =
  (kind: number, count: number, change: (reply: Uint8Array) => ReturnType<Spoil>): Spoil =>
  (reply, at) =>
    opOf(reply) === kind && at === count ? change(reply) : whole(reply);

const flipped = (reply: Uint8Array, at: number) => {
  const bytes = reply.slice();
  bytes[at]! ^= 0x55;
  return bytes;
};

/** Status 01, and nothing behind it. */
const refused = (reply: Uint8Array) => Uint8Array.of(...reply.subarray(0, 7), 2, 0, reply[9]!, 0x01);

const applicationText = new TextEncoder().encode('[01-01 00:00:01 ty I] going down\r\n\x04\x0e');

const pieces: Spoil = (reply) => {
  const head = [...reply.subarray(0, 40)].map((byte, at) => ({ bytes: Uint8Array.of(byte), afterMs: at / 10 }));
  return reply.length > 40 ? [...head, { bytes: reply.slice(40), afterMs: 5 }] : head;
};

/** Two at a time: every second answer of the checksums waits for the next. */
const merged = (): Spoil => {
  let kept: Uint8Array | undefined;
  return (reply) => {
    if (opOf(reply) !== 0x01) return whole(reply);
    if (!kept) {
      kept = reply;
      return [];
    }
    const both = Uint8Array.of(...kept, ...reply);
    kept = undefined;
    return whole(both);
  };
};

/** Each makes its own, since some remember. `lateMs`: more than an answer is waited for. */
export const spoils = (lateMs: number): Readonly<Record<string, () => Spoil>> => ({
  'as they are': () => whole,
  'late by 40 ms': () => (reply, at) => (at % 7 === 3 ? [{ bytes: reply, afterMs: 40 }] : whole(reply)),
  'later than waited for': () => once(op.write, 3, (reply) => [{ bytes: reply, afterMs: lateMs }]),
  'a checksum later than waited for': () => once(op.crc, 6, (reply) => [{ bytes: reply, afterMs: lateMs }]),
  merged,
  'in single bytes': () => pieces,
  twice: () => (reply) => [{ bytes: reply }, { bytes: reply }],
  'twice, the second late': () => (reply) => [{ bytes: reply }, { bytes: reply, afterMs: 3 }],
  'a write answer lost': () => once(op.write, 4, () => []),
  'an erase answer lost': () => once(op.erase, 1, () => []),
  'a checksum lost': () => once(op.crc, 5, () => []),
  'a wrong checksum': () => once(op.crc, 9, (reply) => whole(flipped(reply, 8))),
  'many wrong checksums': () => (reply, at) =>
    opOf(reply) === op.crc && at > 6 && at % 4 === 0 ? whole(flipped(reply, 8)) : whole(reply),
  'a write refused': () => once(op.write, 5, (reply) => whole(refused(reply))),
  'an erase refused': () => once(op.erase, 1, (reply) => whole(refused(reply))),
  'a damaged answer': () => once(op.write, 6, (reply) => whole(flipped(reply, 4))),
  'text of an application first': () => once(0x01, 1, (reply) => [{ bytes: applicationText }, { bytes: reply }]),
});

/** Every checksum is wrong from the third on: the flash can never be proven. */
export const hopeless: Spoil = (reply, at) =>
  opOf(reply) === op.crc && at > 3 ? whole(flipped(reply, 9)) : whole(reply);
