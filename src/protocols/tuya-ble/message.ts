/** A frame sealed by its mode: `mode | IV | AES-128-CBC`, blocks filled up but never added (ble-pairing, sections 5 and 6). */
import { cbc } from '@noble/ciphers/aes.js';
import { joinBytes } from './bytes';
import { type Frame, type FrameFault, padFrame, readFrame, writeFrame } from './frame';
import type { Mode } from './keys';

export const ivBytes = 16;
const headBytes = 1 + ivBytes;

export interface Sealing {
  mode: Mode;
  /** 16 bytes, fresh for every message. In mode 0 the bytes a device puts there; empty as a central writes it. */
  iv: Uint8Array;
  /** 16 bytes; none in mode 0. */
  key?: Uint8Array;
  frame: Frame;
}

export const sealMessage = ({ mode, iv, key, frame }: Sealing): Uint8Array => {
  const head = Uint8Array.of(mode);
  if (mode === 0) return joinBytes(head, iv, writeFrame(frame));
  if (!key) throw new RangeError('no key for this mode');
  return joinBytes(head, iv, cbc(key, iv, { disablePadding: true }).encrypt(padFrame(writeFrame(frame))));
};

/** The first byte, whatever it is; -1 of an empty message. */
export const modeOf = (message: Uint8Array): number => message[0] ?? -1;

/** 16 bytes, less when the message is cut off. Of a request in mode 11 or 16 this is R. */
export const ivOf = (message: Uint8Array): Uint8Array => message.slice(1, headBytes);

/** In plain text a device puts 16 random bytes before the frame and a central none. */
const openPlain = (message: Uint8Array): Frame | FrameFault => {
  const asked = readFrame(message.subarray(1));
  const answered = readFrame(message.subarray(headBytes));
  return typeof answered === 'string' ? asked : answered;
};

/** A wrong key shows as `bad-length` or `bad-crc`: nothing else tells it from a broken message. */
export const openMessage = (message: Uint8Array, key: Uint8Array | undefined): Frame | FrameFault => {
  // Also in mode 0, where a frame without data would fit into less: the device refuses it (section 10).
  if (message.length < headBytes) return 'too-short';
  if (modeOf(message) === 0) return openPlain(message);
  const sealed = message.subarray(headBytes);
  if (sealed.length % 16 !== 0) return 'bad-length';
  if (!key) return 'bad-crc';
  return readFrame(cbc(key, ivOf(message), { disablePadding: true }).decrypt(sealed));
};
