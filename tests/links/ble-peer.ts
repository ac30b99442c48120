import { deviceIdOf } from '../../src/protocols/tuya-ble/device-id';
import { writeDeviceInfo } from '../../src/protocols/tuya-ble/device-info';
import type { Frame } from '../../src/protocols/tuya-ble/frame';
import { key11, key12, key14, key15, type Mode, proofOf } from '../../src/protocols/tuya-ble/keys';
import { ivOf, modeOf, openMessage, sealMessage } from '../../src/protocols/tuya-ble/message';
import { createJoiner, splitMessage } from '../../src/protocols/tuya-ble/pieces';
import type { ScriptedRadio } from './scripted-radio';

export const license = { uuid: 'uuidMADEUP0123456789', authKey: 'MadeUpAuthKey0123456789abcdefXYZ' };
export const cloudKeys = { localKey: 'LocalKey01234567', secKey: 'SecKeySecKey0123' };
export const network = { ssid: 'Bench-AP', password: 'correct horse', token: 'AYmadeup12ab34' };

/** Numbers that look random and are the same every time. */
export const seeded = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    /** 0 to `below` - 1. */
    pick: (below: number): number => Math.floor(next() * below),
    bytes: (length: number): Uint8Array => Uint8Array.from({ length }, () => Math.floor(next() * 256)),
  };
};

/** A request as the device reads it, with the R it came with. */
export interface Asked extends Frame {
  mode: Mode;
  r: Uint8Array;
}

/** The device's end of a scripted link, without any will of its own: the test says what is answered. */
export const blePeer = (
  link: ScriptedRadio,
  { p = Uint8Array.of(1, 2, 3, 4, 5, 6), authKey = license.authKey } = {},
) => {
  const id = deviceIdOf(license.uuid);
  const joiner = createJoiner({ strict: true });
  const { bytes } = seeded(1);
  let r: Uint8Array = new Uint8Array(16);
  let sn = 0;
  const keyOf = (mode: Mode, with11 = r): Uint8Array => {
    if (mode === 11) return key11(authKey, id, with11);
    if (mode === 12) return key12(key11(authKey, id, r), p);
    return mode === 14 ? key14(cloudKeys.localKey, cloudKeys.secKey) : key15(cloudKeys.localKey, cloudKeys.secKey, p);
  };
  const peer = {
    /** Bytes of the packets of one message. */
    packets(mode: Mode, frame: Partial<Frame>, { size = 244, givenR = r, givenSn = ++sn } = {}): Uint8Array[] {
      const whole = { sn: givenSn, ackSn: 0, command: 0, data: new Uint8Array(), ...frame };
      return splitMessage(sealMessage({ mode, iv: bytes(16), key: keyOf(mode, givenR), frame: whole }), {
        size,
        seq: 0,
      });
    },
    say(mode: Mode, frame: Partial<Frame>): void {
      link.says(...peer.packets(mode, frame));
    },
    info: (asked: Asked, proofR = asked.r): Partial<Frame> => ({
      ackSn: asked.sn,
      command: 0,
      data: writeDeviceInfo({ bound: false, random: p, proof: proofOf(authKey, proofR) }),
    }),
    /** What it does with each whole request that it can read; the rest it does not notice. */
    answers(answer: (asked: Asked) => void): void {
      link.onWrite((write) => {
        const joined = joiner.take(write);
        if (joined.kind !== 'whole') return;
        const mode = modeOf(joined.message) as Mode;
        if (mode === 11) r = ivOf(joined.message);
        const frame = openMessage(joined.message, keyOf(mode));
        if (typeof frame !== 'string') answer({ ...frame, mode, r });
      });
    },
    /** As every device: introduces itself and pairs. */
    obliging(asked: Asked): void {
      if (asked.command === 0) peer.say(asked.mode, peer.info(asked));
      if (asked.command === 1) {
        peer.say(asked.mode, { ackSn: asked.sn, command: 1, data: Uint8Array.of(0) });
        peer.say(12, { command: 0x1e, data: Uint8Array.of(0) });
      }
    },
  };
  return peer;
};
