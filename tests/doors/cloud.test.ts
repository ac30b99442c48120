import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { type ServedCloud, serveCloud } from '../../src/doors/cloud-serve';
import { readSettingsFile } from '../../src/doors/cloud-settings-file';
import { DoorError } from '../../src/doors/door';
import { readIdentity, writeActivation } from '../../src/protocols/device-cloud/activation';
import { atopPath, openAtopAnswer, readAtopResult, sealAtopRequest } from '../../src/protocols/device-cloud/atop';
import { readEndpoints } from '../../src/protocols/device-cloud/discovery';
import { readMessage } from '../../src/protocols/device-cloud/messages';
import {
  bindLogin,
  bindTopic,
  deviceLogin,
  deviceTopics,
  type MqttCredentials,
} from '../../src/protocols/device-cloud/mqtt-login';
import { sealPacket } from '../../src/protocols/device-cloud/packet';
import type { CloudHappening } from '../../src/virtual/cloud/state';
import { asciiBytes, licence, productId, story, vectors } from '../protocols/device-cloud/recorded';
import { connect, control, post, rootOf } from './cloud-client';

// The recorded story (activation-session.json) over real TLS sockets; device-cloud, sections 1 to 6.

const open: { served: ServedCloud[]; folders: string[]; clients: { end(): Promise<unknown> }[] } = {
  served: [],
  folders: [],
  clients: [],
};

afterEach(async () => {
  for (const client of open.clients.splice(0)) await client.end();
  for (const served of open.served.splice(0)) served.close();
  for (const folder of open.folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const points = vectors.schemaGivenAtActivation;

const serve = async (folder = mkdtempSync(path.join(tmpdir(), 'bindery-cloud-'))): Promise<ServedCloud> => {
  open.folders.push(folder);
  const file = readSettingsFile(
    JSON.stringify({ licenses: [licence], products: [{ pid: productId, name: 'bench lamp', dataPoints: points }] }),
  );
  const served = await serveCloud({
    ...file,
    ports: { https: 0, mqtt: 0, control: 0 },
    hosts: { register: 'localhost', atop: 'localhost', mqtt: 'localhost' },
    folder,
  });
  open.served.push(served);
  return served;
};

it('prints a reg that real firmware keeps: one with a code of null is dropped without a word', async () => {
  const { reg } = (await serve()).facts;
  expect(reg).toEqual({ pub: true, url0: 'localhost', url1: 'localhost', ca: expect.stringContaining('BEGIN CERT') });
});

const login = async (served: ServedCloud, credentials: MqttCredentials) => {
  const client = await connect(served, credentials);
  open.clients.push(client);
  return client;
};

const nonce = asciiBytes('0123456789ab');

const ask = async (
  served: ServedCloud,
  key: string,
  who: { uuid: string } | { devId: string },
  a: string,
  text: string,
) => {
  const { text: body } = await post(
    served,
    atopPath({ a, v: '1.0', t: 1430, ...who }, key),
    sealAtopRequest(text, key, nonce),
  );
  return readAtopResult(openAtopAnswer(body, key)?.text ?? '');
};

const activate = async (served: ServedCloud, token: string, devId?: string) => {
  const text = writeActivation({ token, softVer: '1.0.0', productKey: productId, devId, t: 1430 });
  const result = await ask(served, licence.authKey, { uuid: licence.uuid }, 'thing.device.opensdk.active', text);
  const identity = readIdentity(result?.success ? result.result : undefined);
  if (!identity) throw new Error(JSON.stringify(result));
  return identity;
};

const happens = (served: ServedCloud, wanted: CloudHappening['kind']): Promise<void> =>
  new Promise((resolve) => served.cloud.listen(({ kind }) => kind === wanted && resolve()));

const stateOf = async (served: ServedCloud) => JSON.parse((await control(served, '/state')).text);

describe('a device at the served cloud', () => {
  it('finds it, waits for a token, activates, obeys, reports, is unbound and comes back with its id', async () => {
    const served = await serve();

    const asked = story.find((step) => step.step.startsWith('endpoint discovery'))?.requestBody ?? '';
    const discovered = await post(served, '/v2/url_config', asked);
    expect(discovered.headers['content-length']).toBe(String(discovered.text.length));
    expect(discovered.headers['transfer-encoding']).toBeUndefined();
    const endpoints = readEndpoints(discovered.text);
    expect(endpoints?.mqtts).toBe(`localhost:${served.ports.mqtt}`);
    const der = (endpoints?.ca ?? '').replace(/.{64}/g, '$&\n');
    expect(rootOf(served).replaceAll('\n', '')).toContain(der.replaceAll('\n', ''));

    const bind = await login(served, bindLogin(licence));
    expect(bind.code).toBe(0);
    await bind.client.subscribeAsync(bindTopic(licence.uuid), { qos: 1 });
    expect((await control(served, '/push', { uuid: licence.uuid })).status).toBe(200);
    const pushed = readMessage((await bind.message(licence.authKey)).text);
    expect(pushed).toMatchObject({ protocol: 46, data: { region: 'AY' } });
    const token = String(pushed?.data.token);
    expect(token).toHaveLength(8);

    const identity = await activate(served, token);
    const { devId, secKey, localKey } = identity;
    const topics = deviceTopics(devId);
    const device = await login(served, deviceLogin(devId, secKey));
    expect(device.code).toBe(0);
    // Both connections are allowed, and each has its own topics alone (section 4).
    expect(bind.client.connected).toBe(true);
    for (const topic of [topics.in, topics.rpcAnswer, topics.rpcFile])
      await device.client.subscribeAsync(topic, { qos: 1 });
    await expect(device.client.subscribeAsync(bindTopic(licence.uuid), { qos: 1 })).rejects.toThrow();

    const rpc = story.find((step) => step.step.startsWith('rpc over mqtt'))?.text ?? '';
    await device.client.publishAsync(topics.rpcRequest, rpc);
    const answer = await device.next();
    expect(answer.topic).toBe(topics.rpcAnswer);
    expect(JSON.parse(answer.payload.toString())).toMatchObject({ id: 1, data: { result: { success: true } } });

    expect((await control(served, '/send', { deviceId: devId, code: 'dp_2', value: '42' })).status).toBe(200);
    expect(readMessage((await device.message(localKey)).text)).toMatchObject({
      protocol: 5,
      data: { devId, dps: { '2': 42 } },
    });
    const text = JSON.stringify({ protocol: 4, t: 1430, data: { devId, dps: { '2': 42 } } });
    const reported = happens(served, 'reported');
    await device.client.publishAsync(
      topics.out,
      Buffer.from(sealPacket({ text, sequence: 1, from: 1, nonce }, localKey)),
      {
        qos: 1,
      },
    );
    await reported;
    const told = await stateOf(served);
    expect(told.devices[0]).toMatchObject({
      deviceId: devId,
      online: true,
      bound: true,
      values: { '2': { value: 42 } },
    });

    expect((await control(served, '/unbind', { deviceId: devId })).status).toBe(200);
    expect(readMessage((await device.message(localKey)).text)).toMatchObject({ protocol: 11, data: { gwId: devId } });
    await device.end();
    expect((await login(served, deviceLogin(devId, secKey))).code).toBe(5);
    expect(await ask(served, secKey, { devId }, 'tuya.device.info.sync', '{"t":1}')).toMatchObject({
      result: { status: 'reset' },
    });
    const second = JSON.parse((await control(served, '/tokens', {})).text) as { token: string };
    expect((await activate(served, second.token.slice(2, 10), devId)).devId).toBe(devId);
  });

  it('is refused with 4 for a wrong password, and may try again', async () => {
    const served = await serve();
    expect((await login(served, { ...bindLogin(licence), password: 'wrong' })).code).toBe(4);
    await control(served, '/faults', { fault: 'login-refused', on: true, times: 1 });
    expect((await login(served, bindLogin(licence))).code).toBe(4);
    expect((await login(served, bindLogin(licence))).code).toBe(0);
  });

  it('is thrown out when it publishes where it may not, and gone when its line is', async () => {
    const served = await serve();
    const made = JSON.parse((await control(served, '/tokens', {})).text) as { token: string };
    const { devId, secKey } = await activate(served, made.token.slice(2, 10));
    const device = await login(served, deviceLogin(devId, secKey));
    expect((await stateOf(served)).devices[0].online).toBe(true);
    const offline = happens(served, 'offline');
    device.client.publish('smart/device/in/another', 'x');
    await offline;
    expect((await stateOf(served)).devices[0].online).toBe(false);
  });

  it('that connects again throws out its older line and stays online', async () => {
    const served = await serve();
    const made = JSON.parse((await control(served, '/tokens', {})).text) as { token: string };
    const { devId, secKey, localKey } = await activate(served, made.token.slice(2, 10));
    const first = await login(served, deviceLogin(devId, secKey));
    const gone = new Promise<void>((resolve) => first.client.once('close', () => resolve()));
    const second = await login(served, deviceLogin(devId, secKey));
    await gone;
    await second.client.subscribeAsync(deviceTopics(devId).in, { qos: 1 });
    expect((await control(served, '/send', { deviceId: devId, code: 'dp_1', value: true })).status).toBe(200);
    expect((await second.message(localKey)).text).toContain('"1":true');
    expect((await stateOf(served)).devices[0].online).toBe(true);
  });

  it('still finds its binding and its root after the cloud was started anew', async () => {
    const first = await serve();
    const [folder = ''] = open.folders;
    const made = JSON.parse((await control(first, '/tokens', {})).text) as { token: string };
    const { devId, secKey } = await activate(first, made.token.slice(2, 10));
    const root = rootOf(first);
    for (const served of open.served.splice(0)) served.close();
    const again = await serve(folder);
    expect(rootOf(again)).toBe(root);
    expect((await login(again, deviceLogin(devId, secKey))).code).toBe(0);
    if (process.platform !== 'win32')
      for (const file of ['ca-key.pem', 'state.json'])
        expect(statSync(path.join(folder, file)).mode & 0o777, file).toBe(0o600);
    expect(JSON.parse(readFileSync(path.join(folder, 'state.json'), 'utf8'))).toMatchObject({ kind: 'emulated-cloud' });
  });
});

describe('a port that another program has', () => {
  it('is told by its number, and nothing stays open', async () => {
    const served = await serve();
    const folder = mkdtempSync(path.join(tmpdir(), 'bindery-cloud-'));
    open.folders.push(folder);
    const hosts = { register: 'localhost', atop: 'localhost', mqtt: 'localhost' };
    const ports = { https: 0, mqtt: 0, control: Number(new URL(served.control).port) };
    const second = serveCloud({ ports, hosts, folder, licenses: [], products: [] });
    await expect(second).rejects.toThrow(
      new DoorError(`cannot open port ${ports.control} for the control page: another program has it`),
    );
  });
});

describe('its TLS', () => {
  const reach = async (port: number, options: ConnectionOptions) => {
    const socket = connectTls({ port, host: '127.0.0.1', servername: 'localhost', ...options });
    try {
      await once(socket, 'secureConnect');
      return {
        protocol: socket.getProtocol(),
        cipher: socket.getCipher().standardName,
        names: socket.getPeerCertificate().subjectaltname,
      };
    } catch (fault) {
      return (fault as NodeJS.ErrnoException).code;
    } finally {
      socket.destroy();
    }
  };

  it('is 1.2 with the suites of devices, on both ports, and its root has to be trusted (section 1)', async () => {
    const served = await serve();
    const ca = rootOf(served);
    for (const port of [served.ports.https, served.ports.mqtt]) {
      expect(await reach(port, { ca })).toEqual({
        protocol: 'TLSv1.2',
        cipher: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
        names: 'DNS:localhost, DNS:127.0.0.1, IP Address:127.0.0.1',
      });
      expect(await reach(port, {})).toMatch(/UNABLE_TO_VERIFY|SELF_SIGNED/);
      expect(await reach(port, { ca, minVersion: 'TLSv1.3' })).toMatch(/^ERR_SSL|ECONNRESET/);
      expect(await reach(port, { ca, servername: 'elsewhere.test' })).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    }
  });

  it('answers nothing that is too long', async () => {
    const served = await serve();
    expect((await post(served, '/d.json', `data=${'0'.repeat(70_000)}`)).status).toBe(413);
  });
});

describe('the control endpoint', () => {
  it('says what it refuses', async () => {
    const served = await serve();
    const refused = async (at: string, body: unknown) => {
      const { status, text } = await control(served, at, body);
      return { status, why: (JSON.parse(text) as { why: string }).why };
    };
    expect(await refused('/push', { uuid: licence.uuid })).toEqual({
      status: 409,
      why: `no board waits with the UUID ${licence.uuid}`,
    });
    expect((await stateOf(served)).tokens).toEqual([]);
    expect((await refused('/send', { deviceId: 'nobody', code: 'switch_1', value: true })).status).toBe(409);
    expect((await refused('/unbind', { deviceId: 'nobody' })).status).toBe(409);
    expect((await refused('/faults', { fault: 'hunger', on: true })).why).toBe('there is no fault hunger');
    expect((await refused('/faults', { fault: 'constructor', on: true })).status).toBe(409);
    expect((await refused('/elsewhere', {})).status).toBe(404);
    expect((await refused('/tokens', '"text"')).status).toBe(400);
  });

  it('turns no other site in: not by origin and not by a name that leads here', async () => {
    const served = await serve();
    const strangers: Record<string, string>[] = [{ origin: 'https://evil.test' }, { host: 'evil.test' }];
    for (const headers of strangers) {
      expect((await control(served, '/tokens', {}, headers)).status).toBe(403);
      expect((await control(served, '/state', undefined, headers)).status).toBe(403);
    }
    expect((await stateOf(served)).tokens).toEqual([]);
    expect((await control(served, '/tokens', {}, { origin: served.control })).status).toBe(200);
  });

  it('shows every message opened and never a key', async () => {
    const served = await serve();
    const made = JSON.parse((await control(served, '/tokens', {})).text) as { token: string };
    const { secKey, localKey, devId } = await activate(served, made.token.slice(2, 10));
    const page = (await control(served, '/')).text;
    const messages = (await control(served, '/messages')).text;
    const state = (await control(served, '/state')).text;
    expect(messages).toContain('thing.device.opensdk.active');
    expect(messages).toContain(productId);
    expect(page).toContain(devId);
    for (const secret of [secKey, localKey, licence.authKey])
      for (const shown of [page, messages, state]) expect(shown).not.toContain(secret);
  });

  it('works by plain forms', async () => {
    const served = await serve();
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: served.control };
    const { status, headers } = await control(served, '/faults', 'fault=report-lost&on=1&times=3', form);
    expect([status, headers.location]).toEqual([303, '/?said=Done.']);
    expect((await stateOf(served)).faults).toEqual([{ fault: 'report-lost', times: 3 }]);
    expect((await control(served, '/')).text).toContain('on, 3 times more');
    await control(served, '/faults', 'fault=report-lost', form);
    expect((await stateOf(served)).faults).toEqual([]);
  });

  it('escapes what a device says', async () => {
    const served = await serve();
    await post(served, '/v2/url_config', '{"config":[{"key":"<script>alert(1)</script>"}]}');
    const { text, headers } = await control(served, '/messages');
    expect(text).not.toContain('<script>');
    expect(String(headers['content-security-policy'])).toContain("default-src 'none'");
  });
});
