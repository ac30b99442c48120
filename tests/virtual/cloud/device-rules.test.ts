import { describe, expect, it } from 'vitest';
import { identityLimits, readIdentity } from '../../../src/protocols/device-cloud/activation';
import { atopPath, openAtopAnswer } from '../../../src/protocols/device-cloud/atop';
import { readEndpoints } from '../../../src/protocols/device-cloud/discovery';
import type { CloudDevice } from '../../../src/virtual/cloud/state';
import { device, licence, productId, session } from '../../protocols/device-cloud/recorded';
import { createDeviceBench, pairingToken, recordedAt } from './device-bench';

// Rules of device-cloud, sections 0, 1 and 3.
const secret = device.secKey;
const otherLicense = { uuid: 'uuidbench00000000002', authKey: 'authkeybench0000000000000000002x' };
const devId = (bench: ReturnType<typeof createDeviceBench>): string => bench.state.devices[0]?.deviceId ?? '';

describe('activation', () => {
  it('gives a new device an identity that fits its buffers and is told once', async () => {
    const bench = createDeviceBench();
    const { result } = await bench.activate();
    const identity = readIdentity(result?.success ? result.result : undefined);
    expect(identity).toMatchObject({ secKey: device.secKey, localKey: device.localKey, resetFactory: false });
    expect(identity?.devId).toHaveLength(22);
    expect(identity?.stdTimeZone?.length).toBeLessThanOrEqual(identityLimits.stdTimeZone);
    expect(bench.told).toEqual([{ kind: 'bound', deviceId: identity?.devId, at: recordedAt }]);
    expect(bench.state.tokens[0]?.usedBy).toBe(identity?.devId);
  });

  it('never looks at the clock of the device', async () => {
    const bench = createDeviceBench();
    for (const t of [0, 1430, 4_000_000_000]) {
      bench.state.tokens = [pairingToken()];
      expect((await bench.activate({ t, devId: devId(bench) || undefined })).result?.success, String(t)).toBe(true);
    }
  });

  it('refuses a token that is unknown, over, used or made for another board, sealed and with its reason', async () => {
    const refused = async (token: Partial<ReturnType<typeof pairingToken>>) => {
      const bench = createDeviceBench({ tokens: [pairingToken(token)] });
      const { result, plain } = await bench.activate();
      expect(plain).toBe(false);
      expect(bench.state.devices).toEqual([]);
      return { code: result?.success === false && result.errorCode, failed: bench.state.tokens[0]?.failed };
    };
    expect((await refused({ token: 'Another1' })).code).toBe('EXPIRED');
    expect((await refused({ usedBy: 'somebody' })).code).toBe('TOKEN_USED');
    expect((await refused({ uuid: otherLicense.uuid })).code).toBe('TOKEN_OTHER_DEVICE');
    expect(await refused({ expiresAt: recordedAt })).toEqual({
      code: 'EXPIRED',
      failed: [{ name: licence.uuid, code: 'EXPIRED', msg: 'token invalid' }],
    });
  });

  it('answers the recorded refused request as the recorded cloud did, however often it comes (rejectedToken)', async () => {
    const { first } = session.rejectedToken;
    const bench = createDeviceBench({ tokens: [pairingToken({ expiresAt: 0 })] });
    bench.time.now = 1_795_379_319_000;
    for (let turn = 0; turn < 200; turn++) {
      const body = await bench.post(first.path, first.requestBody);
      expect(openAtopAnswer(body, first.key)?.text).toBe(first.responsePlaintext);
    }
    expect(bench.state.tokens[0]?.failed).toHaveLength(1);
  });

  it('takes a token once: the second board with it is refused', async () => {
    const bench = createDeviceBench({ licenses: [licence, otherLicense] });
    expect((await bench.activate()).result?.success).toBe(true);
    const second = await bench.activate({}, otherLicense);
    expect(second.result).toMatchObject({ success: false, errorCode: 'TOKEN_USED' });
  });

  it('refuses a PID nobody made', async () => {
    const { result } = await createDeviceBench().activate({ productKey: 'nosuchproduct000' });
    expect(result).toMatchObject({ success: false, errorCode: 'PRODUCT_NOT_EXIST' });
  });

  it('refuses a wrong AuthKey and an unknown UUID plainly: there is no key both sides have', async () => {
    const wrong = await createDeviceBench().activate({}, { ...licence, authKey: `x${licence.authKey.slice(1)}` });
    expect(wrong).toMatchObject({ plain: true, result: { success: false, errorCode: 'SIGN_INVALID' } });
    const unknown = await createDeviceBench().activate({}, otherLicense);
    expect(unknown).toMatchObject({ plain: true, result: { success: false, errorCode: 'UUID_NOT_EXIST' } });
  });

  it('honours licenses it is told of by lookup', async () => {
    const license = (uuid: string) => (uuid === otherLicense.uuid ? otherLicense : undefined);
    const bench = createDeviceBench({ licenses: [] }, { license });
    expect((await bench.activate({}, otherLicense)).result?.success).toBe(true);
  });

  it('keeps the device id when a device comes back, with new keys in force', async () => {
    const bench = createDeviceBench();
    await bench.activate();
    const before = devId(bench);
    bench.state.tokens.push(pairingToken({ token: 'Second00' }));
    const { result } = await bench.activate({ token: 'Second00', devId: before });
    expect(readIdentity(result?.success ? result.result : undefined)?.devId).toBe(before);
    expect(bench.state.devices).toHaveLength(1);
  });

  it('lets a board that lost its memory back in, but not while the other one is there', async () => {
    const bench = createDeviceBench();
    await bench.activate();
    const first = bench.state.devices[0] as CloudDevice;
    bench.state.tokens.push(pairingToken({ token: 'Second00' }));
    first.online = true;
    const refused = await bench.activate({ token: 'Second00' });
    expect(refused.result).toMatchObject({ success: false, errorCode: 'LICENSE_IN_USE' });
    first.online = false;
    expect((await bench.activate({ token: 'Second00' })).result?.success).toBe(true);
    expect(bench.state.devices).toHaveLength(1);
  });

  it('keeps a license with its owner until it is unbound; then the new owner is told to wipe', async () => {
    const bench = createDeviceBench();
    await bench.activate();
    bench.state.tokens.push(pairingToken({ token: 'Second00', uid: 'vuser2' }));
    expect((await bench.activate({ token: 'Second00' })).result).toMatchObject({ errorCode: 'LICENSE_IN_USE' });
    bench.side.unbind(devId(bench), false);
    const { result } = await bench.activate({ token: 'Second00' });
    expect(readIdentity(result?.success ? result.result : undefined)?.resetFactory).toBe(true);
  });
});

describe('faults on request', () => {
  const cases = [
    ['token-expired', 'EXPIRED', false],
    ['token-used', 'TOKEN_USED', false],
    ['unknown-pid', 'PRODUCT_NOT_EXIST', false],
    ['license-elsewhere', 'LICENSE_IN_USE', false],
    // authorize-cli, section 4: what a license of another SDK is refused with.
    ['license-foreign', 'ACTIVE_OPEN_SDK_NOT_MATCHED', false],
    ['wrong-auth-key', 'SIGN_INVALID', true],
  ] as const;
  for (const [fault, errorCode, plain] of cases) {
    it(`${fault} refuses as often as it was asked for, then no more`, async () => {
      const bench = createDeviceBench({ faults: [{ fault, times: 2 }] });
      for (let turn = 0; turn < 2; turn++)
        expect(await bench.activate()).toMatchObject({ plain, result: { success: false, errorCode } });
      expect((await bench.activate()).result?.success).toBe(true);
    });
  }
});

describe('calls of an activated device', () => {
  const activated = async () => {
    const bench = createDeviceBench();
    await bench.activate();
    const who = { devId: devId(bench) };
    return { ...bench, who, call: (a: string, text = '{"t":1}') => bench.ask(who, secret, { a, text }) };
  };

  it('has no upgrade, which is an answer without a result', async () => {
    const { call } = await activated();
    for (const name of ['tuya.device.upgrade.get', 'tuya.device.upgrade.silent.get'])
      expect((await call(name)).text).toBe('{"success":true,"t":1795379239}');
  });

  it('takes the version, also out of a text inside the text', async () => {
    const { call, state } = await activated();
    const versions = JSON.stringify([
      { otaChannel: 9, softVer: '9' },
      { otaChannel: 0, softVer: '1.2.3' },
    ]);
    await call('tuya.device.versions.update', JSON.stringify({ versions, t: 1 }));
    expect(state.devices[0]?.softVer).toBe('1.2.3');
    await call('tuya.device.versions.update', '{"versions":"no list","t":1}');
    expect(state.devices[0]?.softVer).toBe('1.2.3');
  });

  it('tells the time zone, asked with a trailing NUL as TuyaOpen does', async () => {
    const { call } = await activated();
    const { result } = await call('tuya.device.dynamic.config.get', '{"type":"[\\"timezone\\"]","t":1}\0');
    expect(result).toMatchObject({ success: true, result: { timezone: { config: { stdTimeZone: '+08:00' } } } });
  });

  it('gives the values it holds, all or those asked for', async () => {
    const { call, state } = await activated();
    const first = state.devices[0] as CloudDevice;
    first.values = { 1: { value: true, at: 1 }, 2: { value: 42, at: 1 } };
    expect((await call('tuya.device.dev.dp.get')).result).toMatchObject({ result: { dps: { '1': true, '2': 42 } } });
    const one = await call('tuya.device.dev.dp.get', '{"dps":[2],"t":1}');
    expect(one.result).toMatchObject({ result: { dps: { '2': 42 } } });
  });

  it('gives an agent token only where the product has an agent', async () => {
    const { call, state } = await activated();
    const name = 'thing.ai.agent.token.get';
    expect((await call(name)).result).toMatchObject({ success: false, errorCode: 'AGENT_NOT_EXIST' });
    Object.assign(state.products[0] ?? {}, { agent: { name: 'Ada', roles: [] } });
    expect((await call(name)).result).toMatchObject({ success: true, result: { virtual: true, agent: 'Ada' } });
  });

  it('says what became of it: enable, reset or reset_factory', async () => {
    const { call, side, who } = await activated();
    const status = async () => (await call('tuya.device.info.sync')).result;
    expect(await status()).toMatchObject({ result: { status: 'enable' } });
    side.unbind(who.devId, true);
    expect(await status()).toMatchObject({ result: { status: 'reset_factory' } });
  });

  it('after unbinding knows the device no more, but for that question', async () => {
    const { call, side, who } = await activated();
    side.unbind(who.devId, false);
    expect((await call('tuya.device.info.sync')).result).toMatchObject({ result: { status: 'reset' } });
    expect((await call('tuya.device.meta.save')).result).toMatchObject({ errorCode: 'GATEWAY_NOT_EXISTS' });
  });

  it('answers the recorded question of a device that was unbound (unboundWhileOffline)', async () => {
    const { post, state } = await activated();
    Object.assign(state.devices[0] ?? {}, { deviceId: device.devId, bound: false, pending: 'reset_factory' });
    const { sync } = session.unboundWhileOffline;
    const body = await post(sync.path, sync.requestBody);
    const text = openAtopAnswer(body, sync.key)?.text;
    expect(text).toBe('{"success":true,"t":1795379239,"result":{"status":"reset_factory"}}');
  });

  it('refuses a call there is not, a device there is not, and a body that is none', async () => {
    const { call, ask, post, who } = await activated();
    expect((await call('tuya.device.fly')).result).toMatchObject({ errorCode: 'API_OR_API_VERSION_WRONG' });
    const nobody = await ask({ devId: 'nobody' }, secret, { a: 'tuya.device.meta.save', text: '{}' });
    expect(nobody).toMatchObject({ plain: true, result: { errorCode: 'GATEWAY_NOT_EXISTS' } });
    expect((await call('tuya.device.meta.save', 'no json')).result).toMatchObject({ errorCode: 'PARAM_ILLEGAL' });
    const path = atopPath({ a: 'tuya.device.meta.save', v: '1.0', t: 1, ...who }, secret);
    expect(await post(path, 'data=00')).toContain('DECRYPT_FAILED');
    expect(await post(path.replace('t=1', 't=2'), 'data=00')).toContain('SIGN_INVALID');
  });
});

describe('the register centre', () => {
  const endpoints = { atop: { host: 'a.test', port: 8443 }, mqtt: { host: 'm.test', port: 1 }, ca: 'Q0E=' };

  it('answers the keys that were asked, an mqtt address without scheme', async () => {
    const { post } = createDeviceBench({}, { endpoints });
    const asked = { config: [{ key: 'mqttsUrl' }, { key: 'httpsUrl' }, { key: 'httpsPSKUrl' }, { key: 'weather' }] };
    const told = await post('/v2/url_config', JSON.stringify(asked));
    expect(JSON.parse(told)).toEqual({
      mqttsUrl: { addr: 'm.test:1', ips: [] },
      httpsUrl: { addr: 'https://a.test:8443/d.json', ips: [] },
      caArr: ['Q0E='],
      ttl: 600,
    });
    expect(readEndpoints(told)).toMatchObject({ mqtts: 'm.test:1', ca: 'Q0E=' });
  });

  it('serves a root for every other host asked', async () => {
    const { post } = createDeviceBench({}, { endpoints });
    const asked = [
      { host: 'ota.test', port: 443, need_ca: true },
      { host: 'b.test', port: 1 },
    ];
    expect(await post('/device/dns_query', JSON.stringify(asked))).toBe('[{"ca":"Q0E="},{"ca":"Q0E="}]');
  });

  it('has nothing at other paths, for other methods and for other questions', async () => {
    const { side } = createDeviceBench();
    const status = async (path: string, init?: RequestInit) =>
      (await side.door.http(new Request(`https://a.test${path}`, init))).status;
    expect(await status('/d.json')).toBe(404);
    expect(await status('/elsewhere', { method: 'POST', body: '{}' })).toBe(404);
    expect(await status('/v2/url_config', { method: 'POST', body: 'no question' })).toBe(404);
    expect(await status('/device/dns_query', { method: 'POST', body: '{' })).toBe(404);
  });
});

describe('what a person is shown', () => {
  it('is every message opened, and no key in it', async () => {
    const shown: { where: string; text: string }[] = [];
    const bench = createDeviceBench({}, { seen: (message) => shown.push(message) });
    await bench.activate();
    expect(shown.map(({ where }) => where)).toEqual(['thing.device.opensdk.active', 'thing.device.opensdk.active']);
    const all = JSON.stringify(shown);
    expect(all).toContain(productId);
    for (const key of [device.secKey, device.localKey, licence.authKey]) expect(all).not.toContain(key);
  });
});
