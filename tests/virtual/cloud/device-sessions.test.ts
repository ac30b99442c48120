import { describe, expect, it } from 'vitest';
import { protocols, readMessage, writeMessage } from '../../../src/protocols/device-cloud/messages';
import { bindLogin, bindTopic, deviceLogin, deviceTopics } from '../../../src/protocols/device-cloud/mqtt-login';
import { openPacket, sealPacket } from '../../../src/protocols/device-cloud/packet';
import type { MqttLogin } from '../../../src/virtual/cloud/device-door';
import { asciiBytes, device, licence, session as recorded } from '../../protocols/device-cloud/recorded';
import { createDeviceBench, recordedAt } from './device-bench';

// Login rules, topics and messages: device-cloud, sections 4 to 6.

const createBound = async () => {
  const bench = createDeviceBench();
  await bench.activate();
  bench.told.length = 0;
  const id = bench.state.devices[0]?.deviceId ?? '';
  const topics = deviceTopics(id);

  const connect = (login: MqttLogin = deviceLogin(id, device.secKey)) => {
    const heard: { topic: string; payload: Uint8Array }[] = [];
    const ended: string[] = [];
    const outcome = bench.side.door.mqtt(
      login,
      (topic, payload) => heard.push({ topic, payload }),
      () => ended.push('closed'),
    );
    if (outcome.code !== 0) throw new Error(`refused with ${outcome.code}`);
    const read = (key = device.localKey) =>
      heard.map(({ topic, payload }) => ({ topic, message: readMessage(openPacket(payload, key)?.text ?? '') }));
    return { session: outcome.session, heard, ended, read };
  };
  const codeFor = (login: MqttLogin) =>
    bench.side.door.mqtt(
      login,
      () => undefined,
      () => undefined,
    ).code;
  const report = (dps: Record<string, unknown>, key = device.localKey, of: string | undefined = id) =>
    sealPacket(
      {
        text: writeMessage({ protocol: protocols.report, t: 1, data: { ...(of ? { devId: of } : {}), dps } }),
        sequence: 7,
        from: 1,
        nonce: asciiBytes('0123456789ab'),
      },
      key,
    );
  return { ...bench, id, topics, connect, codeFor, report };
};

describe('logging in', () => {
  it('is refused with 4 for a wrong password, another user name and strangers', async () => {
    const { codeFor, id } = await createBound();
    const bind = bindLogin(licence);
    const own = deviceLogin(id, device.secKey);
    expect(codeFor({ ...bind, password: 'ddea92bca960cac3' })).toBe(4);
    expect(codeFor({ ...own, password: bind.password })).toBe(4);
    expect(codeFor({ ...own, username: 'somebody' })).toBe(4);
    expect(codeFor(bindLogin({ uuid: 'uuidbench00000000009', authKey: licence.authKey }))).toBe(4);
    expect(codeFor(deviceLogin('6cnobody', device.secKey))).toBe(4);
  });

  it('is refused with 5 only when the device was unbound, and with a right password', async () => {
    const { codeFor, id, side } = await createBound();
    expect(codeFor(deviceLogin(id, device.secKey))).toBe(0);
    side.unbind(id, false);
    expect(codeFor(deviceLogin(id, device.secKey))).toBe(5);
    expect(codeFor({ ...deviceLogin(id, device.secKey), password: 'wrong' })).toBe(4);
  });

  it('takes the recorded login of a device that was unbound while away for just that (unboundWhileOffline)', async () => {
    const { codeFor, side, state } = await createBound();
    Object.assign(state.devices[0] ?? {}, { deviceId: device.devId });
    side.unbind(device.devId, false);
    const { clientId, username, password } = recorded.unboundWhileOffline.connect;
    expect(codeFor({ clientId, username, password })).toBe(5);
  });

  it('never answers a passing fault with 5', async () => {
    for (const fault of ['login-refused', 'device-offline', 'wrong-auth-key'] as const) {
      const { codeFor, id, core } = await createBound();
      core.state.faults.push({ fault });
      const login = fault === 'wrong-auth-key' ? bindLogin(licence) : deviceLogin(id, device.secKey);
      expect(codeFor(login), fault).toBe(4);
    }
  });

  it('does not authorise a license of another SDK to wait for a token', async () => {
    const { codeFor, id, core } = await createBound();
    core.state.faults.push({ fault: 'license-foreign' });
    expect(codeFor(bindLogin(licence))).toBe(5);
    expect(codeFor(deviceLogin(id, core.state.devices[0]?.secKey ?? ''))).toBe(0);
  });

  it('lets the bind channel linger beside the device, and a newer connection take over an older one', async () => {
    const { connect, told, id } = await createBound();
    const bind = connect(bindLogin(licence));
    const first = connect();
    const second = connect();
    expect([bind.ended, first.ended, second.ended]).toEqual([[], ['closed'], []]);
    first.session.close();
    expect(told).toEqual([{ kind: 'online', deviceId: id, at: recordedAt }]);
    second.session.close();
    second.session.close();
    expect(told.map(({ kind }) => kind)).toEqual(['online', 'offline']);
  });

  it('gives each its own topics and no others', async () => {
    const { connect, topics } = await createBound();
    const bind = connect(bindLogin(licence)).session;
    const own = connect().session;
    expect(bind.subscribe(bindTopic(licence.uuid))).toBe(true);
    expect(bind.subscribe(topics.in)).toBe(false);
    for (const topic of [topics.in, topics.rpcAnswer, topics.rpcFile]) expect(own.subscribe(topic)).toBe(true);
    for (const topic of [topics.out, bindTopic(licence.uuid), '#', 'smart/device/in/+'])
      expect(own.subscribe(topic), topic).toBe(false);
  });
});

describe('a token over the bind channel', () => {
  it('is the bare eight characters with region and environment, only to the one who waits (section 2)', async () => {
    const { connect, side } = await createBound();
    const token = { token: 'Tok3n7Zq', region: 'AY', secret: 'p4pX' };
    expect(side.pushToken(licence.uuid, token)).toBe(false);
    const bind = connect(bindLogin(licence));
    expect(side.pushToken(licence.uuid, token)).toBe(false);
    bind.session.subscribe(bindTopic(licence.uuid));
    expect(side.pushToken(licence.uuid, token)).toBe(true);
    expect(side.pushToken('uuidbench00000000009', token)).toBe(false);
    expect(bind.read(licence.authKey)).toEqual([
      {
        topic: bindTopic(licence.uuid),
        message: { protocol: 46, t: 1795379239, data: { token: 'Tok3n7Zq', region: 'AY', env: 'p4pX' } },
      },
    ]);
  });
});

describe('data points', () => {
  it('go down as protocol 5 when somebody listens', async () => {
    const { connect, side, id, topics } = await createBound();
    expect(side.send(id, [{ dpId: 1, value: true }])).toBe(false);
    const own = connect();
    own.session.subscribe(topics.in);
    expect(side.send(id, [{ dpId: 6, value: 'AQIDBA==' }])).toBe(true);
    expect(own.read().map(({ message }) => message)).toEqual([
      { protocol: 5, t: 1795379239, data: { devId: id, dps: { '6': 'AQIDBA==' } } },
    ]);
    own.session.close();
    expect(side.send(id, [{ dpId: 1, value: true }])).toBe(false);
    expect(side.send('nobody', [])).toBe(false);
  });

  it('come up as protocol 4 and are kept, with a device id or without', async () => {
    const { connect, topics, told, report, state, id } = await createBound();
    const { session } = connect();
    session.publish(topics.out, report({ '1': true, '2': 42 }));
    session.publish(topics.out, report({ '3': 'scene' }, device.localKey, undefined));
    expect(told.slice(1)).toEqual([
      {
        kind: 'reported',
        deviceId: id,
        at: recordedAt,
        values: [
          { dpId: 1, value: true },
          { dpId: 2, value: 42 },
        ],
      },
      { kind: 'reported', deviceId: id, at: recordedAt, values: [{ dpId: 3, value: 'scene' }] },
    ]);
    expect(state.devices[0]?.values[2]).toEqual({ value: 42, at: recordedAt });
    expect(state.devices[0]?.log.map(({ dpId, source }) => [dpId, source])).toEqual([
      [1, 'device'],
      [2, 'device'],
      [3, 'device'],
    ]);
  });

  it('that the schema does not allow are dropped, the others kept', async () => {
    const { connect, topics, report, state } = await createBound();
    const { session } = connect();
    session.publish(topics.out, report({ '1': 'yes', '2': 101, '3': 'green', '5': 16, '9': 1 }));
    expect(state.devices[0]?.values).toEqual({});
    session.publish(topics.out, report({ '1': true, '2': -1, '5': 15 }));
    expect(Object.keys(state.devices[0]?.values ?? {})).toEqual(['1', '5']);
  });

  it('are taken between two steps too, which the device does not look at (section 4)', async () => {
    const { connect, topics, report, state } = await createBound();
    Object.assign(state.products[0]?.dataPoints.find(({ id }) => id === 2) ?? {}, { step: 7 });
    connect().session.publish(topics.out, report({ '2': 100 }));
    expect(state.devices[0]?.values[2]?.value).toBe(100);
  });

  it('are not taken with another key, for another device, on another topic or after unbinding', async () => {
    const { connect, topics, report, told, side, id } = await createBound();
    const { session } = connect();
    told.length = 0;
    session.publish(topics.out, report({ '1': true }, 'anotherKey123456'));
    session.publish(topics.out, report({ '1': true }, device.localKey, 'another'));
    session.publish('smart/device/out/another', report({ '1': true }));
    session.publish(topics.out, asciiBytes('no packet'));
    expect(told).toEqual([]);
    side.unbind(id, false);
    session.publish(topics.out, report({ '1': true }));
    expect(told.map(({ kind }) => kind)).toEqual(['unbound']);
  });

  it('get lost as often as asked for', async () => {
    const { connect, topics, report, state, core } = await createBound();
    core.state.faults.push({ fault: 'report-lost', times: 1 });
    const { session } = connect();
    session.publish(topics.out, report({ '2': 1 }));
    expect(state.devices[0]?.values).toEqual({});
    session.publish(topics.out, report({ '2': 2 }));
    expect(state.devices[0]?.values[2]?.value).toBe(2);
  });

  it('may repeat sequence numbers and nonces (section 4)', async () => {
    const { connect, topics, report, told } = await createBound();
    const { session } = connect();
    session.publish(topics.out, report({ '2': 1 }));
    session.publish(topics.out, report({ '2': 1 }));
    expect(told.filter(({ kind }) => kind === 'reported')).toHaveLength(2);
  });
});

describe('the end of a binding', () => {
  it('reaches a device that is there as protocol 11', async () => {
    const { connect, side, id, topics, told, state } = await createBound();
    const own = connect();
    own.session.subscribe(topics.in);
    side.unbind(id, false);
    expect(own.read().map(({ message }) => message)).toEqual([{ protocol: 11, t: 1795379239, data: { gwId: id } }]);
    own.session.close();
    expect(told.map(({ kind }) => kind)).toEqual(['online', 'unbound', 'offline']);
    expect(state.devices[0]).toMatchObject({ bound: false, online: false });
    side.unbind(id, false);
    expect(told).toHaveLength(3);
  });

  it('says so at the root when everything has to go', async () => {
    const { connect, side, id, topics } = await createBound();
    const own = connect();
    own.session.subscribe(topics.in);
    side.unbind(id, true);
    expect(own.read()[0]?.message).toMatchObject({ protocol: 11, type: 'reset_factory' });
  });

  it.each([
    ['with a wipe forgets the values, wishes and log of the device', true, {}, undefined, 0],
    ['without one keeps them', false, { 1: { value: true, at: 1 } }, { 1: { value: false, at: 2 } }, 1],
  ])('%s, also when it is bound again', async (_, wipe, values, desired, entries) => {
    const { side, id, activate, state } = await createBound();
    const [first] = state.devices;
    Object.assign(first ?? {}, {
      values: { 1: { value: true, at: 1 } },
      desired: { 1: { value: false, at: 2 } },
      log: [{ at: 1, dpId: 1, value: true, source: 'device' }],
    });
    side.unbind(id, wipe);
    for (const token of state.tokens) token.usedBy = undefined;
    expect((await activate({ devId: id })).result?.success).toBe(true);
    expect(state.devices[0]?.values).toEqual(values);
    expect(state.devices[0]?.desired).toEqual(desired);
    expect(state.devices[0]?.log).toHaveLength(entries);
  });

  it('comes from the device too, by RPC, and leaves nothing to tell (deviceReset)', async () => {
    const { connect, topics, told, state, codeFor, id } = await createBound();
    const own = connect();
    own.session.subscribe(topics.rpcAnswer);
    own.session.publish(topics.rpcRequest, asciiBytes(recorded.deviceReset[0]?.text ?? ''));
    own.session.close();
    expect(told.map(({ kind }) => kind)).toEqual(['online', 'unbound', 'offline']);
    expect(state.devices[0]?.pending).toBeUndefined();
    expect(new TextDecoder().decode(own.heard[0]?.payload)).toBe(
      '{"id":2,"data":{"result":{"success":true,"t":1795379239,"result":true},"t":1795379239}}',
    );
    expect(codeFor(deviceLogin(id, device.secKey))).toBe(5);
  });

  it('is over with the next activation', async () => {
    const { connect, side, id, activate, state, codeFor } = await createBound();
    connect();
    side.unbind(id, true);
    for (const token of state.tokens) token.usedBy = undefined;
    expect((await activate({ devId: id })).result?.success).toBe(true);
    expect(state.devices[0]?.pending).toBeUndefined();
    expect(codeFor(deviceLogin(id, device.secKey))).toBe(0);
  });
});

describe('RPC', () => {
  it('is refused in its own envelope, and what is no request is not answered', async () => {
    const { connect, topics } = await createBound();
    const own = connect();
    own.session.subscribe(topics.rpcAnswer);
    own.session.publish(topics.rpcRequest, asciiBytes('{"id":4,"a":"tuya.device.fly","t":1,"data":{},"v":"1.0"}'));
    own.session.publish(topics.rpcRequest, asciiBytes('hello'));
    expect(own.heard).toHaveLength(1);
    expect(JSON.parse(new TextDecoder().decode(own.heard[0]?.payload))).toMatchObject({
      id: 4,
      data: { result: { success: false, errorCode: 'API_OR_API_VERSION_WRONG' } },
    });
  });
});

describe('a cloud that was kept', () => {
  it('has no device online when it is taken up again', async () => {
    const { connect, state } = await createBound();
    connect();
    expect(state.devices[0]?.online).toBe(true);
    const again = createDeviceBench(structuredClone(state));
    expect(again.state.devices[0]).toMatchObject({ online: false, bound: true });
  });
});
