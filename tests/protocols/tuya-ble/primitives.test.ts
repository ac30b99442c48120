import { describe, expect, it } from 'vitest';
import { crc16 } from '../../../src/protocols/tuya-ble/crc16';
import { deviceIdOf, uuidOf } from '../../../src/protocols/tuya-ble/device-id';
import { padFrame, readFrame, writeFrame } from '../../../src/protocols/tuya-ble/frame';
import { key11, key12, key14, key15, key16, proofOf } from '../../../src/protocols/tuya-ble/keys';
import { createJoiner, splitMessage } from '../../../src/protocols/tuya-ble/pieces';
import { readVarint, writeVarint } from '../../../src/protocols/tuya-ble/varint';
import { hexBytes, hexOf, primitives } from './recorded';

// vectors/ble-pairing-session.json, primitives.
describe('the recorded primitives', () => {
  it('are all there', () => {
    expect(Object.values(primitives).map((one) => (Array.isArray(one) ? one.length : 1))).toEqual([5, 11, 7, 5, 1, 4]);
  });

  it.each(primitives.crc16)('CRC of "$hex"', ({ hex, crc16: crc }) => {
    expect(crc16(hexBytes(hex)).toString(16)).toBe(crc);
  });

  it.each(primitives.varint)('varint $n', ({ n, hex }) => {
    expect(hexOf(writeVarint(n))).toBe(hex);
    const bytes = hexBytes(`ff${hex}ff`);
    expect(readVarint(bytes, 1)).toEqual({ value: n, next: 1 + hex.length / 2 });
    for (let end = 1; end < bytes.length - 1; end += 1) expect(readVarint(bytes.subarray(0, end), 1)).toBeUndefined();
  });

  it('refuses a varint of five bytes (section 4)', () => {
    expect(readVarint(hexBytes('8080808001'), 0)).toBeUndefined();
  });

  it.each(primitives.splitting)('$len bytes in pieces of $max', ({ len, max, version, seq, pieces }) => {
    const message = Uint8Array.from({ length: len }, (_, index) => index);
    expect(splitMessage(message, { size: max, seq, version }).map(hexOf)).toEqual(pieces);
    for (const strict of [true, false]) {
      const joiner = createJoiner({ strict });
      expect(pieces.map((piece) => joiner.take(hexBytes(piece))).at(-1)).toEqual({
        kind: 'whole',
        message,
        version,
        seq,
      });
    }
  });

  it.each(primitives.deviceId)('device id of $uuid', ({ uuid, deviceId }) => {
    expect(hexOf(deviceIdOf(uuid))).toBe(deviceId);
    expect(uuidOf(hexBytes(deviceId))).toBe(uuid.length === 20 ? uuid : undefined);
  });

  it('takes the first 20 characters of a longer UUID, and fills up a shorter one (section 2)', () => {
    expect(deviceIdOf('uuidMADEUP0123456789tail')).toEqual(deviceIdOf('uuidMADEUP0123456789'));
    expect(hexOf(deviceIdOf('uuid0123456789'))).toBe('757569643031323334353637383900'.padEnd(32, '0'));
    expect(hexOf(deviceIdOf('uuid0123456789abcde'))).toBe('75756964303132333435363738396162');
  });

  it('finds no UUID in an id that cannot be a compressed one', () => {
    expect(uuidOf(hexBytes(`${'ff'.repeat(15)}ff`))).toBeUndefined();
    expect(uuidOf(hexBytes('79e4ff'))).toBeUndefined();
  });

  it.each(primitives.frames)('frame $cmd, sn $sn', ({ sn, ackSn, cmd, data, frame, padded }) => {
    const told = { sn, ackSn, command: Number(cmd), data: hexBytes(data) };
    expect(hexOf(writeFrame(told))).toBe(frame);
    expect(hexOf(padFrame(writeFrame(told)))).toBe(padded);
    expect(readFrame(hexBytes(frame))).toEqual(told);
    expect(readFrame(hexBytes(padded))).toEqual(told);
  });

  it('says what is wrong with a frame', () => {
    const bytes = writeFrame({ sn: 1, ackSn: 2, command: 0x801b, data: hexBytes('010203') });
    expect(readFrame(bytes.subarray(0, 13))).toBe('too-short');
    expect(readFrame(bytes.subarray(0, -1))).toBe('bad-length');
    for (let at = 0; at < bytes.length; at += 1) {
      const broken = bytes.with(at, (bytes[at] ?? 0) ^ 0x10);
      expect(['bad-crc', 'bad-length']).toContain(readFrame(broken));
    }
  });
});

// ble-pairing, appendix B, and vectors, primitives.keyDerivation.
describe('known-good keys', () => {
  const { uuid, authKey, localKey, secKey, ...figures } = primitives.keyDerivation;
  const id = deviceIdOf(uuid);
  const r = hexBytes(figures.random);
  const p = hexBytes(figures.pairRandom);

  it('are those of appendix B', () => {
    expect(hexOf(id)).toBe('79e48dc249e8e33001083105187209ff');
    expect(hexOf(key11(authKey, id, r))).toBe('9541b4ef2a11d023de4476f164210c19');
    expect(hexOf(key12(hexBytes('9541b4ef2a11d023de4476f164210c19'), p))).toBe('1bbb544df9513c45c9e503c616e198a3');
    expect(hexOf(key14(localKey, secKey))).toBe('27def0e41b4bd140ca43474c52d3ff4f');
    expect(hexOf(key15(localKey, secKey, p))).toBe('d852a8d4860bbd807af497138bebf75a');
    expect(hexOf(key16(authKey, id, r))).toBe('24988442ce23a3d62a3aaaed5b488a7c');
    expect(hexOf(proofOf(authKey, r))).toBe('a58cfc86429ecd981ce480c423a004d9');
    expect(hexOf(proofOf(authKey, new Uint8Array(16)))).toBe('bfef2ad45504bdd90968ffdebe90a784');
  });

  it('are those of the vectors', () => {
    const made = {
      key11: key11(authKey, id, r),
      key12: key12(key11(authKey, id, r), p),
      key14: key14(localKey, secKey),
      key15: key15(localKey, secKey, p),
      key16: key16(authKey, id, r),
      registerProof: proofOf(authKey, r),
    };
    const { deviceId, random, pairRandom, ...keys } = figures;
    expect([deviceId, random, pairRandom]).toEqual([hexOf(id), hexOf(r), hexOf(p)]);
    expect(Object.fromEntries(Object.entries(made).map(([name, key]) => [name, hexOf(key)]))).toEqual(keys);
  });

  it('have the public key of a device that was never asked for device info (section 10)', () => {
    expect(hexOf(key12(new Uint8Array(16), new Uint8Array(6)))).toMatch(/^db46e816/);
  });
});
