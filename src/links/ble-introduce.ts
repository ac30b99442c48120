/** The first exchange of a connection: who is there, in one packet or not at all, and whether it holds our AuthKey (ble-pairing, sections 4, 6 and 7). */
import { BenchError } from '../model/problem';
import { commands } from '../protocols/tuya-ble/commands';
import { type DeviceInfo, readDeviceInfo, writeDeviceInfoRequest } from '../protocols/tuya-ble/device-info';
import { proofOf } from '../protocols/tuya-ble/keys';
import type { BleKeys } from './ble-keyring';
import type { BleLine } from './ble-line';
import type { BleTalk } from './ble-talk';

export interface Introduction {
  /** Another one after a message that broke off. */
  line(): Promise<Pick<BleLine, 'talk' | 'keyring'>>;
  keys: BleKeys;
  answerWithinMs: number;
  cutWithinMs: number;
  signal: AbortSignal;
}

/** The limit of the characteristic. The answer needs 165, and what does not fit is never sent (section 4). */
const packetBytes = 244;
/** The sizes of packets may still be settled between the radios just after connecting. */
const mostRepeats = 3;
const step = 'device-info';

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);

/**
 * Only the answer to the last request counts: a new one makes a new P. Undefined when it stays silent. One that was cut
 * off is asked for again over the same link, where the sizes may be settled by now; that is fine with every generation.
 */
const introduceIn = async (
  mode: 11 | 14,
  talk: BleTalk,
  { answerWithinMs, cutWithinMs, signal }: Introduction,
): Promise<DeviceInfo | undefined> => {
  const request = { mode, command: commands.deviceInfo, data: writeDeviceInfoRequest(packetBytes), step };
  for (let repeats = 0; ; repeats += 1) {
    const info = await talk.ask(
      request,
      ({ command, ackSn, data }, sn) =>
        command === commands.deviceInfo && ackSn === sn ? readDeviceInfo(data) : undefined,
      { withinMs: answerWithinMs, quietMs: cutWithinMs, signal },
    );
    if (info) return info;
    const { fragment, garbled } = talk;
    if (fragment === 0 && !garbled) return undefined;
    if (repeats < mostRepeats) continue;
    if (garbled) throw new BenchError('pair.no-answer', { step });
    throw new BenchError('radio.small-packets', { got: fragment });
  }
};

const inMode11 = async (given: Introduction): Promise<DeviceInfo> => {
  const { keys } = given;
  const { talk, keyring } = await given.line();
  const info = await introduceIn(11, talk, given);
  if (!info) throw new BenchError('pair.silent', { step, uuid: keys.uuid });
  const proof = keyring.r && proofOf(keys.authKey, keyring.r);
  if (!proof || !sameBytes(info.proof, proof)) throw new BenchError('pair.wrong-license', { uuid: keys.uuid });
  return info;
};

const inMode14 = async (given: Introduction): Promise<DeviceInfo | undefined> => {
  const { talk, keyring } = await given.line();
  return keyring.hasCloudKeys ? introduceIn(14, talk, given) : undefined;
};

/** A device that was released meanwhile no longer understands the keys of its cloud, but always its license. */
export const introduce = async (given: Introduction): Promise<{ info: DeviceInfo; mode: 11 | 14 }> => {
  const bound = await inMode14(given);
  const info = bound ?? (await inMode11(given));
  (await given.line()).keyring.learn(info.random);
  return { info, mode: bound ? 14 : 11 };
};
