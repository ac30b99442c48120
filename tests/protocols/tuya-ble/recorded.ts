/** ble-pairing-session.json, typed as far as the tests look; its shape is told in ble-pairing, appendix A. */
import type { DataPoint } from '../../../src/model/data-point';
import { readSchema } from '../../../src/protocols/device-cloud/schema';
import type { Frame } from '../../../src/protocols/tuya-ble/frame';
import { key11, key12, key14, key15, type Mode } from '../../../src/protocols/tuya-ble/keys';
import file from '../../vectors/ble-pairing-session.json';

export const { primitives, advertisements } = file;

interface Step {
  dir: string;
  mode?: number;
  iv?: string;
  sn?: number;
  ackSn?: number;
  cmd?: string;
  data?: string;
  plaintextFrame?: string;
  key?: string;
  message?: string;
  frameVersionSeqByte?: number;
  writes?: string[];
  notifies?: string[];
  incomplete?: boolean;
  undecodable?: string;
  raw?: string;
  line?: string;
}

interface Session {
  name: string;
  licence: { uuid: string; authKey: string; pid: string; localKey?: string; secKey?: string };
  maxWriteChunk: number;
  keys: Record<string, string | null>;
  steps: Step[];
}

export const sessions = file.sessions as unknown as Session[];
export const points: readonly DataPoint[] = readSchema(JSON.stringify(file.dpSchemaUsed)) ?? [];

export const hexBytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export interface RecordedMessage {
  name: string;
  session: Session;
  fromCentral: boolean;
  mode: Mode;
  /** As the rules of section 6 derive it from what was said before, never as recorded. */
  key: Uint8Array;
  /** As recorded; with the central's messages only. */
  recordedKey?: string;
  iv: Uint8Array;
  frame: Frame;
  plain: string;
  message: Uint8Array;
  pieces: string[];
  seq: number;
  /** R as it stands, zeroes before the first request in mode 11. */
  r: Uint8Array;
}

const messagesOf = (session: Session): RecordedMessage[] => {
  const { uuid, authKey, localKey = '', secKey = '' } = session.licence;
  const id = hexBytes(primitives.deviceId.find((known) => known.uuid === uuid)?.deviceId ?? '');
  let r: Uint8Array = new Uint8Array(16);
  let p: Uint8Array = new Uint8Array(6);
  let sent = 0;
  return session.steps.flatMap((step): RecordedMessage[] => {
    const { message, iv = '', data = '', cmd = '', plaintextFrame = '' } = step;
    if (message === undefined) return [];
    const mode = step.mode as Mode;
    const fromCentral = step.dir === 'central->device';
    const command = Number(cmd);
    if (fromCentral && mode === 11) r = hexBytes(iv);
    const keys: Partial<Record<number, () => Uint8Array>> = {
      11: () => key11(authKey, id, r),
      12: () => key12(key11(authKey, id, r), p),
      14: () => key14(localKey, secKey),
      15: () => key15(localKey, secKey, p),
    };
    const key = keys[mode]?.() ?? new Uint8Array();
    if (!fromCentral && command === 0) p = hexBytes(data).slice(6, 12);
    const seq = fromCentral ? sent++ : (step.frameVersionSeqByte ?? 0) & 0x0f;
    return [
      {
        name: `${session.name}: ${fromCentral ? 'to' : 'from'} the device, sn ${step.sn}, ${cmd}`,
        session,
        fromCentral,
        mode,
        key,
        recordedKey: step.key,
        iv: hexBytes(iv),
        frame: { sn: step.sn ?? 0, ackSn: step.ackSn ?? 0, command, data: hexBytes(data) },
        plain: plaintextFrame,
        message: hexBytes(message),
        pieces: step.writes ?? step.notifies ?? [],
        seq,
        r,
      },
    ];
  });
};

export const messages: readonly RecordedMessage[] = sessions.flatMap(messagesOf);

/** The data of all recorded messages with this command, in their order. */
export const dataOf = (command: number, fromCentral: boolean): Uint8Array[] =>
  messages
    .filter((one) => one.frame.command === command && one.fromCentral === fromCentral)
    .map(({ frame }) => frame.data);
