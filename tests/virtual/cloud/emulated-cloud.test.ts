import { describe, expect, it } from 'vitest';
import type { CloudEvent } from '../../../src/model/cloud';
import { readPushFrame } from '../../../src/protocols/openapi/push';
import { cloudEvent } from '../../../src/protocols/openapi/push-events';
import { demoProject } from '../../../src/virtual/cloud/demo-state';
import { createEmulatedCloud } from '../../../src/virtual/cloud/emulated-cloud';
import { restoreState } from '../../../src/virtual/cloud/kept-state';
import type { CloudHappening, CloudState } from '../../../src/virtual/cloud/state';
import { bindDevice, license } from './bound-device';

const lamp = 'demolamp00000001';

const createBench = (more: { seed?: string; state?: CloudState } = {}) => {
  const time = { now: 1_795_000_000_000 };
  const world = { now: () => time.now, random: (length: number) => new Uint8Array(length) };
  const cloud = createEmulatedCloud({ world, seed: 'cloud', ...more });
  cloud.issueLicense(license);
  return { cloud, time };
};

describe('the two sides of the emulated cloud', () => {
  it('are about one device: a token made here lets it in there, a value sent here comes back from there', async () => {
    const { cloud } = createBench();
    const heard: CloudHappening[] = [];
    cloud.listen((happening) => heard.push(happening));
    const token = cloud.makeToken({ uuid: license.uuid });
    expect(token.text).toBe(`AY${token.token}${token.secret}`);
    const device = (await bindDevice(cloud.device, { token: token.token, pid: lamp }))!;
    expect(
      cloud.send(
        device.devId,
        [
          { code: 'switch_1', value: true },
          { dpId: 3, value: 500 },
        ],
        'app',
      ),
    ).toEqual({ ok: true });
    expect(cloud.state.devices[0]).toMatchObject({ values: { 1: { value: true }, 3: { value: 500 } } });
    expect(cloud.state.devices[0]?.log.map(({ source }) => source)).toEqual(['app', 'app', 'device', 'device']);
    device.leave();
    cloud.unbind(device.devId);
    expect(heard.map(({ kind }) => kind)).toEqual(['bound', 'online', 'commanded', 'reported', 'offline', 'unbound']);
  });

  it.each([
    [86_400_000, 0, 'lets in'],
    [-86_400_000, 0, 'lets in'],
    [0, 301_000, 'refuses'],
    [-86_400_000, 301_000, 'refuses'],
  ])('a clock set by %d ms while %d ms pass: the token %s', async (by, passed, then) => {
    const clock = { now: 1_795_000_000_000, ticks: 7 };
    const world = {
      now: () => clock.now,
      ticks: () => clock.ticks,
      random: (length: number) => new Uint8Array(length),
    };
    const cloud = createEmulatedCloud({ world, seed: 'cloud' });
    cloud.issueLicense(license);
    const { token } = cloud.makeToken();
    clock.now += by + passed;
    clock.ticks += passed;
    await bindDevice(cloud.device, { token, pid: lamp }).catch(() => {});
    expect(cloud.state.devices.length).toBe(then === 'lets in' ? 1 : 0);
  });

  it('refuse to send what the product has not, to whom nobody is, and to whom is away', async () => {
    const { cloud } = createBench();
    const device = (await bindDevice(cloud.device, { token: cloud.makeToken().token, pid: lamp }))!;
    expect(cloud.send(device.devId, [{ dpId: 9, value: 5 }], 'app')).toMatchObject({ ok: false, code: 1103 });
    expect(cloud.send(device.devId, [{ dpId: 77, value: 5 }], 'app')).toMatchObject({ ok: false, code: 1103 });
    expect(cloud.send('nobody', [{ dpId: 1, value: true }], 'app')).toMatchObject({ ok: false, code: 1106 });
    device.leave();
    expect(cloud.send(device.devId, [{ dpId: 1, value: true }], 'app')).toMatchObject({ ok: false, code: 2001 });
  });

  it('let a token in once', async () => {
    const { cloud } = createBench();
    const second = { uuid: 'uuiddemo000000000002', authKey: 'demoauthkey00000000000000000000y' };
    cloud.issueLicense(second);
    const { token } = cloud.makeToken();
    expect(await bindDevice(cloud.device, { token, pid: lamp })).toBeDefined();
    expect(await bindDevice(cloud.device, { token, pid: lamp, license: second })).toBeUndefined();
  });

  it('let no token in after five minutes', async () => {
    const { cloud, time } = createBench();
    const { token } = cloud.makeToken();
    time.now += 300_000;
    expect(await bindDevice(cloud.device, { token, pid: lamp })).toBeUndefined();
  });

  it.each(['token-expired', 'token-used', 'wrong-auth-key', 'license-elsewhere', 'unknown-pid'] as const)(
    'keep a device out under %s, once',
    async (fault) => {
      const { cloud } = createBench();
      cloud.set(fault, 1);
      const bind = () => bindDevice(cloud.device, { token: cloud.makeToken().token, pid: lamp });
      expect(await bind()).toBeUndefined();
      expect(await bind()).toBeDefined();
    },
  );

  it('lose a report under report-lost', async () => {
    const { cloud } = createBench();
    const device = (await bindDevice(cloud.device, { token: cloud.makeToken().token, pid: lamp }))!;
    cloud.set('report-lost');
    expect(cloud.send(device.devId, [{ code: 'switch_1', value: true }], 'app')).toEqual({ ok: true });
    expect(cloud.state.devices[0]?.values).toEqual({});
    cloud.clear('report-lost');
    device.report([{ dpId: 1, value: true }]);
    expect(cloud.state.devices[0]?.values).toMatchObject({ 1: { value: true } });
  });

  it('let the agent speak to its product’s devices alone', async () => {
    const { cloud } = createBench();
    const device = (await bindDevice(cloud.device, { token: cloud.makeToken().token, pid: lamp }))!;
    expect(cloud.say(device.devId, 'make it red')).toMatchObject({ emulated: true, understood: true });
    expect(cloud.state.devices[0]?.values).toMatchObject({ 2: { value: 'colour' }, 5: { value: '000003e803e8' } });
    cloud.state.devices[0]!.pid = 'demosensor000001';
    expect(cloud.say(device.devId, 'make it red')).toMatchObject({ refused: { code: 2009 } });
  });
});

describe('what the emulated cloud tells', () => {
  const story = async (listen: (cloud: ReturnType<typeof createBench>['cloud']) => void) => {
    const { cloud } = createBench();
    listen(cloud);
    const device = (await bindDevice(cloud.device, { token: cloud.makeToken().token, pid: lamp }))!;
    cloud.send(device.devId, [{ code: 'switch_1', value: true }], 'app');
    cloud.unbind(device.devId);
    device.leave();
  };

  it('are events in the words every cloud has', async () => {
    const events: CloudEvent[] = [];
    await story((cloud) => cloud.listenToEvents((event) => events.push(event)));
    expect(events.map(({ kind }) => kind)).toEqual(['bound', 'online', 'reported', 'unbound', 'offline']);
    expect(events[2]).toMatchObject({ properties: [{ code: 'switch_1', dpId: 1, value: true }] });
  });

  // openapi, section 9: both ciphers, both sets of messages.
  it.each([
    ['aes_gcm', 'current', [1001, 1001, 1000, 1001, 1001]],
    ['aes_ecb', 'current', [1001, 1001, 1000, 1001, 1001]],
    ['aes_gcm', 'older', [20, 20, 4, 20, 20]],
    ['aes_ecb', 'older', [20, 20, 4, 20, 20]],
  ] as const)('are push messages, %s, %s set', async (cipher, set, numbers) => {
    const frames: string[] = [];
    const events: CloudEvent[] = [];
    await story((cloud) => {
      cloud.push({ cipher, set }, (frame) => frames.push(frame));
      cloud.listenToEvents((event) => events.push(event));
    });
    const messages = frames.map((frame) => readPushFrame(frame, demoProject.secret)?.message);
    expect(messages.map((message) => message?.protocol)).toEqual(numbers);
    expect(messages.map((message) => message && cloudEvent(message))).toEqual(events);
    expect(readPushFrame(frames[0]!, 'x'.repeat(32))?.message).toBeUndefined();
  });
});

describe('the emulated cloud, kept and restored', () => {
  it('goes on where it was, with no id given twice', async () => {
    const { cloud } = createBench();
    await bindDevice(cloud.device, { token: cloud.makeToken().token, pid: lamp });
    const before = cloud.makeToken();
    const { cloud: again } = createBench({ state: restoreState(cloud.serialise()) });
    expect(again.state.devices[0]).toMatchObject({
      deviceId: cloud.state.devices[0]?.deviceId,
      bound: true,
      online: false,
    });
    expect(again.makeToken().token).not.toBe(before.token);
    expect(again.state.tokens).toHaveLength(3);
  });

  it('is the same cloud, byte for byte, under the same seed and clock', async () => {
    const run = async (seed: string) => {
      const { cloud } = createBench({ seed });
      const device = (await bindDevice(cloud.device, { token: cloud.makeToken().token, pid: lamp }))!;
      cloud.send(device.devId, [{ code: 'switch_1', value: true }], 'app');
      return cloud.serialise();
    };
    expect(await run('one')).toBe(await run('one'));
    expect(await run('one')).not.toBe(await run('two'));
  });

  it.each([
    '',
    '{}',
    '[]',
    '{"kind":"emulated-cloud","version":2,"state":{}}',
    '{"kind":"emulated-cloud","version":1,"state":{}}',
    '{"projects":[]}',
  ])('takes nothing else for it: %s', (text) => {
    expect(() => restoreState(text)).toThrow('unexpected');
  });
});
