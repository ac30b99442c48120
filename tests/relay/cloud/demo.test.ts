import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createOpenApiClient } from '../../../src/links/openapi-client';
import { createRelayCloud } from '../../../src/links/relay-cloud';
import type { CloudAnswer, CloudEvent } from '../../../src/model/cloud';
import { openRelay } from '../../../src/relay/cloud/open-relay';
import { serve } from '../../../src/relay/serve';
import { demoUid } from '../../../src/virtual/cloud/demo-state';
import { eventSourceOver } from '../../links/fetched-events';
import { bindDevice, license } from '../../virtual/cloud/bound-device';

/** The page's client, the relay and the emulated cloud over HTTP on loopback, as `BINDERY_CLOUD=demo npm start` has them. */

const start = async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'bindery-demo-'));
  await writeFile(path.join(root, 'index.html'), '<title>bench</title>');
  const log: string[] = [];
  const relay = await openRelay({
    env: { BINDERY_CLOUD: 'demo', XDG_CONFIG_HOME: root, BINDERY_ACCESS_ID: 'a real one that must not be touched' },
    openSession: createOpenApiClient,
    fetch: () => Promise.reject(new Error('the demo left this computer')),
    log: (line) => log.push(line),
  });
  const { emulated } = relay;
  if (!emulated) throw new Error('no emulated cloud');
  const serving = await serve(root, 0, false, relay.routes);
  onTestFinished(async () => {
    await serving.close();
    await rm(root, { recursive: true, force: true });
  });
  const page = createRelayCloud({
    base: serving.origin,
    EventSource: eventSourceOver((url, signal) => fetch(url, { signal })),
  });
  return { emulated, page, origin: serving.origin, log };
};

it('binds a device with a token from the page, and hears of it and of what it is told', async () => {
  const { emulated, page, log } = await start();
  const status = await page.status();
  expect(status).toMatchObject({ configured: true, virtual: true, from: 'virtual', events: 'virtual' });
  const cloud = page.cloud(status.virtual);
  expect(cloud.virtual).toBe(true);

  const events: CloudEvent[] = [];
  const reported = new Promise<void>((done) => {
    const stop = cloud.listen((event) => {
      events.push(event);
      if (event.kind === 'reported') done();
    });
    onTestFinished(stop);
  });

  emulated.issueLicense(license);
  const [product] = emulated.state.products;
  const point = product?.dataPoints.find(({ type, mode }) => type === 'bool' && mode === 'rw');
  if (!product || !point) throw new Error('the demo has no switch');
  const made = await cloud.call({
    method: 'POST',
    path: '/v1.0/device/paring/token',
    body: { uid: demoUid, paring_type: 'AP', time_zone_id: 'Europe/Berlin' },
  });
  if (!made.success) throw new Error(made.msg);
  const { token } = made.result as { token: string };

  const came = new Promise<CloudAnswer>((done) => {
    const stop = page.followPairing(token, 'home', 60_000, (answer) => {
      if (!answer.success || (answer.result as { success: unknown[] }).success.length === 0) return;
      stop();
      done(answer);
    });
  });
  const device = await bindDevice(emulated.device, { token, pid: product.pid });
  if (!device) throw new Error('activation was refused');
  expect(await came).toMatchObject({ result: { success: [{ device_id: device.devId, product_id: product.pid }] } });

  const command = { commands: [{ code: point.code, value: true }] };
  const path = `/v1.0/devices/${device.devId}/commands`;
  expect(await cloud.call({ method: 'POST', path, body: command })).toMatchObject({ success: true });
  await reported;
  expect(events.at(-1)).toMatchObject({
    kind: 'reported',
    deviceId: device.devId,
    properties: [{ code: point.code, dpId: point.id, value: true }],
  });
  expect(events.map(({ kind }) => kind)).toContain('bound');
  expect(log.join('\n')).not.toContain(token);
});

it('shows the faults of the emulated cloud as the real one would answer, and takes no account', async () => {
  const { emulated, page } = await start();
  const cloud = page.cloud(true);
  const devices = { method: 'GET', path: `/v1.0/users/${demoUid}/devices` } as const;
  emulated.set('subscription-expired');
  expect(await cloud.call(devices)).toMatchObject({ success: false, code: 28841002 });
  emulated.clear('subscription-expired');
  emulated.set('clock-skew');
  expect(await cloud.call(devices)).toMatchObject({ success: true });
  const { clockOffsetMs } = await page.status();
  expect(Math.round((clockOffsetMs ?? 0) / 60_000)).toBe(10);
  expect((await page.probe()).every(({ outcome }) => outcome === 'welcome')).toBe(true);
});

it('keeps its account to itself, also from its own page', async () => {
  const { origin } = await start();
  for (const method of ['PUT', 'DELETE']) {
    const response = await fetch(`${origin}/cloud/credentials`, {
      method,
      headers: { Origin: origin, 'Content-Type': 'application/json' },
      ...(method === 'PUT' ? { body: '{"accessId":"abcdefgh12345678","dataCentre":"cn"}' } : {}),
    });
    expect(response.status).toBe(400);
  }
  expect(await (await fetch(`${origin}/devices`)).text()).toContain('bench');
});

it('tells a mistake in the setting at the start', async () => {
  const opening = openRelay({ env: { BINDERY_CLOUD: 'real' }, openSession: createOpenApiClient });
  await expect(opening).rejects.toThrow('BINDERY_CLOUD');
});
