import { describe, expect, it } from 'vitest';
import {
  protocols,
  readDps,
  readMessage,
  readRpcAnswer,
  readRpcRequest,
  writeDps,
  writeMessage,
  writeRpcAnswer,
  writeRpcRequest,
} from '../../../src/protocols/device-cloud/messages';
import {
  bindLogin,
  bindTopic,
  deviceLogin,
  deviceTopics,
  readClientId,
} from '../../../src/protocols/device-cloud/mqtt-login';
import { openPacket, sealPacket } from '../../../src/protocols/device-cloud/packet';
import { device, hexBytes, hexOf, licence, packets, session, story, vectors } from './recorded';

const keyOf = (topic: string): string => (topic.startsWith('d/ai/') ? licence.authKey : device.localKey);

// mqtt-dp-vectors.json and the publishes of activation-session.json; layout: device-cloud, section 4.
describe('payloads of protocol 2.3', () => {
  it('has all recorded vectors', () => {
    expect(vectors.vectors).toHaveLength(16);
    expect(packets).toHaveLength(19);
  });

  for (const [at, vector] of vectors.vectors.entries()) {
    it(`vector ${at} (${vector.direction}, protocol ${vector.protocol}) opens and is re-made`, () => {
      const nonce = hexBytes(vector.nonceHex);
      const packet = { text: vector.plaintext, sequence: vector.sequence, from: vector.from, nonce };
      expect(openPacket(hexBytes(vector.wireHex), vector.key)).toEqual(packet);
      expect(hexOf(sealPacket(packet, vector.key))).toBe(vector.wireHex);
      expect(readMessage(vector.plaintext)?.protocol).toBe(vector.protocol);
    });
  }

  for (const [at, { hex, plaintext, topic, sequence, from }] of packets.entries()) {
    it(`publish ${at} of the session opens and is re-made`, () => {
      const packet = openPacket(hexBytes(hex), keyOf(topic));
      expect(packet?.text).toBe(plaintext);
      if (sequence !== undefined) expect(packet?.sequence).toBe(sequence);
      if (from !== undefined) expect(packet?.from).toBe(from);
      expect(packet && hexOf(sealPacket(packet, keyOf(topic)))).toBe(hex);
    });
  }

  it('opens nothing whose header was changed, that is cut short, or that is another version', () => {
    const wire = hexBytes(vectors.vectors[0]?.wireHex ?? '');
    const key = vectors.vectors[0]?.key ?? '';
    for (const place of [0, 3, 10, 11, 20, 40, wire.length - 1]) {
      const changed = wire.slice();
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(openPacket(changed, key), `byte ${place}`).toBeUndefined();
    }
    expect(openPacket(wire.subarray(0, 39), key)).toBeUndefined();
    expect(openPacket(new Uint8Array(), key)).toBeUndefined();
  });

  it('opens a payload that lies inside a larger buffer', () => {
    const vector = vectors.vectors[2];
    const wire = hexBytes(vector?.wireHex ?? '');
    const larger = new Uint8Array(wire.length + 9);
    larger.set(wire, 5);
    expect(openPacket(larger.subarray(5, 5 + wire.length), vector?.key ?? '')?.sequence).toBe(vector?.sequence);
  });
});

describe('messages', () => {
  it('are written as the recorded emulator wrote them and read back', () => {
    for (const { plaintext } of packets) {
      const message = readMessage(plaintext);
      // The demo's command line puts a space into its own reports.
      if (message) expect(writeMessage(message)).toBe(plaintext.replaceAll('": ', '":'));
    }
  });

  it('are dropped without one of their three keys', () => {
    expect(readMessage('{"protocol":5,"t":1}')).toBeUndefined();
    expect(readMessage('{"protocol":5,"data":{}}')).toBeUndefined();
    expect(readMessage('{"t":5,"data":{}}')).toBeUndefined();
    expect(readMessage('nothing')).toBeUndefined();
  });

  it('carry a factory reset beside the data', () => {
    const text = writeMessage({ protocol: protocols.reset, t: 5, data: { gwId: 'x' }, type: 'reset_factory' });
    expect(text).toBe('{"protocol":11,"t":5,"data":{"gwId":"x"},"type":"reset_factory"}');
    expect(readMessage(text)?.type).toBe('reset_factory');
  });

  it('carry data points by their ids', () => {
    const values = [
      { dpId: 1, value: true },
      { dpId: 2, value: 42 },
      { dpId: 3, value: 'scene' },
    ];
    expect(writeDps(values)).toEqual({ '1': true, '2': 42, '3': 'scene' });
    expect(readDps({ dps: { ...writeDps(values), '4': null, x: 1, '5': { a: 1 } } })).toEqual(values);
    expect(readDps({})).toEqual([]);
  });

  it('read and re-make the recorded RPC', () => {
    const asked: { topic?: string; text?: string }[] = [...story, ...session.deviceReset];
    const requests = asked.filter(({ topic }) => topic?.startsWith('rpc/req'));
    expect(requests).toHaveLength(2);
    for (const { text = '' } of requests) {
      const request = readRpcRequest(text);
      expect(request && writeRpcRequest(request)).toBe(text);
    }
    const answer = story.find((step) => step.topic?.startsWith('rpc/rsp'))?.text ?? '';
    expect(writeRpcAnswer(1, 1795379240)).toBe(answer);
    expect(readRpcAnswer(answer)).toEqual({ id: 1, result: undefined });
    expect(readRpcAnswer(writeRpcAnswer(2, 5, { version: '1.1.0' }))?.result).toEqual({ version: '1.1.0' });
  });
});

describe('logins', () => {
  it('are those recorded before and after activation', () => {
    const connects = story.filter((step) => step.step === 'mqtt connect');
    expect(connects.length).toBeGreaterThan(2);
    const known = [bindLogin(licence), deviceLogin(device.devId, device.secKey)];
    for (const { clientId, username, password } of connects)
      expect(known).toContainEqual({ clientId, username, password });
  });

  it('have the recorded topics', () => {
    const topics = story.flatMap((step) => step.topics ?? []).map(({ topic }) => topic);
    const own = deviceTopics(device.devId);
    expect(new Set(topics)).toEqual(new Set([bindTopic(licence.uuid), own.in, own.rpcAnswer, own.rpcFile]));
    expect([own.out, own.rpcRequest]).toEqual(vectors.mqttCredentials[1]?.publish);
  });

  it('tell whom a client id speaks for', () => {
    expect(readClientId('acon_uuidbench00000000001')).toEqual({ uuid: 'uuidbench00000000001' });
    expect(readClientId(device.devId)).toEqual({ devId: device.devId });
  });
});
