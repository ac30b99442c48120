import { describe, expect, it } from 'vitest';
import { demoAssetId, demoUid } from '../../../src/virtual/cloud/demo-state';
import { createOpenApiBench, makeDevice } from './openapi-bench';

const uuid = 'uuiddemo000000000001';
const wish = { uid: demoUid, paring_type: 'BLE', time_zone_id: 'Europe/Berlin', extension: { uuid } };

const createBench = async () => {
  const bench = createOpenApiBench();
  await bench.login();
  return bench;
};

/** openapi, section 7. */
describe('pairing tokens of the emulated cloud', () => {
  it('are 2 + 8 + 4 characters and live 300 s', async () => {
    const bench = await createBench();
    const told = await bench.result(bench.post('/v1.0/device/paring/token', wish));
    expect(told).toMatchObject({
      region: 'AY',
      token: expect.stringMatching(/^[A-Za-z0-9]{8}$/),
      secret: expect.stringMatching(/^[A-Za-z0-9]{4}$/),
      expire_time: 300,
      extension: { encrypt_key: expect.any(String), random: expect.any(String) },
    });
    expect(bench.state.tokens).toMatchObject([{ uid: demoUid, uuid, expiresAt: bench.now() + 300_000 }]);
  });

  it('have an extension for BLE only', async () => {
    const bench = await createBench();
    const told = await bench.result(bench.post('/v1.0/device/paring/token', { ...wish, paring_type: 'AP' }));
    expect(told).not.toHaveProperty('extension');
  });

  it.each([
    [1100, { ...wish, uid: undefined }],
    [1104, { ...wish, uid: 7 }],
    [2006, { ...wish, uid: 'nobody' }],
    [1100, { ...wish, paring_type: undefined }],
    [1101, { ...wish, paring_type: 'NFC' }],
    [1100, { ...wish, time_zone_id: '' }],
    [1100, { ...wish, extension: undefined }],
  ])('answer %i to a wish that lacks something', async (code, body) => {
    const bench = await createBench();
    expect(await bench.code(bench.post('/v1.0/device/paring/token', body))).toBe(code);
    expect(bench.state.tokens).toEqual([]);
  });

  it('tell who came, and who was refused', async () => {
    const bench = await createBench();
    const { token } = (await bench.result(bench.post('/v1.0/device/paring/token', wish))) as { token: string };
    const poll = () => bench.result(bench.get(`/v1.0/device/paring/tokens/${token}`));
    expect(await poll()).toEqual({ success: [], failed: [] });

    bench.state.tokens[0]?.failed.push({ name: 'x', code: 'EXPIRED', msg: 'token invalid' });
    expect(await poll()).toEqual({
      success: [],
      failed: [{ device_id: '', name: 'x', code: 'EXPIRED', msg: 'token invalid' }],
    });

    const device = makeDevice({ uuid });
    bench.state.devices.push(device);
    Object.assign(bench.state.tokens[0]!, { usedBy: device.deviceId });
    expect(await poll()).toMatchObject({
      success: [{ device_id: device.deviceId, product_id: device.pid, category: 'dj', name: device.name }],
    });
    expect(await bench.code(bench.get('/v1.0/device/paring/tokens/NoSuchTk'))).toBe(1109);
  });

  it('come asset style, too', async () => {
    const bench = await createBench();
    const body = { pairing_type: 'EZ', asset_id: demoAssetId, time_zone_id: 'Europe/Berlin' };
    const path = '/v1.0/iot-03/device-registration';
    const { token } = (await bench.result(bench.post(`${path}/token`, body))) as { token: string };
    expect(await bench.result(bench.get(`${path}/tokens/${token}`))).toEqual({
      success_devices: [],
      error_devices: [],
    });
    expect(await bench.code(bench.post(`${path}/token`, { ...body, asset_id: '1' }))).toBe(1106);
  });

  it('go straight to the board whose QR code was read', async () => {
    const bench = await createBench();
    const qrcode = `https://smartapp.tuya.com/s/p?p=demolamp00000001&uuid=${uuid}&v=2.0`;
    const body = { qrcode, space_id: '1', time_zone_id: 'Europe/Berlin' };
    expect(await bench.code(bench.post('/v2.0/cloud/thing/active/qrcode', body))).toBe(2001);
    bench.waiting.add(uuid);
    const { token } = (await bench.result(bench.post('/v2.0/cloud/thing/active/qrcode', body))) as { token: string };
    expect(bench.pushed).toEqual([{ uuid, token }]);
    expect(await bench.code(bench.post('/v2.0/cloud/thing/active/qrcode', { ...body, qrcode: 'hello' }))).toBe(1109);
  });
});

describe('users and assets', () => {
  const user = {
    country_code: '49',
    username: 'ann@example.invalid',
    password: 'ade6f4c69547af4c91b0d5e5b8ef1c2a',
    username_type: 2,
  };

  it('keep a person’s uid, and tokens are made for it', async () => {
    const bench = await createBench();
    const first = (await bench.result(bench.post('/v1.0/apps/binderydemo/user', user))) as { uid: string };
    expect(await bench.result(bench.post('/v1.0/apps/binderydemo/user', user))).toEqual(first);
    expect(await bench.code(bench.post('/v1.0/device/paring/token', { ...wish, uid: first.uid }))).toBe(0);
    expect(await bench.result(bench.get('/v1.0/apps/binderydemo/users'))).toMatchObject({ total: 2 });
  });

  it.each([
    [1106, 'otherapp', user],
    [1109, 'binderydemo', { ...user, password: 'secret' }],
    [1100, 'binderydemo', { ...user, username: '' }],
    [1101, 'binderydemo', { ...user, username_type: 9 }],
  ])('answer %i to app %s', async (code, app, body) => {
    const bench = await createBench();
    expect(await bench.code(bench.post(`/v1.0/apps/${app}/user`, body))).toBe(code);
  });

  it('do not take the project’s own uid for a person', async () => {
    const bench = await createBench();
    const { uid } = (await bench.result(bench.login())) as { uid: string };
    expect(await bench.code(bench.post('/v1.0/device/paring/token', { ...wish, uid }))).toBe(2006);
  });

  it('make assets', async () => {
    const bench = await createBench();
    const id = await bench.result(bench.post('/v1.0/iot-02/assets', { name: 'Shelf' }));
    expect(await bench.result(bench.get('/v1.0/iot-02/assets'))).toMatchObject({
      list: [{ asset_id: demoAssetId }, { asset_id: id, asset_name: 'Shelf' }],
    });
  });
});
