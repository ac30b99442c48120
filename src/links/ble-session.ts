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
import type { BleKeys } from './ble-keyring';
import { openBleLines } from './ble-line';
import { type NetworkToSend, sendNetwork, tokenProblem } from './ble-network';
import type { BleTalk, BleWatch } from './ble-talk';
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
  /**
   * Connects to the same device once more, for what is said after a message that broke off: the session is then met and
   * paired with anew by itself.
   */
  reopen?(signal: AbortSignal): Promise<RadioLink>;
}

/**
 * How it is known that a device let go: it said so, or it hung up once it had the reset. The second is what a restart
 * looks like, and is proven only by meeting the device unbound.
 */
export type Release = 'said' | 'hung-up';

export interface BleSession {
  /**
   * Mode 14 where the cloud keys are known, else and after silence mode 11; the proof is checked after mode 11. Throws
   * `pair.silent` {uuid}, `radio.small-packets` {got}, `pair.no-answer`, `pair.wrong-license`, `radio.lost` {step}.
   */
  deviceInfo(signal: AbortSignal): Promise<DeviceInfo>;
  /** Throws `pair.wrong-license`, `pair.unknown-result` {result}, `pair.no-answer`, `radio.lost` {step}. */
  pair(signal: AbortSignal): Promise<'paired' | 'was-bound'>;
  /**
   * Comes back when the device has taken it: the last thing Bluetooth tells. Throws `wifi.*` before anything is sent,
   * `pair.refused` {result}, `pair.not-listening`, `radio.lost` {step}.
   */
  sendNetwork(network: NetworkToSend, signal: AbortSignal): Promise<void>;
  /**
   * Resets the device by its license and comes back when the link is gone. Throws `pair.still-bound` {result} for a no,
   * `pair.no-answer` when it neither says anything nor hangs up, `radio.lost` {step} before it had the whole reset.
   */
  release(signal: AbortSignal): Promise<Release>;
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
/** It answers, waits 20 ms, resets and hangs up (section 10): on a slow link the answer comes late, or the end before it. */
const releasedWithinMs = 15_000;
/** A device that was released hangs up after its answer; one that does not is hung up on. */
const hangUpMs = 3000;

/** For the answers to `ask`: of this command, and to this request. */
const answerTo =
  <T>(command: number, read: (data: Uint8Array) => T | undefined) =>
  (frame: Frame, sn: number): T | undefined =>
    frame.command === command && frame.ackSn === sn ? read(frame.data) : undefined;

const firstByte = (data: Uint8Array): number | undefined => data[0];

const asHex = (code: number): string => code.toString(16).toUpperCase().padStart(2, '0');

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
  const { random, pieceSize = 20, answerWithinMs = 5000, cutWithinMs = 700, subPacketSize, watch, reopen } = options;
  const lines = openBleLines(link, keys, { random, pieceSize, watch, ...(reopen && { reopen }) });
  /** For our own requests: every device takes the mode it was met in, and one that became bound the other one too. */
  let mode: Mode = 12;
  let statusHeard = false;
  let paired = false;

  lines.listen((frame, heardIn) => {
    if (frame.command === commands.networkStatus) statusHeard = true;
    if (heardIn === 15) mode = 15;
  });

  interface Request {
    command: number;
    data?: Uint8Array;
    step: string;
    withinMs?: number;
    handedOver?(): void;
  }
  type Accept<T> = (frame: Frame, sn: number) => T | undefined;

  const askNow = async <T>(request: Request, accept: Accept<T>, signal: AbortSignal): Promise<T> => {
    const { data = new Uint8Array(), withinMs = answerWithinMs } = request;
    const answer = await lines.now.talk.ask({ ...request, mode, data }, accept, { withinMs, signal });
    if (answer === undefined) throw new BenchError('pair.no-answer', { step: request.step });
    return answer;
  };

  const meet = async (signal: AbortSignal): Promise<DeviceInfo> => {
    const line = async () => {
      await lines.renew(signal);
      return lines.now;
    };
    const met = await introduce({ line, keys, answerWithinMs, cutWithinMs, signal });
    mode = met.mode === 14 ? 15 : 12;
    return met.info;
  };

  const pairNow = async (signal: AbortSignal): Promise<'paired' | 'was-bound'> => {
    statusHeard = false;
    const { keyring, talk } = lines.now;
    const request = { command: commands.pair, data: keyring.deviceId, step: 'pair' };
    const result = await askNow(request, answerTo(commands.pair, firstByte), signal);
    if (result === pairResults.wrongId) throw new BenchError('pair.wrong-license', { uuid: keys.uuid });
    // Whatever else it means, it is not "paired": nothing secret is said to such a device (section 10).
    if (result !== pairResults.paired && result !== pairResults.alreadyBound)
      throw new BenchError('pair.unknown-result', { result: asHex(result) });
    await afterPair(talk, () => statusHeard || talk.gone.aborted, signal);
    paired = true;
    return result === pairResults.alreadyBound ? 'was-bound' : 'paired';
  };

  let preparing: Promise<void> | undefined;
  /** Where a message broke off, a new line on which the device knows us as far as it did before. */
  const prepare = async (signal: AbortSignal): Promise<void> => {
    if (!(await lines.renew(signal))) return;
    try {
      await meet(signal);
      if (paired) await pairNow(signal);
    } catch (fault) {
      await lines.close();
      throw fault;
    }
  };

  /** Whoever asks meanwhile waits for the same new line. */
  const onWholeLine = async (signal: AbortSignal): Promise<void> => {
    preparing ??= prepare(signal).finally(() => {
      preparing = undefined;
    });
    await preparing;
  };

  const ask = async <T>(request: Request, accept: Accept<T>, signal: AbortSignal): Promise<T> => {
    await onWholeLine(signal);
    return askNow(request, accept, signal);
  };

  /** A write may fail a moment before the word comes that the link is gone. */
  const wentAway = async (fault: unknown): Promise<boolean> =>
    fault instanceof BenchError &&
    fault.code === 'radio.lost' &&
    (await atMost(hangUpMs, lines.now.link.closed)) === 'device';

  return {
    deviceInfo: meet,
    async pair(signal) {
      await onWholeLine(signal);
      return pairNow(signal);
    },
    async sendNetwork(network, signal) {
      const fault = tokenProblem(network);
      if (fault) throw fault;
      await onWholeLine(signal);
      await sendNetwork(network, { talk: lines.now.talk, mode, withinMs: answerWithinMs, subPacketSize, signal });
    },
    async release(signal) {
      let isOut = false;
      const handedOver = () => {
        isOut = true;
      };
      const request = { command: commands.reset, step: 'release', withinMs: releasedWithinMs, handedOver };
      try {
        const result = await ask(request, answerTo(commands.reset, firstByte), signal);
        if (result !== releaseDone) throw new BenchError('pair.still-bound', { result: asHex(result) });
      } catch (fault) {
        if (isOut && (await wentAway(fault))) return 'hung-up';
        throw fault;
      }
      if ((await atMost(hangUpMs, lines.now.link.closed)) === undefined) await lines.close();
      return 'said';
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
      lines.listen(({ command, data }) => {
        const report = readDpReport(command, data, points);
        if (report) heard(report);
      }),
    closed: lines.closed,
    close: lines.close,
  };
};
