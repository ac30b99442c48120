import { describe, expect, it } from 'vitest';
import { openAtopRequest, readAtopParams } from '../../src/protocols/device-cloud/atop';
import { openPacket } from '../../src/protocols/device-cloud/packet';
import type { MqttSession } from '../../src/virtual/cloud/device-door';
import { boot } from '../../src/virtual/esp/boot/boot';
import { buildImage } from '../../src/virtual/esp/demo-image';
import { createNorFlash } from '../../src/virtual/parts/nor-flash';
import story from '../vectors/activation-session.json';
import { slowClock } from './cloud-bench';

// vectors/activation-session.json: what TuyaOpen's own switch_demo said to a cloud, from power-on to its second activation.
// The board hears the recorded answers and must say the recorded words, times aside: those were the recorder's.

const { uuid, authKey } = story.licence;
const { devId, secKey, localKey } = story.device;
const timeless = (text: string) => text.replace(/"t":\d+/g, '"t":0');

type Step = (typeof story.steps)[number];
const recorded = story.steps as readonly (Step & Record<string, unknown>)[];

/** What the device said, a line each; TLS and HTTP headers are not the client's business here. */
const expected = recorded.flatMap((step) => {
  if (step.by !== 'device') return [];
  if (step.step === 'mqtt connect') return [`login ${step.clientId} ${step.username} ${step.password}`];
  if (step.step === 'mqtt subscribe') {
    return (step.topics as { topic: string }[]).map(({ topic }) => `subscribe ${topic}`);
  }
  if (step.step === 'mqtt publish') return [`publish ${step.topic} ${timeless(String(step.plaintext))}`];
  if (step.step.startsWith('rpc')) return [`publish ${step.topic} ${timeless(String(step.text))}`];
  if (step.step.startsWith('endpoint discovery')) return [`asks ${step.requestBody}`];
  if (step.step.startsWith('atop'))
    return [`atop ${step.api} ${step.version} ${timeless(String(step.requestPlaintext))}`];
  return [];
});

const replay = () => {
  const said: string[] = [];
  let pending = 0;
  const { clock, pass } = slowClock(() => pending > 0);
  const answers = recorded.filter((step) => step.by === 'device' && (step.response || step.responseBody));
  let delivery: ((topic: string, payload: Uint8Array) => void) | undefined;

  const keyOf = (call: string) => (call === 'thing.device.opensdk.active' ? authKey : secKey);
  const session: MqttSession = {
    subscribe(topic) {
      said.push(`subscribe ${topic}`);
      return true;
    },
    publish(topic, payload) {
      const text = topic.startsWith('rpc') ? new TextDecoder().decode(payload) : openPacket(payload, localKey)?.text;
      said.push(`publish ${topic} ${timeless(text ?? 'not to be opened')}`);
    },
    close() {},
  };

  const running = boot(
    {
      chip: 'esp32',
      mac: 'C8:47:8C:A1:B2:C3',
      clock,
      flash: createNorFlash(
        4 << 20,
        buildImage({ chip: 'esp32', merged: true, version: '1.0.0', pid: story.productId }),
      ),
      habits: { licensed: { uuid, authKey } },
      bootMs: 1000,
      send() {},
      restart() {},
      powerLoss() {},
      cloud: {
        async http(request) {
          pending += 1;
          const { pathname, search } = new URL(request.url);
          const body = await request.text();
          const { a = '', v } = readAtopParams(search);
          said.push(
            pathname === '/d.json'
              ? `atop ${a} ${v} ${timeless(openAtopRequest(body, keyOf(a))?.text ?? 'not to be opened')}`
              : `asks ${body}`,
          );
          const answer = answers.shift();
          pending -= 1;
          return new Response(answer?.responseBody ? String(answer.responseBody) : JSON.stringify(answer?.response));
        },
        mqtt(login, deliver) {
          said.push(`login ${login.clientId} ${login.username} ${login.password}`);
          delivery = deliver;
          return { code: 0, session };
        },
      },
    },
    'esp32',
  );
  return {
    said,
    pass,
    type: (line: string) => running.receive(Buffer.from(`${line}\r`, 'latin1')),
    hear: (topic: string, hex: string) => delivery?.(topic, Uint8Array.from(Buffer.from(hex, 'hex'))),
  };
};

describe('the recorded life of a device', () => {
  it('is lived again word for word by a virtual board', async () => {
    const board = replay();
    await board.pass(5000);
    for (const step of recorded) {
      if (step.step !== 'mqtt publish') continue;
      if (step.by === 'cloud') board.hear(String(step.topic), String(step.hex));
      // The recorder typed these two on the console.
      else if (step.qos === 0) board.type(String(step.plaintext).includes('true') ? 'switch on' : 'switch off');
      else continue;
      await board.pass(6000);
    }
    expect(board.said.length).toBeGreaterThan(20);
    expect(board.said).toEqual(expected);
    expect(board.said.join()).toContain(devId);
  });
});
