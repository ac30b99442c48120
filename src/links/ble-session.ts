/**
 * One conversation with a Tuya device over Bluetooth, in the order that works with every generation: device info, pair,
 * then the rest (ble-pairing, sections 4 to 11). Holds the secrets; the link under it only carries bytes.
 */
import type { DataPoint } from '../model/data-point';
import { BenchError } from '../model/problem';
import { commands, pairResults, releaseDone } from '../protocols/tuya-ble/commands';
import {
  type BleDp,
  type DpReport,
  readDpReport,
  readDpSetAnswer,
  writeDpSet,
} from '../protocols/tuya-ble/data-points';
import type { DeviceInfo } from '../protocols/tuya-ble/device-info';
import type { Frame } from '../protocols/tuya-ble/frame';
import type { Mode } from '../protocols/tuya-ble/keys';
import { introduce } from './ble-introduce';
import { type BleKeys, createBleKeyring } from './ble-keyring';
import { type NetworkToSend, sendNetwork, tokenProblem } from './ble-network';
import { type BleTalk, type BleWatch, openBleTalk } from './ble-talk';
import type { RadioLink } from './radio';
import { atMost, waitFor } from './wait';

export type { BleKeys } from './ble-keyring';
export { networkProblem } from './ble-network';
export type { BleWatch } from './ble-talk';

export interface BleSessionOptions {
  random(length: number): Uint8Array;
  /** Longest write, bytes: 20 always fits, 244 is the most (section 12). */
  pieceSize?: number;
  /** For each answer, the writes before it included. */
  answerWithinMs?: number;
  /** After the first part of an answer that never becomes whole. */
  cutWithinMs?: number;
  /** Bytes of content in a sub-packet; only what is longer is sent as several (section 8). */
  subPacketSize?: number;
  watch?: BleWatch;
}

export interface BleSession {
  /**
   * Mode 14 where the cloud keys are known, else and after silence mode 11; the proof is checked after mode 11. Throws
   * `pair.silent` {uuid}, `radio.small-packets` {got}, `pair.no-answer`, `pair.wrong-license`, `radio.lost` {step}.
   */
  deviceInfo(signal: AbortSignal): Promise<DeviceInfo>;
  /** Throws `pair.wrong-license`, `pair.no-answer`, `radio.lost` {step}. */
  pair(signal: AbortSignal): Promise<'paired' | 'was-bound'>;
  /**
   * Comes back when the device has taken it: the last thing Bluetooth tells. Throws `wifi.*` before anything is sent,
   * `pair.refused` {result}, `pair.not-listening`, `radio.lost` {step}.
   */
  sendNetwork(network: NetworkToSend, signal: AbortSignal): Promise<void>;
  /** Resets the device by its license and comes back when the link is gone. Throws `pair.no-answer`, `radio.lost` {step}. */
  release(signal: AbortSignal): Promise<void>;
  /** To a bound device whose cloud keys are known. Throws `pair.no-answer`, `control.refused` {code}, `radio.lost` {step}. */
  sendDps(dps: readonly BleDp[], points: readonly DataPoint[], signal: AbortSignal): Promise<void>;
  /** What it tells of itself; what is missing is not known to be anything (section 9). Throws as `sendDps`. */
  queryDps(points: readonly DataPoint[], signal: AbortSignal): Promise<BleDp[]>;
  /** Every report from now on, asked for or not. Without `points` an enum is told by its index. The answer stops it. */
  listenDps(heard: (report: DpReport) => void, points?: readonly DataPoint[]): () => void;
  /** Settles when the link is gone, with who ended it. */
  readonly closed: Promise<'device' | 'host'>;
  /** Ends what waits as `cancelled`. Safe to call twice, never throws. */
  close(): Promise<void>;
}

/** It comes 20 ms after the answer, or never: a bound device says it in a mode we may have no key for (section 11). */
const networkStatusMs = 300;
/** A device that was released hangs up after its answer; one that does not is hung up on. */
const hangUpMs = 3000;

/** For the answers to `ask`: of this command, and to this request. */
const answerTo =
  <T>(command: number, read: (data: Uint8Array) => T | undefined) =>
  (frame: Frame, sn: number): T | undefined =>
    frame.command === command && frame.ackSn === sn ? read(frame.data) : undefined;

const firstByte = (data: Uint8Array): number | undefined => data[0];

const afterPair = (talk: BleTalk, heardStatus: () => boolean, signal: AbortSignal): Promise<true | undefined> =>
  waitFor<true>(
    (give) => {
      if (heardStatus()) give(true);
      return talk.listen(({ command }) => {
        if (command === commands.networkStatus) give(true);
      });
    },
    { withinMs: networkStatusMs, signals: [signal] },
  );

export const openBleSession = (link: RadioLink, keys: BleKeys, options: BleSessionOptions): BleSession => {
  const { random, pieceSize = 20, answerWithinMs = 5000, cutWithinMs = 700, subPacketSize, watch } = options;
  const keyring = createBleKeyring(keys);
  const talk = openBleTalk(link, keyring, { random, pieceSize, watch });
  /** For our own requests: every device takes the mode it was met in, and one that became bound the other one too. */
  let mode: Mode = 12;
  let statusHeard = false;

  talk.listen((frame, heardIn) => {
    if (frame.command === commands.networkStatus) statusHeard = true;
    if (heardIn === 15) mode = 15;
  });

  const ask = async <T>(
    request: { command: number; data?: Uint8Array; step: string },
    accept: (frame: Frame, sn: number) => T | undefined,
    signal: AbortSignal,
  ): Promise<T> => {
    const { command, data = new Uint8Array(), step } = request;
    const answer = await talk.ask({ mode, command, data, step }, accept, { withinMs: answerWithinMs, signal });
    if (answer === undefined) throw new BenchError('pair.no-answer', { step });
    return answer;
  };

  const close = async (): Promise<void> => {
    await talk.close().catch(() => {});
  };

  return {
    async deviceInfo(signal) {
      const met = await introduce({ talk, keyring, keys, answerWithinMs, cutWithinMs, signal });
      mode = met.mode === 14 ? 15 : 12;
      return met.info;
    },
    async pair(signal) {
      statusHeard = false;
      const request = { command: commands.pair, data: keyring.deviceId, step: 'pair' };
      const result = await ask(request, answerTo(commands.pair, firstByte), signal);
      if (result === pairResults.wrongId) throw new BenchError('pair.wrong-license', { uuid: keys.uuid });
      await afterPair(talk, () => statusHeard || talk.gone.aborted, signal);
      return result === pairResults.alreadyBound ? 'was-bound' : 'paired';
    },
    async sendNetwork(network, signal) {
      const fault = tokenProblem(network);
      if (fault) throw fault;
      await sendNetwork(network, { talk, mode, withinMs: answerWithinMs, subPacketSize, signal });
    },
    async release(signal) {
      const done = (data: Uint8Array) => (data[0] === releaseDone ? true : undefined);
      await ask({ command: commands.reset, step: 'release' }, answerTo(commands.reset, done), signal);
      if ((await atMost(hangUpMs, link.closed)) === undefined) await close();
    },
    async sendDps(dps, points, signal) {
      // Any number of ours; the answer brings it back (section 9).
      const number = new DataView(Uint8Array.from(random(4)).buffer).getUint32(0);
      const request = { command: commands.dpSet, data: writeDpSet(number, dps, points), step: 'data-point' };
      const answer = await ask(request, answerTo(commands.dpSet, readDpSetAnswer), signal);
      if (answer.result !== 0) throw new BenchError('control.refused', { code: answer.result });
    },
    queryDps: (points, signal) =>
      ask(
        { command: commands.state, step: 'data-point' },
        ({ command, data }) => {
          const report = readDpReport(command, data, points);
          return report?.asked ? report.dps : undefined;
        },
        signal,
      ),
    listenDps: (heard, points = []) =>
      talk.listen(({ command, data }) => {
        const report = readDpReport(command, data, points);
        if (report) heard(report);
      }),
    closed: link.closed,
    close,
  };
};
