import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import type { CloudEvent } from '../../../src/model/cloud';
import { makePushFrame, type PushMessage, pushHeaders, pushPath } from '../../../src/protocols/openapi/push';
import { followPush, type PushSettings } from '../../../src/relay/cloud/push-client';
import { handClock } from '../../virtual/hand-clock';
import { openStream, account as plain, relayBench, settle } from './relay-bench';

/** Expectations: openapi, section 9. The frames are held to OpenSSL in `protocols/openapi/push.test.ts`. */

const account = { ...plain, dataCentre: 'cn' } as const;

/** Things that happen, to be waited for one after the other. */
const queue = <T>() => {
  const ready: T[] = [];
  const waiting: ((value: T) => void)[] = [];
  return {
    put(value: T) {
      const next = waiting.shift();
      if (next) next(value);
      else ready.push(value);
    },
    take: () => new Promise<T>((done) => (ready.length > 0 ? done(ready.shift() as T) : waiting.push(done))),
    get left() {
      return ready.length;
    },
  };
};

/** The message push on loopback: lets in who logs in as documented, at the documented path. */
const pushServer = async (refuse?: number) => {
  const guests = queue<WebSocket>();
  const acknowledged = queue<string>();
  const refused = queue<number>();
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    verifyClient: ({ req }, decide) => {
      const { username, password } = pushHeaders(account.accessId, account.secret);
      const known = req.headers.username === username && req.headers.password === password;
      const right = known && req.url === pushPath(account.accessId, 'event');
      decide(right && !refuse, refuse ?? 401);
      if (!right || refuse) refused.put(refuse ?? 401);
    },
  });
  server.on('connection', (socket) => {
    socket.on('message', (data) => acknowledged.put((JSON.parse(String(data)) as { messageId: string }).messageId));
    guests.put(socket);
  });
  await new Promise((done) => server.on('listening', done));
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}${pushPath(account.accessId, 'event')}`;
  return { server, guests, acknowledged, refused, address };
};

const follow = (address: string, more: Partial<PushSettings> = {}) => {
  const clock = handClock();
  const heard = queue<CloudEvent>();
  const flows = queue<boolean>();
  const log: string[] = [];
  const settings = { account, clock, heard: heard.put, flows: flows.put, log: (line: string) => log.push(line) };
  const stop = followPush({ url: address, ...settings, ...more });
  onTestFinished(stop);
  return { clock, heard, flows, log, stop };
};

const told = 1_795_379_605_000;
const report = (id: number): PushMessage => ({
  messageId: `m${id}`,
  protocol: 1000,
  t: told,
  data: {
    bizCode: 'devicePropertyMessage',
    bizData: { devId: '6cdev', properties: [{ code: 'switch_1', dpId: 1, value: id % 2 === 0 }] },
    ts: told + id,
  },
});
const iv = new Uint8Array(12);

describe('the message push', () => {
  it('tells our own time where a message has an impossible one', async () => {
    const push = await pushServer();
    const { heard, clock } = follow(push.address);
    const guest = await push.guests.take();
    const { data, ...frame } = report(1);
    guest.send(
      makePushFrame({ ...frame, data: { ...(data as object), ts: 1_795_379_605 } }, account.secret, {
        cipher: 'aes_ecb',
      }),
    );
    expect(await heard.take()).toMatchObject({ kind: 'reported', at: clock.now() });
  });

  it('is heard under both ciphers, and every frame is acknowledged', async () => {
    const push = await pushServer();
    const { heard, flows, log } = follow(push.address);
    const guest = await push.guests.take();
    expect(await flows.take()).toBe(true);
    guest.send(makePushFrame(report(1), account.secret, { cipher: 'aes_ecb' }));
    guest.send(makePushFrame(report(2), account.secret, { cipher: 'aes_gcm', iv }));
    expect([await heard.take(), await heard.take()]).toMatchObject([
      { kind: 'reported', deviceId: '6cdev', at: told + 1, properties: [{ code: 'switch_1', dpId: 1, value: false }] },
      { kind: 'reported', deviceId: '6cdev', at: told + 2, properties: [{ code: 'switch_1', dpId: 1, value: true }] },
    ]);
    guest.send('noise');
    guest.send(makePushFrame(report(3), 'f'.repeat(32), { cipher: 'aes_gcm', iv }));
    guest.send(makePushFrame({ ...report(4), protocol: 1002 }, account.secret, { cipher: 'aes_ecb' }));
    const ids = [];
    for (let index = 0; index < 4; index++) ids.push(await push.acknowledged.take());
    expect(ids).toEqual(['m1', 'm2', 'm3', 'm4']);
    expect(heard.left).toBe(0);
    expect(log.join('\n')).not.toMatch(/planted/);
  });

  it('is opened again with growing pauses, one at a time', async () => {
    const push = await pushServer();
    const { clock, flows } = follow(push.address);
    for (const pause of [1000, 1000]) {
      const guest = await push.guests.take();
      expect(await flows.take()).toBe(true);
      guest.terminate();
      expect(await flows.take()).toBe(false);
      clock.pass(pause - 1);
      await settle();
      expect(push.server.clients.size).toBe(0);
      clock.pass(1);
    }
    await push.guests.take();
    expect(push.server.clients.size).toBe(1);
  });

  it('pauses longer each time nobody is there', async () => {
    const { clock, log, flows } = follow('ws://127.0.0.1:9/');
    for (const pause of [1, 2, 4, 8, 16, 32, 60, 60]) {
      expect(await flows.take()).toBe(false);
      expect(log.at(-1)).toBe(`push: closed, again in ${pause} s`);
      clock.pass(pause * 1000);
    }
  });

  it('that refuses is not asked again for five minutes', async () => {
    const push = await pushServer(403);
    const { clock, flows, log } = follow(push.address);
    expect(await push.refused.take()).toBe(403);
    expect(await flows.take()).toBe(false);
    expect(log).toEqual(['push: refused with HTTP 403', 'push: closed, again in 300 s']);
    clock.pass(299_999);
    await settle();
    expect(push.refused.left).toBe(0);
    clock.pass(1);
    expect(await push.refused.take()).toBe(403);
  });

  it('that fell silent is given up and opened again', async () => {
    const push = await pushServer();
    const { clock, flows } = follow(push.address);
    const guest = await push.guests.take();
    expect(await flows.take()).toBe(true);
    guest.pause();
    clock.pass(30_000);
    await settle();
    expect(push.server.clients.size).toBe(1);
    clock.pass(30_000);
    expect(await flows.take()).toBe(false);
  });

  it('ends when nobody wants it any more', async () => {
    const push = await pushServer();
    const { stop, flows } = follow(push.address);
    const guest = await push.guests.take();
    expect(await flows.take()).toBe(true);
    const gone = new Promise((done) => guest.on('close', done));
    stop();
    await gone;
    expect(flows.left).toBe(0);
  });
});

describe('the relay’s event stream', () => {
  const env = {
    BINDERY_ACCESS_ID: account.accessId,
    BINDERY_ACCESS_SECRET: account.secret,
    BINDERY_DATA_CENTRE: 'cn',
  };

  it('is one consumer for all pages, and none when the last has gone', async () => {
    const push = await pushServer();
    const bench = await relayBench(env, { pushAddress: () => push.address });
    const pages = [];
    for (let page = 0; page < 3; page++) pages.push(openStream(await bench.ask('GET', 'events')));
    const guest = await push.guests.take();
    guest.send(makePushFrame(report(1), account.secret, { cipher: 'aes_gcm', iv }));
    await push.acknowledged.take();
    await settle();
    for (const { events } of pages)
      expect(events).toMatchObject([{ event: 'cloud', data: { kind: 'reported', at: told + 1 } }]);
    expect(push.server.clients.size).toBe(1);
    expect(await (await bench.ask('GET', 'status')).json()).toMatchObject({ events: 'push' });
    const gone = new Promise((done) => guest.on('close', done));
    for (const { leave } of pages) await leave();
    await gone;
  });

  it('polls the devices somebody looks at while there is no push, and stops when nobody does', async () => {
    const push = await pushServer(401);
    const bench = await relayBench(env, { pushAddress: () => push.address });
    const device = '6cbenchdev0000000001xy';
    let value = false;
    let online = true;
    let time = 1;
    bench.cloud.answer = (request) => ({
      success: true,
      t: bench.cloud.now,
      result: request.url.endsWith('/properties')
        ? { properties: [{ code: 'switch_1', dp_id: 1, time, value, type: 'bool' }] }
        : { online },
    });
    await bench.call('GET', `/v1.0/devices/${device}`);
    await bench.call('GET', `/v2.0/cloud/thing/${device}/shadow/properties`);
    const stream = openStream(await bench.ask('GET', 'events'));
    await push.refused.take();
    await bench.pass(200_000, 1000);
    expect(stream.events).toEqual([]);
    await bench.call('POST', `/v2.0/cloud/thing/${device}/shadow/properties/issue`, { body: { properties: '{}' } });
    value = true;
    time = 2;
    await bench.pass(4000);
    expect(stream.events).toMatchObject([
      { data: { kind: 'reported', deviceId: device, properties: [{ code: 'switch_1', dpId: 1, value: true }] } },
    ]);
    online = false;
    await bench.pass(600_000, 1000);
    expect(stream.events[1]).toMatchObject({ data: { kind: 'offline', deviceId: device } });
    expect(await (await bench.ask('GET', 'status')).json()).toMatchObject({ events: 'polling' });
    await stream.leave();
    const calls = bench.cloud.calls.length;
    await bench.pass(200_000, 1000);
    expect(bench.cloud.calls).toHaveLength(calls);
  });
});
