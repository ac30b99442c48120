import { readFileSync } from 'node:fs';
import type { DataPoint, DpValue } from '../../../src/model/data-point';
import { readSchema } from '../../../src/protocols/device-cloud/schema';
import type {
  NetworkTold,
  RadioBinding,
  RadioDp,
  RadioGeneration,
  RadioHost,
} from '../../../src/virtual/ble/radio-host';
import { startTuyaRadio } from '../../../src/virtual/ble/tuya-radio';
import { handClock } from '../hand-clock';

/** A device's radio without a device: what the firmware lends it, in the hands of a test. */

export interface RecordedStep {
  dir: 'central' | 'central->device' | 'device->central' | 'peer-event';
  writes?: string[];
  notifies?: string[];
  iv?: string;
  cmd?: string;
  data?: string;
  raw?: string;
  line?: string;
  undecodable?: string;
  incomplete?: boolean;
}

export interface RecordedSession {
  name: string;
  licence: { uuid: string; authKey: string; pid: string; localKey?: string; secKey?: string };
  advertisement: { adv: string; scanResponse: string };
  keys: { pairRandom: string | null };
  steps: RecordedStep[];
}

export const recorded = JSON.parse(
  readFileSync(new URL('../../vectors/ble-pairing-session.json', import.meta.url), 'utf8'),
) as { dpSchemaUsed: unknown; sessions: RecordedSession[] };

export const license = { uuid: 'uuidMADEUP0123456789', authKey: 'MadeUpAuthKey0123456789abcdefXYZ' };
export const cloudKeys = { localKey: 'LocalKey01234567', secKey: 'SecKeySecKey0123' };
export const schema: readonly DataPoint[] = readSchema(JSON.stringify(recorded.dpSchemaUsed)) ?? [];

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
export const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

export const radioBench = (
  given: Partial<RadioHost> & { bound?: boolean; points?: readonly DataPoint[]; generation?: RadioGeneration } = {},
) => {
  const { bound = false, points = schema, ...own } = given;
  const clock = handClock();
  const values = new Map<number, DpValue>();
  const events: string[] = [];
  const said: string[] = [];
  const configured: NetworkTold[] = [];
  const commanded: (readonly RadioDp[])[] = [];
  const state = {
    online: false,
    link: 0 as 0 | 1 | 2,
    listening: true,
    binding: undefined as RadioBinding | undefined,
  };
  const bind = (): void => {
    state.binding = { ...cloudKeys, points, value: (id) => values.get(id) };
  };
  if (bound) bind();
  let drawn = 0;
  const radio = startTuyaRadio({
    license,
    pid: 'madeuppid0123456',
    generation: 2,
    mtu: 256,
    clock,
    // Different every time and known in advance.
    random: (n) => Uint8Array.from({ length: n }, () => (drawn += 7) & 0xff),
    junk: () => 0x55,
    log: (_level, _place, text) => said.push(text),
    binding: () => state.binding,
    link: () => state.link,
    online: () => state.online,
    configure: () =>
      state.listening
        ? (network) => {
            configured.push(network);
            const { ssid, password, token } = network;
            const sized = (text: string) => `(${Buffer.byteLength(text)})=${text}`;
            events.push(`NETCFG type=2 ssid${sized(ssid)} pwd${sized(password)} token${sized(token)}`);
          }
        : undefined,
    command: (dps) => commanded.push(dps),
    reset() {
      events.push('RESET');
      state.binding = undefined;
    },
    posix: () => undefined,
    ...own,
  });
  const heard: string[] = [];
  let ended: number | undefined;
  const connect = () => {
    ended = undefined;
    return radio.connect({
      notified: (bytes) => heard.push(hexOf(bytes)),
      disconnected: () => {
        ended = clock.now();
      },
    });
  };
  return {
    radio,
    clock,
    values,
    events,
    said,
    configured,
    commanded,
    state,
    bind,
    heard,
    connect,
    /** When the device hung up, by the clock. */
    ended: () => ended,
  };
};
