/** What a person, or a script of theirs, can do in the cloud of `npm run cloud`: by form or by JSON, with the same words. */
import type { DpValue } from '../model/data-point';
import type { EmulatedCloud } from '../virtual/cloud/emulated-cloud';
import type { SeenMessage } from '../virtual/cloud/seen';
import type { CloudFault } from '../virtual/cloud/state';

export interface CloudFacts {
  /** Address of the register centre, of ATOP and of MQTT. */
  register: string;
  atop: string;
  mqtt: string;
  /** Path of the root certificate. */
  caFile: string;
  /** What a pairing message may carry to send a board here (device-cloud, section 8). */
  reg: Readonly<Record<string, unknown>>;
}

export interface ControlSettings {
  cloud: EmulatedCloud;
  facts: CloudFacts;
  messages: readonly SeenMessage[];
  /** Something was changed by hand. */
  changed(): void;
}

/** Those that a device can meet, in its words. */
export const deviceFaults = {
  'token-expired': 'The token is over',
  'token-used': 'The token was used',
  'wrong-auth-key': 'The AuthKey does not fit the UUID',
  'license-elsewhere': 'The license is in use on another board',
  'license-foreign': 'The license is of another SDK',
  'unknown-pid': 'Nobody made a product with this PID',
  'login-refused': 'MQTT refuses the login',
  'device-offline': 'The device is off the line',
  'report-lost': 'Reports get lost',
} as const satisfies Partial<Record<CloudFault, string>>;

export type Fields = Readonly<Record<string, unknown>>;
type Told = { ok: true; [fact: string]: unknown } | { ok: false; why: string };

export const no = (why: string): Told => ({ ok: false, why });
const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const isFault = (name: string): name is keyof typeof deviceFaults => Object.hasOwn(deviceFaults, name);

/** A form sends text only: what the data point's type is decides how it is read. */
const dpValueOf = ({ cloud }: ControlSettings, deviceId: string, code: string, told: unknown): DpValue | undefined => {
  if (typeof told === 'boolean' || typeof told === 'number') return told;
  const pid = cloud.state.devices.find((each) => each.deviceId === deviceId)?.pid;
  const point = cloud.state.products.find((each) => each.pid === pid)?.dataPoints.find((each) => each.code === code);
  const text = typeof told === 'string' ? told : '';
  if (point?.type === 'bool') return text === 'true' ? true : text === 'false' ? false : undefined;
  if (point?.type === 'value' || point?.type === 'bitmap') return text.trim() === '' ? undefined : Number(text);
  return text;
};

export const actions: Readonly<Record<string, (settings: ControlSettings, fields: Fields) => Told>> = {
  tokens: ({ cloud }, { uuid }) => {
    const made = cloud.makeToken(textOf(uuid) ? { uuid: textOf(uuid) } : {});
    return { ok: true, token: made.text, expiresAt: made.expiresAt };
  },
  push: ({ cloud }, { uuid, token }) => {
    const to = textOf(uuid);
    const known = cloud.state.tokens.find((each) => each.token === textOf(token));
    const pushed = known ?? cloud.makeToken({ uuid: to });
    if (cloud.pushToken(to, pushed)) return { ok: true, token: pushed.token };
    // One that was made for nobody is no use to anybody.
    if (!known) cloud.state.tokens = cloud.state.tokens.filter((each) => each.token !== pushed.token);
    return no(`no board waits with the UUID ${to}`);
  },
  send: (settings, { deviceId, code, value }) => {
    const id = textOf(deviceId);
    const wanted = dpValueOf(settings, id, textOf(code), value);
    if (wanted === undefined) return no(`${String(value)} is no value of ${textOf(code)}`);
    const outcome = settings.cloud.send(id, [{ code: textOf(code), value: wanted }], 'cloud');
    return outcome.ok ? { ok: true } : no(`${outcome.code}: ${outcome.msg}`);
  },
  unbind: ({ cloud }, { deviceId, wipe }) => {
    const device = cloud.state.devices.find((each) => each.deviceId === textOf(deviceId));
    if (!device?.bound) return no('no bound device with this id');
    if (wipe === true || textOf(wipe) !== '') cloud.reset(device.deviceId);
    else cloud.unbind(device.deviceId);
    return { ok: true };
  },
  faults: ({ cloud }, { fault, on, times }) => {
    const name = textOf(fault);
    if (!isFault(name)) return no(`there is no fault ${name}`);
    const often = Number(textOf(times) || times || Number.NaN);
    if (on === true || textOf(on) !== '') cloud.set(name, often > 0 ? Math.floor(often) : undefined);
    else cloud.clear(name);
    return { ok: true };
  },
};
