import type { License } from '../../../src/model/license';
import { commands } from '../../../src/protocols/tuya-ble/commands';
import { deviceIdOf } from '../../../src/protocols/tuya-ble/device-id';
import { readDeviceInfo, writeDeviceInfoRequest } from '../../../src/protocols/tuya-ble/device-info';
import type { Frame } from '../../../src/protocols/tuya-ble/frame';
import { key11, key12, key14, key15, key16, type Mode } from '../../../src/protocols/tuya-ble/keys';
import { ivOf, modeOf, openMessage, sealMessage } from '../../../src/protocols/tuya-ble/message';
import { writeNetwork } from '../../../src/protocols/tuya-ble/network';
import { createJoiner, splitMessage } from '../../../src/protocols/tuya-ble/pieces';
import type { PeripheralLink } from '../../../src/virtual/parts/peripheral';
import { bytesOf, license as usual, cloudKeys as usualKeys } from './radio-bench';

/** A central with no rules of its own: says what a test wants said, and opens what it has keys for. */

export interface Heard {
  mode: number;
  frame: Frame;
}

export const wifi = { ssid: 'Bench-AP', password: 'correct horse', token: 'AYmadeup12ab34' };
const zeroes = (n: number): Uint8Array => new Uint8Array(n);

/** Whoever it talks to, and the time that passes before an answer is looked for. */
export interface Spoken {
  connect(): PeripheralLink | undefined;
  heard: readonly string[];
  clock: { pass(ms: number): void };
}

export const testCentral = (bench: Spoken, license: License = usual, cloudKeys = usualKeys) => {
  const id = deviceIdOf(license.uuid);
  const link = bench.connect();
  const joiner = createJoiner({ strict: true });
  let read = bench.heard.length;
  let sn = 0;
  let drawn = 0;
  let r = zeroes(16);
  let eleven = zeroes(16);
  let p = zeroes(6);

  const keyOf = (mode: number): Uint8Array | undefined => {
    if (mode === 11) return eleven;
    if (mode === 12) return key12(eleven, p);
    if (mode === 14) return key14(cloudKeys.localKey, cloudKeys.secKey);
    if (mode === 15) return key15(cloudKeys.localKey, cloudKeys.secKey, p);
    return mode === 16 ? key16(license.authKey, id, r) : undefined;
  };

  /** Sealed, ready to be cut up. */
  const seal = (mode: Mode, command: number, data: Uint8Array, useSn = ++sn): Uint8Array => {
    drawn += 1;
    const iv = mode === 0 ? zeroes(0) : Uint8Array.from({ length: 16 }, (_, at) => (drawn * 31 + at) & 0xff);
    if (mode === 11 || mode === 16) r = iv;
    if (mode === 11) eleven = key11(license.authKey, id, r);
    return sealMessage({ mode, iv, key: keyOf(mode), frame: { sn: useSn, ackSn: 0, command, data } });
  };

  /** Everything heard since the last look. */
  const hear = (): Heard[] => {
    bench.clock.pass(200);
    const heard: Heard[] = [];
    for (; read < bench.heard.length; read += 1) {
      const joined = joiner.take(bytesOf(bench.heard[read]!));
      if (joined.kind !== 'whole') continue;
      const mode = modeOf(joined.message);
      const frame = openMessage(joined.message, keyOf(mode));
      if (typeof frame === 'string') continue;
      heard.push({ mode, frame });
      if (frame.command === commands.deviceInfo) p = readDeviceInfo(frame.data)!.random;
    }
    return heard;
  };

  const write = (message: Uint8Array, size = 180): void => {
    for (const piece of splitMessage(message, { size, seq: 0 })) link?.write(piece);
  };

  const ask = (mode: Mode, command: number, data: Uint8Array = zeroes(0), useSn?: number): Heard[] => {
    write(seal(mode, command, data, useSn));
    return hear();
  };

  const info = (mode: Mode = 11, pkgLen = 244) => ask(mode, commands.deviceInfo, writeDeviceInfoRequest(pkgLen));
  return {
    link: link!,
    ivOf,
    seal,
    write,
    ask,
    hear,
    info,
    pair: (mode: Mode = 12) => ask(mode, commands.pair, id),
    configure: (mode: Mode = 12, told: Partial<typeof wifi> = {}) =>
      ask(mode, commands.channelDown, writeNetwork({ ...wifi, ...told })),
    /** Device info and pair. */
    greet: (modes: readonly [Mode, Mode] = [11, 12]) => [...info(modes[0]), ...ask(modes[1], commands.pair, id)],
    knowsP: () => p,
  };
};

export const shape = (heard: readonly Heard[]): string[] =>
  heard.map(({ mode, frame }) => `${mode} ${frame.command.toString(16).padStart(4, '0')}`);
