/** A device and a person for the served cloud, over real sockets: Node's own TLS, the `mqtt` package, plain HTTP. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request } from 'node:https';
import mqtt, { type MqttClient } from 'mqtt';
import type { ServedCloud } from '../../src/doors/cloud-serve';
import type { MqttCredentials } from '../../src/protocols/device-cloud/mqtt-login';
import { openPacket } from '../../src/protocols/device-cloud/packet';

export const rootOf = ({ facts }: ServedCloud): string => readFileSync(facts.caFile, 'utf8');

const collect = async (answer: AsyncIterable<Buffer>): Promise<string> => {
  const pieces: Buffer[] = [];
  for await (const piece of answer) pieces.push(piece);
  return Buffer.concat(pieces).toString();
};

/** POST as a device does, the root of this cloud its only trust. */
export const post = async (served: ServedCloud, path: string, body: string) => {
  const asked = request({
    host: 'localhost',
    port: served.ports.https,
    path,
    method: 'POST',
    ca: rootOf(served),
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8', 'content-length': body.length },
    agent: false,
  });
  asked.end(body);
  const [answer] = await once(asked, 'response');
  return { status: answer.statusCode as number, headers: answer.headers, text: await collect(answer) };
};

/** One call of the control endpoint; `headers` may play another site. */
export const control = async (
  served: ServedCloud,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string; headers: Record<string, unknown> }> => {
  const asked = httpRequest(`${served.control}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    agent: false,
  });
  asked.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  const [answer] = await once(asked, 'response');
  return { status: answer.statusCode, text: await collect(answer), headers: answer.headers };
};

export interface Heard {
  topic: string;
  payload: Buffer;
}

export const connect = async (served: ServedCloud, login: MqttCredentials) => {
  const client: MqttClient = mqtt.connect({
    protocol: 'mqtts',
    host: 'localhost',
    port: served.ports.mqtt,
    ca: rootOf(served),
    protocolVersion: 4,
    clean: true,
    keepalive: 120,
    reconnectPeriod: 0,
    ...login,
  });
  const waiting: ((heard: Heard) => void)[] = [];
  const heard: Heard[] = [];
  client.on('message', (topic, payload) => {
    const next = waiting.shift();
    if (next) next({ topic, payload });
    else heard.push({ topic, payload });
  });
  const outcome = await new Promise<number>((resolve) => {
    client.once('connect', () => resolve(0));
    client.once('error', (fault) => resolve('code' in fault && typeof fault.code === 'number' ? fault.code : -1));
  });
  return {
    client,
    /** CONNACK. */
    code: outcome,
    next: (): Promise<Heard> => {
      const known = heard.shift();
      return known ? Promise.resolve(known) : new Promise((resolve) => waiting.push(resolve));
    },
    async message(key: string): Promise<{ topic: string; text: string }> {
      const { topic, payload } = await this.next();
      return { topic, text: openPacket(new Uint8Array(payload), key)?.text ?? '' };
    },
    end: () => client.endAsync(),
  };
};
