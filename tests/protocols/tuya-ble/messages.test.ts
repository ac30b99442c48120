import { describe, expect, it } from 'vitest';
import { answeredInOwnMode, commands } from '../../../src/protocols/tuya-ble/commands';
import {
  readDeviceInfo,
  readDeviceInfoRequest,
  writeDeviceInfo,
  writeDeviceInfoRequest,
} from '../../../src/protocols/tuya-ble/device-info';
import { padFrame, writeFrame } from '../../../src/protocols/tuya-ble/frame';
import { proofOf } from '../../../src/protocols/tuya-ble/keys';
import { ivOf, modeOf, openMessage, sealMessage } from '../../../src/protocols/tuya-ble/message';
import { createJoiner, splitMessage } from '../../../src/protocols/tuya-ble/pieces';
import { dataOf, hexBytes, hexOf, messages, type RecordedMessage, sessions } from './recorded';

// vectors/ble-pairing-session.json; counts from ble-pairing, appendix A.
describe('every recorded message', () => {
  it('is there: 72 in eleven sessions, 32 from the central and 40 from the device', () => {
    expect(sessions).toHaveLength(11);
    expect(messages).toHaveLength(72);
    expect(messages.filter(({ fromCentral }) => fromCentral)).toHaveLength(32);
  });

  for (const { name, mode, key, recordedKey, iv, frame, plain, message, pieces, seq, ...of } of messages) {
    it(`${name} opens and is sealed again`, () => {
      expect(modeOf(message)).toBe(mode);
      expect(ivOf(message)).toEqual(iv);
      if (of.fromCentral) expect(hexOf(key)).toBe(recordedKey);
      expect(openMessage(message, key)).toEqual(frame);
      expect(hexOf(padFrame(writeFrame(frame)))).toBe(plain);
      expect(hexOf(sealMessage({ mode, iv, key, frame }))).toBe(hexOf(message));
    });

    it(`${name} splits and joins as recorded`, () => {
      // Every central of the recordings but one asked for 244 bytes, and that one never got a whole answer.
      const size = of.fromCentral ? of.session.maxWriteChunk : 244;
      expect(splitMessage(message, { size, seq }).map(hexOf)).toEqual(pieces);
      for (const strict of [true, false]) {
        const joiner = createJoiner({ strict });
        const joined = pieces.map((piece) => joiner.take(hexBytes(piece)));
        expect(joined.at(-1)).toEqual({ kind: 'whole', message, version: 4, seq });
        expect(joined.slice(0, -1).map(({ kind }) => kind)).toEqual(pieces.slice(1).map(() => 'more'));
      }
    });
  }

  it('has the keys that stand at the end of its session', () => {
    for (const session of sessions) {
      const said = messages.filter((one) => one.session === session);
      const named = (mode: number): RecordedMessage[] => said.filter((one) => one.mode === mode);
      for (const mode of [11, 12, 14, 15]) {
        const recorded = session.keys[`key${mode}`];
        for (const { key } of recorded ? named(mode) : []) expect(hexOf(key)).toBe(recorded);
      }
    }
  });

  it('does not open with another key, nor when one byte has changed', () => {
    for (const { message, key } of messages) {
      expect(openMessage(message, key.with(0, (key[0] ?? 0) ^ 1))).toMatch(/^bad-/);
      expect(openMessage(message, undefined)).toBe('bad-crc');
      // The first block holds numbers, command and length; what is behind the CRC may change unseen.
      expect(openMessage(message.with(17, (message[17] ?? 0) ^ 1), key)).toMatch(/^bad-/);
    }
  });

  it('opens what a central without the cloud keys could not read', () => {
    const session = sessions.find(({ name }) => name === 'licence-only-reset-of-bound-device');
    const raw = hexBytes(session?.steps.find(({ undecodable }) => undecodable)?.raw ?? '');
    expect(modeOf(raw)).toBe(15);
    const told = openMessage(raw, hexBytes(session?.keys.key15 ?? ''));
    expect(told).toMatchObject({ command: commands.networkStatus, ackSn: 0, data: Uint8Array.of(0) });
    expect(openMessage(raw, hexBytes(session?.keys.key12 ?? ''))).toMatch(/^bad-/);
  });

  it('leaves the answer that was cut off unfinished', () => {
    const cut = sessions.flatMap(({ steps }) => steps).find(({ incomplete }) => incomplete)?.notifies ?? [];
    expect(cut).toHaveLength(1);
    const joiner = createJoiner({ strict: true });
    expect(cut.map((piece) => joiner.take(hexBytes(piece)))).toEqual([{ kind: 'more', have: 16, of: 161 }]);
    // The random bytes of all sessions are the same, so the whole answer of another one begins alike.
    const whole = messages.find(({ fromCentral }) => !fromCentral)?.message ?? new Uint8Array();
    expect(hexOf(splitMessage(whole, { size: 20, seq: 0 })[0] ?? new Uint8Array())).toBe(cut[0]);
  });

  it('comes in the mode of the request, or in the device own one once it is paired (section 6)', () => {
    for (const { fromCentral, frame, mode, session } of messages) {
      if (fromCentral) continue;
      const bound = session.licence.localKey !== undefined;
      if (answeredInOwnMode(frame.command)) expect(mode).toBe(bound ? 15 : 12);
      const request = messages.find(
        (one) => one.session === session && one.fromCentral && one.frame.sn === frame.ackSn && frame.ackSn > 0,
      );
      if (!answeredInOwnMode(frame.command)) expect(mode).toBe(request?.mode);
    }
  });
});

describe('device info', () => {
  const answers = messages.filter(({ fromCentral, frame }) => !fromCentral && frame.command === commands.deviceInfo);

  it('proves the AuthKey in all ten answers', () => {
    expect(answers).toHaveLength(10);
    for (const { frame, session, r } of answers) {
      const info = readDeviceInfo(frame.data);
      const { authKey, localKey } = session.licence;
      expect(info?.proof).toEqual(proofOf(authKey, r));
      expect(info?.proof).not.toEqual(proofOf(`x${authKey.slice(1)}`, r));
      expect(info).toMatchObject({ bound: localKey !== undefined, securityLevel: 1, mostSubPacket: 960 });
      expect(info?.protocol).toEqual([4, 4]);
    }
  });

  it('is written as recorded, byte for byte', () => {
    for (const { frame } of answers) {
      const info = readDeviceInfo(frame.data);
      expect(info && hexOf(writeDeviceInfo(info))).toBe(hexOf(frame.data));
    }
  });

  it('differs by one byte in the first generation (section 7)', () => {
    const [data = new Uint8Array()] = dataOf(commands.deviceInfo, false);
    const info = readDeviceInfo(data);
    expect(info && writeDeviceInfo({ ...info, securityLevel: 0 })).toEqual(data.with(118, 0));
  });

  it('is not read from less than holds the proof', () => {
    const [data = new Uint8Array()] = dataOf(commands.deviceInfo, false);
    expect(readDeviceInfo(data.subarray(0, 29))).toBeUndefined();
    const least = readDeviceInfo(data.subarray(0, 30));
    expect(least?.proof).toEqual(data.slice(14, 30));
    expect([least?.securityLevel, least?.mostSubPacket]).toEqual([undefined, undefined]);
  });

  it('is that of a free device only when it says so: 0 and nothing else', () => {
    const [data = new Uint8Array()] = dataOf(commands.deviceInfo, false);
    expect([0, 1, 2, 0xff].map((told) => readDeviceInfo(data.with(5, told))?.bound)).toEqual([false, true, true, true]);
  });

  it('is asked for with the length of a piece', () => {
    for (const data of dataOf(commands.deviceInfo, true)) {
      const pkgLen = readDeviceInfoRequest(data);
      expect([20, 244]).toContain(pkgLen);
      expect(writeDeviceInfoRequest(pkgLen ?? 0)).toEqual(data);
    }
    expect(readDeviceInfoRequest(Uint8Array.of(1))).toBeUndefined();
  });

  it('takes 165 bytes in one notification, and not one less (section 4)', () => {
    const message = answers[0]?.message ?? new Uint8Array();
    expect(splitMessage(message, { size: 165, seq: 0 })).toHaveLength(1);
    expect(splitMessage(message, { size: 164, seq: 0 })).toHaveLength(2);
  });
});

// ble-pairing, section 6, first row: plain text has two shapes.
describe('mode 0', () => {
  const frame = { sn: 1, ackSn: 0, command: commands.deviceInfo, data: hexBytes('00f4') };

  it('has no IV from the central, and 16 random bytes from the device', () => {
    const asked = sealMessage({ mode: 0, iv: new Uint8Array(), frame });
    expect(hexOf(asked)).toBe('0000000001000000000000000200f4ba0f');
    expect(openMessage(asked, undefined)).toEqual(frame);
    const answer = { ...frame, ackSn: 1, data: new Uint8Array(121) };
    const told = sealMessage({ mode: 0, iv: new Uint8Array(16).fill(0xa5), frame: answer });
    // The frame of 135 bytes is not padded.
    expect(told).toHaveLength(1 + 16 + 135);
    expect(openMessage(told, undefined)).toEqual(answer);
  });

  it('is refused when shorter than 17 bytes (section 10)', () => {
    const reset = { sn: 1, ackSn: 0, command: commands.reset, data: new Uint8Array() };
    expect(openMessage(sealMessage({ mode: 0, iv: new Uint8Array(), frame: reset }), undefined)).toBe('too-short');
    const longer = { ...reset, data: new Uint8Array(2) };
    expect(openMessage(sealMessage({ mode: 0, iv: new Uint8Array(), frame: longer }), undefined)).toEqual(longer);
  });

  it('says what is wrong with a message of any mode', () => {
    const { message, key } = messages[0] ?? { message: new Uint8Array(), key: undefined };
    expect(openMessage(new Uint8Array(), key)).toBe('too-short');
    expect(openMessage(message.subarray(0, 17), key)).toBe('too-short');
    expect(openMessage(message.subarray(0, 32), key)).toBe('bad-length');
    expect(() => sealMessage({ mode: 12, iv: new Uint8Array(16), frame })).toThrow(RangeError);
  });
});
