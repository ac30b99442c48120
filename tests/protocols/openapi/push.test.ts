import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  acknowledgement,
  makePushFrame,
  type PushMessage,
  pushHeaders,
  pushUrl,
  readPushFrame,
} from '../../../src/protocols/openapi/push';
import { cloudEvent } from '../../../src/protocols/openapi/push-events';

/** Expectations: openapi, sections 9 and 12; frames sealed by OpenSSL, message shapes of the vendor's "Message Types". */

const accessId = 'benchaccessid000001q';
const secret = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const key = '4b5a69788796a5b4';
const data = { devId: '6cbenchdev0000000001xy', status: [{ code: 'name', value: '灯' }] };

const frame = (sealed: Buffer, properties?: object) => {
  const payload = { protocol: 4, pv: '2.0', t: 1795379605000, data: sealed.toString('base64'), sign: 'x' };
  return JSON.stringify({
    messageId: 'CAEQ',
    payload: Buffer.from(JSON.stringify(payload)).toString('base64'),
    properties,
  });
};

const sealedEcb = () => {
  const cipher = createCipheriv('aes-128-ecb', key, null);
  return Buffer.concat([cipher.update(JSON.stringify(data)), cipher.final()]);
};
const sealedGcm = () => {
  const iv = Buffer.from('000102030405060708090a0b', 'hex');
  const cipher = createCipheriv('aes-128-gcm', key, iv);
  return Buffer.concat([iv, cipher.update(JSON.stringify(data)), cipher.final(), cipher.getAuthTag()]);
};

it('logs in with the known-good password, at the documented place', () => {
  expect(pushHeaders(accessId, secret)).toEqual({ username: accessId, password: '75383368455d9d47' });
  expect(pushUrl('cn', 'abc')).toBe(
    'wss://mqe.tuyacn.com:8285/ws/v2/consumer/persistent/abc/out/event/abc-sub?ackTimeoutMillis=3000&subscriptionType=Failover',
  );
});

describe('frames', () => {
  it('open under both ciphers', () => {
    const message = { messageId: 'CAEQ', protocol: 4, t: 1795379605000, data };
    expect(readPushFrame(frame(sealedEcb()), secret)).toEqual({ messageId: 'CAEQ', message });
    expect(readPushFrame(frame(sealedEcb(), { em: 'aes_ecb' }), secret)).toEqual({ messageId: 'CAEQ', message });
    expect(readPushFrame(frame(sealedGcm(), { em: 'aes_gcm' }), secret)).toEqual({ messageId: 'CAEQ', message });
  });

  it('are acknowledged even when they cannot be opened, or they come again for ever', () => {
    const spoilt = sealedGcm();
    spoilt[20] = (spoilt[20] ?? 0) ^ 1;
    expect(readPushFrame(frame(spoilt, { em: 'aes_gcm' }), secret)).toEqual({ messageId: 'CAEQ' });
    expect(readPushFrame(frame(sealedEcb()), 'f'.repeat(32))).toEqual({ messageId: 'CAEQ' });
    expect(readPushFrame('{"messageId":"1","payload":7}', secret)).toEqual({ messageId: '1' });
    expect(JSON.parse(acknowledgement('CAEQ'))).toEqual({ messageId: 'CAEQ' });
  });

  it.each(['', 'null', '[]', '{}', '{"messageId":1}', 'no JSON'])('%j is none', (text) => {
    expect(readPushFrame(text, secret)).toBeUndefined();
  });

  it('made here are the bytes OpenSSL makes', () => {
    const message: PushMessage = { messageId: 'CAEQ', protocol: 4, t: 1, data };
    const payloadOf = (text: string) => JSON.parse(atob(JSON.parse(text).payload)) as { data: string };
    const iv = sealedGcm().subarray(0, 12);
    const gcm = makePushFrame(message, secret, { cipher: 'aes_gcm', iv });
    expect(payloadOf(gcm).data).toBe(sealedGcm().toString('base64'));
    const ecb = makePushFrame(message, secret, { cipher: 'aes_ecb' });
    expect(payloadOf(ecb).data).toBe(sealedEcb().toString('base64'));
    for (const text of [gcm, ecb]) expect(readPushFrame(text, secret)?.message).toEqual(message);
  });
});

describe('what messages say', () => {
  const deviceId = '6cbenchdev0000000001xy';

  it('a report, in the older and the current set', () => {
    const older = { devId: deviceId, status: [{ code: 'switch_1', value: false, t: 1628229842692, '1': 'false' }] };
    expect(cloudEvent({ protocol: 4, t: 9, data: older })).toEqual({
      kind: 'reported',
      deviceId,
      at: 9,
      properties: [{ code: 'switch_1', dpId: 1, value: false }],
    });
    const current = {
      bizCode: 'devicePropertyMessage',
      bizData: { devId: deviceId, properties: [{ code: 'switch_1', dpId: 1, time: 8, value: true }] },
      ts: 7,
    };
    expect(cloudEvent({ protocol: 1000, t: 9, data: current })).toEqual({
      kind: 'reported',
      deviceId,
      at: 7,
      properties: [{ code: 'switch_1', dpId: 1, value: true }],
    });
  });

  it.each([
    [20, { devId: deviceId, bizCode: 'online', bizData: { time: 5 } }, 'online'],
    [20, { devId: deviceId, bizCode: 'offline', bizData: { time: 5 } }, 'offline'],
    [20, { devId: deviceId, bizCode: 'bindUser', bizData: {}, ts: 5 }, 'bound'],
    [20, { devId: deviceId, bizCode: 'delete', bizData: {}, ts: 5 }, 'unbound'],
    [1001, { bizCode: 'deviceOnline', bizData: { devId: deviceId, time: 5 }, ts: 4 }, 'online'],
    [1001, { bizCode: 'deviceOffline', bizData: { devId: deviceId, time: 5 }, ts: 4 }, 'offline'],
  ])('protocol %i %j', (protocol, message, kind) => {
    expect(cloudEvent({ protocol, t: 9, data: message })).toEqual({ kind, deviceId, at: 5 });
  });

  it.each([
    [20, { devId: deviceId, bizCode: 'nameUpdate' }],
    [25, { devId: deviceId }],
    [4, { devId: deviceId, status: [] }],
    [4, { status: [{ code: 'a', value: 1 }] }],
    [4, null],
    [1000, { bizData: 'text' }],
  ])('protocol %i %j is nothing to the bench', (protocol, message) => {
    expect(cloudEvent({ protocol, t: 9, data: message })).toBeUndefined();
  });
});
