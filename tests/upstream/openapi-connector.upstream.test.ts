import { TuyaContext } from '@tuya/tuya-connector-nodejs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demoAssetId, demoProject, demoUid } from '../../src/virtual/cloud/demo-state';
import { createEmulatedCloud, type EmulatedCloud } from '../../src/virtual/cloud/emulated-cloud';
import { bindDevice, license } from '../virtual/cloud/bound-device';
import { serveOpenApi } from './openapi-server';

// The vendor's own Node connector, unmodified, over HTTP to the emulated cloud (openapi, sections 3, 4 and 7).

const pid = 'demolamp00000001';
let cloud: EmulatedCloud;
let server: Awaited<ReturnType<typeof serveOpenApi>>;
let tuya: TuyaContext;
let deviceId: string;

const newest = () => server.passed.at(-1);
const codes = () => server.passed.map(({ path, code }) => [path.split('?')[0], code]);

beforeEach(async () => {
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  cloud = createEmulatedCloud({ world: { now: () => Date.now(), random } });
  cloud.issueLicense(license);
  deviceId = (await bindDevice(cloud.device, { token: cloud.makeToken().token, pid }))!.devId;
  server = await serveOpenApi(cloud);
  tuya = new TuyaContext({ baseUrl: server.url, accessKey: demoProject.accessId, secretKey: demoProject.secret });
});

afterEach(() => server.close());

describe('the official Node connector', () => {
  test('gets a token and a device, with its signed {} on a GET', async () => {
    const answer = await tuya.request<{ local_key: string }>({ method: 'GET', path: `/v1.0/devices/${deviceId}` });
    expect(answer).toMatchObject({ success: true, result: { id: deviceId, uuid: license.uuid, online: true } });
    expect(answer.result.local_key).toBe(cloud.state.devices[0]?.localKey);
    expect(server.passed).toEqual([
      { method: 'GET', path: '/v1.0/token?grant_type=1', body: '', code: 0 },
      { method: 'GET', path: `/v1.0/devices/${deviceId}`, body: '{}', code: 0 },
    ]);
  });

  test('asks by its own services', async () => {
    expect(await tuya.device.detail({ device_id: deviceId })).toMatchObject({
      result: { id: deviceId, product_id: pid },
    });
    expect(await tuya.deviceFunction.specification({ device_id: deviceId })).toMatchObject({
      result: { category: 'dj' },
    });
    expect(await tuya.deviceFunction.devices({ device_id: deviceId })).toMatchObject({ result: { category: 'dj' } });
    expect(await tuya.deviceStatus.status({ device_id: deviceId })).toMatchObject({ success: true });
    const asked = { asset_id: demoAssetId, pairing_type: 'ez', time_zone_id: 'Europe/Berlin', uid: '' } as const;
    const made = await tuya.deviceRegistration.createToken(asked);
    expect(made).toMatchObject({ success: true, result: { region: 'AY', expire_time: 300 } });
    const { token } = made.result;
    // Its own service for this asks with POST.
    const path = `/v1.0/iot-03/device-registration/tokens/${token}`;
    expect(await tuya.request({ method: 'GET', path })).toMatchObject({ result: { success_devices: [] } });
  });

  test('signs a query it sorts, spaces and commas included', async () => {
    const query = { source_type: 'tuyaUser', page_size: 20, name: 'lamp one', device_ids: `${deviceId},other` };
    const answer = await tuya.request({ method: 'GET', path: '/v1.0/iot-03/devices', query });
    expect(answer).toMatchObject({ success: true, result: { total: 1 } });
    expect(newest()?.path).toContain('name=lamp%20one');
  });

  test('sends commands, as instructions and as a string inside JSON, and reads what became of them', async () => {
    const commands = [
      { code: 'switch_1', value: true },
      { code: 'bright_value', value: 420 },
    ];
    const path = `/v1.0/devices/${deviceId}/commands`;
    expect(await tuya.request({ method: 'POST', path, body: { commands } })).toMatchObject({ result: true });
    const properties = JSON.stringify({ greeting: 'grüß 灯' });
    const issue = `/v2.0/cloud/thing/${deviceId}/shadow/properties/issue`;
    expect(await tuya.request({ method: 'POST', path: issue, body: { properties } })).toMatchObject({ success: true });
    const shadow = await tuya.request<{ properties: { code: string; value: unknown }[] }>({
      method: 'GET',
      path: `/v2.0/cloud/thing/${deviceId}/shadow/properties`,
    });
    expect(shadow.result.properties.find(({ code }) => code === 'greeting')?.value).toBe('grüß 灯');
    expect(shadow.result.properties.find(({ code }) => code === 'bright_value')?.value).toBe(420);
  });

  test('makes a pairing token, sees who came, and unbinds', async () => {
    const body = { uid: demoUid, paring_type: 'BLE', time_zone_id: 'Europe/Berlin', extension: { uuid: license.uuid } };
    const made = await tuya.request<{ token: string }>({ method: 'POST', path: '/v1.0/device/paring/token', body });
    const poll = () => tuya.request({ method: 'GET', path: `/v1.0/device/paring/tokens/${made.result.token}` });
    expect(await poll()).toMatchObject({ result: { success: [], failed: [] } });
    expect(await tuya.request({ method: 'DELETE', path: `/v1.0/devices/${deviceId}` })).toMatchObject({ result: true });
    const again = await bindDevice(cloud.device, { token: made.result.token, pid });
    expect(await poll()).toMatchObject({ result: { success: [{ device_id: again?.devId, product_id: pid }] } });
    const wipe = { method: 'PUT', path: `/v1.0/devices/${deviceId}/reset-factory` } as const;
    expect(await tuya.request(wipe)).toMatchObject({ result: true });
    expect(cloud.state.devices[0]).toMatchObject({ bound: false, pending: 'reset_factory' });
  });

  test('has its refresh by the old rule refused, and falls back to a fresh token', async () => {
    const path = `/v1.0/devices/${deviceId}/status`;
    await tuya.request({ method: 'GET', path });
    const [project] = cloud.state.projects;
    const { access, refresh } = project!.token!;
    project!.token!.expiresAt = 0;
    server.passed.length = 0;
    expect(await tuya.request({ method: 'GET', path })).toMatchObject({ success: true });
    expect(codes()).toEqual([
      [path, 1010],
      [`/v1.0/token/${refresh}`, 1004],
      ['/v1.0/token', 0],
      [path, 0],
    ]);
    expect(project?.token?.access).not.toBe(access);
  });

  test('has a call with a header of its own refused: it names the header and leaves it unsigned', async () => {
    const path = `/v1.0/devices/${deviceId}`;
    await tuya.request({ method: 'GET', path });
    expect(await tuya.request({ method: 'GET', path, headers: { area_id: '29a33e8796834b1efa6' } })).toMatchObject({
      success: false,
      code: 1004,
      msg: 'sign invalid',
    });
  });

  test('has its own command service refused: it asks with GET and leaves the commands out', async () => {
    const commands = [{ code: 'switch_1', value: true }];
    const answer = await tuya.deviceFunction.command({ device_id: deviceId, commands });
    expect(answer).toMatchObject({ success: false, code: 1108 });
    expect(newest()).toMatchObject({ method: 'GET', body: '{}' });
  });

  test('is told that its secret is wrong', async () => {
    const other = new TuyaContext({ baseUrl: server.url, accessKey: demoProject.accessId, secretKey: 'x'.repeat(32) });
    await expect(other.request({ method: 'GET', path: `/v1.0/devices/${deviceId}` })).rejects.toThrow(
      '1004, sign invalid',
    );
  });

  test('is told of each fault by its number', async () => {
    const ask = () => tuya.request({ method: 'GET', path: `/v1.0/devices/${deviceId}` });
    await ask();
    for (const [fault, code] of [
      ['rate-limit', 1110],
      ['subscription-expired', 28841002],
      ['not-subscribed', 28841101],
      ['data-centre-suspended', 28841107],
      ['cross-region', 2007],
      ['wrong-data-centre', 1106],
      ['clock-skew', 1013],
    ] as const) {
      cloud.set(fault);
      expect(await ask()).toMatchObject({ success: false, code });
      cloud.clear(fault);
    }
  });
});
