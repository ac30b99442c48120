/** From a write to a request: joined, opened, checked, and what the firmware says of what it cannot use (ble-pairing, sections 4, 5 and 10). */
import { cbc } from '@noble/ciphers/aes.js';
import { commands } from '../../protocols/tuya-ble/commands';
import { crc16 } from '../../protocols/tuya-ble/crc16';
import type { Frame } from '../../protocols/tuya-ble/frame';
import type { Mode } from '../../protocols/tuya-ble/keys';
import { ivOf, modeOf, openMessage } from '../../protocols/tuya-ble/message';
import { createHardenedJoiner, createJoiner } from '../../protocols/tuya-ble/pieces';
import type { Request, Talk } from './radio-talk';

export interface Inbox {
  /** Undefined as long as there is nothing to do. */
  take(write: Uint8Array): Request | undefined;
  connected(): void;
}

/** The firmware's buffer for what it decrypts. */
const frameBytes = 1024;
const headBytes = 12;
const crcBytes = 2;
/** Shortest message it looks into, also in mode 0. */
const leastMessage = 17;
/** One more than the last mode there is. */
const modesEnd = 17;
const parameterError = -2;

const hex = (value: number): string => `0x${value.toString(16).padStart(4, '0')}`;

/** The firmware reads its whole buffer, whatever was put into it: with a wrong key that is noise. */
const whyUnreadable = (message: Uint8Array, key: Uint8Array | undefined): string => {
  const buffer = new Uint8Array(frameBytes + crcBytes);
  const sealed = message.slice(key ? leastMessage : 1);
  buffer.set(key ? cbc(key, ivOf(message), { disablePadding: true }).decrypt(sealed) : sealed);
  const view = new DataView(buffer.buffer);
  const length = view.getUint16(headBytes - 2);
  const whole = length + headBytes + crcBytes;
  if (whole > frameBytes) return `ble packet len err:${whole}`;
  const found = view.getUint16(headBytes + length);
  return `ble packet crc err:${hex(found)}, ${hex(crc16(buffer.subarray(0, headBytes + length)))}`;
};

export const createInbox = (talk: Talk): Inbox => {
  const { host, keyring } = talk;
  const { log, generation } = host;
  // Since boot, as the firmware's own: before the fourth generation nothing of it is cleared between connections.
  const joiner = generation === 4 ? createHardenedJoiner() : createJoiner({ strict: false });
  let lastSn = 0;

  const fail = (said?: string): undefined => {
    if (said !== undefined) log('E', 'ble_mgr.c:272', said);
    log('E', 'ble_mgr.c:905', `tuya_ble_data_proc fail. ${parameterError}`);
    return undefined;
  };

  const join = (write: Uint8Array): Uint8Array | undefined => {
    // Hardened firmware has a buffer of `pkg_len` and knows it.
    if (generation >= 3 && write.length > talk.pkgLen) return fail(`ble trsmitr err:${parameterError}`);
    const joined = joiner.take(write);
    if (joined.kind === 'whole') return joined.message;
    if (joined.kind === 'more') log('D', 'ble_mgr.c:268', 'ble receive multi-packet...');
    else if (joined.kind === 'dropped')
      fail(joined.why === 'version' ? 'ble trsmitr version not compatibility! 1' : `ble trsmitr err:-1`);
    return undefined;
  };

  const open = (message: Uint8Array): Frame | undefined => {
    const mode = modeOf(message);
    if (message.length < leastMessage) return fail('ble packet decrypt err:1');
    if (mode >= modesEnd) return fail('ble packet decrypt err:2');
    const key = mode === 0 ? undefined : keyring.toOpen(mode, ivOf(message));
    if (mode !== 0 && !key) return fail('ble packet decrypt err:4');
    if (key && (message.length - leastMessage) % 16 !== 0) return fail('ble packet decrypt err:3');
    const frame = openMessage(message, key);
    return typeof frame === 'string' ? fail(whyUnreadable(message, key)) : frame;
  };

  /** What hardened firmware does not do (section 10); the older ones do everything they can read. */
  const allowed = ({ command }: Frame, mode: number): boolean => {
    if (generation < 3) return true;
    const bound = host.binding() !== undefined;
    if (bound && mode === 0) return false;
    if (!talk.paired && command !== commands.deviceInfo && command !== commands.pair) return false;
    return bound || (command !== commands.reset && command !== commands.unbind);
  };

  return {
    take(write) {
      const message = join(write);
      const frame = message && open(message);
      if (!frame) return undefined;
      log('N', 'ble_mgr.c:301', `ble sn:${frame.sn} recv sn ${lastSn}`);
      if (frame.sn <= lastSn) {
        fail('ble recv sn err');
        talk.disconnect();
        return undefined;
      }
      const mode = modeOf(message);
      const isAllowed = allowed(frame, mode);
      // The fourth generation asks its policy first, and a number is used up only by what passes.
      if (isAllowed || generation < 4) lastSn = frame.sn;
      if (!isAllowed) return undefined;
      log('D', 'ble_mgr.c:910', `ble recv req type ${hex(frame.command)}`);
      // Every mode that could be opened is one of these.
      return { frame, mode: mode as Mode };
    },
    connected() {
      lastSn = 0;
      if (generation === 4) joiner.clear();
    },
  };
};
