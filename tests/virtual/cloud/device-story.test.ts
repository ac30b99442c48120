import { describe, expect, it } from 'vitest';
import { openAtopAnswer } from '../../../src/protocols/device-cloud/atop';
import { readDps, readMessage } from '../../../src/protocols/device-cloud/messages';
import { openPacket } from '../../../src/protocols/device-cloud/packet';
import type { MqttSession } from '../../../src/virtual/cloud/device-door';
import type { CloudDevice } from '../../../src/virtual/cloud/state';
import {
  device,
  hexBytes,
  licence,
  productId,
  type Step,
  secondStory,
  story,
} from '../../protocols/device-cloud/recorded';
import { createDeviceBench } from './device-bench';

// activation-session.json replayed against the emulated cloud: the device's recorded bytes go in as they are, what the
// recorded cloud said is asked of ours (device-cloud, section 9).

const known: CloudDevice = {
  deviceId: device.devId,
  uuid: licence.uuid,
  pid: productId,
  name: 'bench lamp',
  secKey: device.secKey,
  localKey: device.localKey,
  schemaId: '',
  bound: false,
  online: false,
  uid: 'vuser1',
  activeAt: 0,
  values: {},
  log: [],
};

const ca = 'QkVOQ0g=';
const endpoints = { atop: { host: 'a1.bench.test', port: 443 }, mqtt: { host: 'm1.bench.test', port: 8883 }, ca };

const replay = async (steps: readonly Step[]) => {
  const bench = createDeviceBench({ devices: [structuredClone(known)] }, { endpoints });
  const { side, time, state } = bench;
  const sessions = new Map<string, MqttSession>();
  const heard: { topic: string; payload: Uint8Array }[] = [];
  let client = '';
  let answered = 0;
  // After the first activation the story goes on with a second token of the same name.
  const freshToken = () => {
    for (const token of state.tokens) Object.assign(token, { usedBy: undefined, expiresAt: time.now + 1000 });
  };
  const setTime = (text: string | undefined) => {
    const { t } = JSON.parse(text ?? '{}') as { t?: number };
    if (t) time.now = t * 1000;
  };

  const cloudSays = (step: Step) => {
    setTime(step.plaintext);
    const message = readMessage(step.plaintext ?? '');
    heard.length = 0;
    if (message?.protocol === 46) {
      freshToken();
      expect(side.pushToken(licence.uuid, { token: 'Tok3n7Zq', region: 'AY', secret: 'pro' })).toBe(true);
    } else if (message?.protocol === 5) expect(side.send(device.devId, readDps(message.data))).toBe(true);
    else if (message?.protocol === 11) side.unbind(device.devId, false);
    const key = step.topic?.startsWith('d/ai/') ? licence.authKey : device.localKey;
    expect(heard.map(({ topic }) => topic)).toEqual([step.topic]);
    const ours = openPacket(heard[0]?.payload ?? new Uint8Array(), key);
    const { text, sequence, from } = openPacket(hexBytes(step.hex ?? ''), key) ?? {};
    expect(text).toBe(step.plaintext);
    expect(ours).toMatchObject({ text, sequence, from });
  };

  const deviceAsks = async (step: Step) => {
    setTime(step.responsePlaintext);
    freshToken();
    const body = await bench.post(step.path ?? '', step.requestBody ?? '');
    const text = openAtopAnswer(body, step.key ?? '')?.text ?? '';
    const ours = JSON.parse(text) as { result: unknown };
    const theirs = JSON.parse(step.responsePlaintext ?? '') as { result: unknown };
    if (step.api?.startsWith('thing.device.opensdk.active')) {
      const { schemaId } = ours.result as { schemaId: string };
      expect(schemaId.length).toBeLessThanOrEqual(16);
      expect(ours).toEqual({ ...theirs, result: { ...(theirs.result as object), schemaId } });
    } else if (step.api !== 'thing.ai.agent.token.get') expect(text).toBe(step.responsePlaintext);
    answered += 1;
  };

  for (const step of steps) {
    const name = step.step;
    if (name.startsWith('endpoint discovery')) {
      const told = JSON.parse(await bench.post(step.path ?? '', step.requestBody ?? '')) as object;
      expect(told).toEqual({ ...step.response, caArr: [ca] });
      answered += 1;
    } else if (step.requestPlaintext) await deviceAsks(step);
    else if (name === 'mqtt connect') {
      client = step.clientId ?? '';
      const login = { clientId: client, username: step.username ?? '', password: step.password ?? '' };
      const outcome = side.door.mqtt(
        login,
        (topic, payload) => heard.push({ topic, payload }),
        () => undefined,
      );
      if (outcome.code !== 0) throw new Error(`refused: ${outcome.code}`);
      sessions.set(client, outcome.session);
    } else if (name === 'mqtt subscribe') {
      for (const { topic } of step.topics ?? []) expect(sessions.get(client)?.subscribe(topic)).toBe(true);
    } else if (name === 'mqtt disconnect') sessions.get(step.clientId ?? '')?.close();
    else if (name.startsWith('rpc over mqtt')) {
      heard.length = 0;
      time.now = 1_795_379_240_000;
      sessions.get(device.devId)?.publish(step.topic ?? '', new TextEncoder().encode(step.text));
    } else if (name.startsWith('rpc answer')) {
      expect(heard.map(({ topic, payload }) => [topic, new TextDecoder().decode(payload)])).toEqual([
        [step.topic, step.text],
      ]);
    } else if (name === 'mqtt publish' && step.by === 'cloud') cloudSays(step);
    else if (name === 'mqtt publish') sessions.get(device.devId)?.publish(step.topic ?? '', hexBytes(step.hex ?? ''));
    else expect(name).toMatch(/^tls/);
  }
  return { ...bench, answered };
};

describe('the recorded story', () => {
  it('of TuyaOpen, from discovery through unbinding to the second activation, is answered as recorded', async () => {
    const { told, answered, state } = await replay(story);
    expect(answered).toBe(7);
    expect(told.map(({ kind }) => kind)).toEqual([
      'bound',
      'online',
      ...Array(6).fill('reported'),
      'unbound',
      'offline',
      'bound',
      'online',
    ]);
    expect(told.filter((each) => each.kind === 'reported').flatMap(({ values }) => values)).toEqual([
      { dpId: 1, value: true },
      { dpId: 1, value: false },
      { dpId: 2, value: 42 },
      { dpId: 3, value: 'scene' },
      { dpId: 4, value: 'ro' },
      { dpId: 1, value: true },
      { dpId: 1, value: false },
    ]);
    expect(state.devices).toHaveLength(1);
    expect(state.devices[0]).toMatchObject({ deviceId: device.devId, bound: true, softVer: '1.0.0' });
  });

  it('of agentic-kit too: activation 2.0, its own keys of discovery, its report without a device id', async () => {
    const { told, state } = await replay(secondStory);
    const reports = told.filter((each) => each.kind === 'reported');
    expect(reports.flatMap(({ values }) => values)).toEqual([
      { dpId: 1, value: true },
      { dpId: 2, value: 0 },
      { dpId: 3, value: 'white' },
      { dpId: 4, value: '' },
      { dpId: 6, value: '' },
    ]);
    expect(state.devices[0]?.online).toBe(true);
  });
});
