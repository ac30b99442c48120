import type { CloudAnswer, CloudCall } from '../../../src/model/cloud';
import type { DpValue } from '../../../src/model/data-point';
import { canonicalUrl, sign, signSource, wireUrl } from '../../../src/protocols/openapi/sign';
import { createCore, type DeviceSide } from '../../../src/virtual/cloud/core';
import { demoProject, demoState, demoUid } from '../../../src/virtual/cloud/demo-state';
import { createOpenApiSide } from '../../../src/virtual/cloud/openapi-side';
import type { CloudDevice, CloudHappening, CloudState } from '../../../src/virtual/cloud/state';

/** The OpenAPI of the emulated cloud with a clock in hand, and a device side that writes down what it is told. */

const host = 'https://openapi.example.invalid';
const encoder = new TextEncoder();

export interface Sent {
  deviceId: string;
  values: readonly { dpId: number; value: DpValue }[];
}

export const lampId = 'demodevice000000000001';

export const makeDevice = (more: Partial<CloudDevice> = {}): CloudDevice => ({
  deviceId: lampId,
  uuid: 'uuiddemo000000000001',
  pid: 'demolamp00000001',
  name: 'Lamp at the window',
  secKey: 'demosec0demosec0',
  localKey: 'demoloc0demoloc0',
  schemaId: 'demoschema01',
  bound: true,
  online: true,
  uid: demoUid,
  activeAt: 1_790_000_000_000,
  values: {},
  log: [],
  ...more,
});

export interface Signing {
  accessId?: string;
  secret?: string;
  token?: string;
  t?: string;
  nonce?: string;
  /** Names and values that take part in the signature. */
  signed?: readonly (readonly [string, string])[];
}

export const createOpenApiBench = (given: { state?: CloudState; seed?: string } = {}) => {
  let now = 1_795_000_000_000;
  const state = given.state ?? demoState();
  const core = createCore({ now: () => now, random: () => new Uint8Array() }, state, given.seed ?? 'tests');
  const sent: Sent[] = [];
  const pushed: { uuid: string; token: string }[] = [];
  const waiting = new Set<string>();
  const happened: CloudHappening[] = [];
  core.listen((happening) => happened.push(happening));

  const devices: DeviceSide = {
    door: {
      http: () => Promise.reject(new Error('not here')),
      mqtt: () => ({ code: 4 }),
    },
    send: (deviceId, values) => {
      sent.push({ deviceId, values });
      return true;
    },
    unbind: (deviceId, wipe) => {
      const device = core.device(deviceId);
      if (device) Object.assign(device, { bound: false, online: false, pending: wipe ? 'reset_factory' : 'reset' });
      core.tell({ kind: 'unbound', deviceId, at: now });
    },
    pushToken: (uuid, { token }) => {
      if (!waiting.has(uuid)) return false;
      pushed.push({ uuid, token });
      return true;
    },
  };
  const openapi = createOpenApiSide(core, devices);

  const request = ({ method, path, query = {}, body }: CloudCall, by: Signing = {}): Request => {
    const entries = Object.entries(query);
    const bytes = body === undefined ? new Uint8Array() : encoder.encode(JSON.stringify(body));
    const t = by.t ?? String(now);
    const accessId = by.accessId ?? demoProject.accessId;
    const accessToken = by.token ?? state.projects[0]?.token?.access ?? '';
    const source = signSource(
      { method, url: canonicalUrl(path, entries), body: bytes, headers: by.signed },
      { accessId, accessToken, t, nonce: by.nonce },
    );
    const headers = new Headers({
      client_id: accessId,
      t,
      sign_method: 'HMAC-SHA256',
      sign: sign(by.secret ?? demoProject.secret, source),
      ...(accessToken ? { access_token: accessToken } : {}),
      ...(by.nonce ? { nonce: by.nonce } : {}),
    });
    if (by.signed) headers.set('Signature-Headers', by.signed.map(([name]) => name).join(':'));
    for (const [name, value] of by.signed ?? []) headers.set(name, value);
    return new Request(host + wireUrl(path, entries), {
      method,
      headers,
      ...(body === undefined ? {} : { body: bytes }),
    });
  };

  const ask = async (call: CloudCall, by?: Signing): Promise<CloudAnswer> =>
    (await openapi(request(call, by))).json() as Promise<CloudAnswer>;

  const get = (path: string, query?: Record<string, string>, by?: Signing) => ask({ method: 'GET', path, query }, by);

  return {
    core,
    state,
    openapi,
    request,
    ask,
    get,
    post: (path: string, body: unknown, by?: Signing) => ask({ method: 'POST', path, body }, by),
    /** Asks for the token that later calls are signed with. */
    login: () => get('/v1.0/token', { grant_type: '1' }),
    result: async (answer: Promise<CloudAnswer>) => {
      const told = await answer;
      if (!told.success) throw new Error(`refused: ${told.code} ${told.msg}`);
      return told.result;
    },
    code: async (answer: Promise<CloudAnswer>) => {
      const told = await answer;
      return told.success ? 0 : told.code;
    },
    pass: (ms: number) => {
      now += ms;
    },
    now: () => now,
    sent,
    pushed,
    waiting,
    happened,
  };
};

/** Logged in, with one online lamp. */
export const createLampBench = async (more: Partial<CloudDevice> = {}) => {
  const bench = createOpenApiBench();
  bench.state.devices.push(makeDevice(more));
  await bench.login();
  return bench;
};
