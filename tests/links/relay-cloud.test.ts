import { describe, expect, it } from 'vitest';
import { createRelayCloud, type RelayOptions } from '../../src/links/relay-cloud';
import type { CloudAnswer, CloudEvent } from '../../src/model/cloud';
import { answered } from '../../src/protocols/openapi/envelope';
import { eventSourceOver } from './fetched-events';

/** The page's end alone; `relay/cloud/demo.test.ts` has both ends over HTTP. */

const json = (value: unknown, status = 200) => Response.json(value, { status });
const call = { method: 'GET', path: '/v1.0/devices/abc' } as const;

const over = (fetch: (url: string, init?: RequestInit) => Promise<Response>, more: RelayOptions = {}) =>
  createRelayCloud({ fetch: fetch as typeof globalThis.fetch, pause: async () => {}, ...more });

describe('without a relay', () => {
  it.each([
    ['nobody answers', () => Promise.reject(new TypeError('fetch failed'))],
    [
      'the page’s files answer',
      async () => new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html' } }),
    ],
    ['a plain server says no', async () => new Response('Not found', { status: 404 })],
  ])('%s', async (_, fetch) => {
    await expect(over(fetch).status()).rejects.toMatchObject({ code: 'cloud.no-relay' });
    await expect(over(fetch).cloud(false).call(call)).rejects.toMatchObject({ code: 'cloud.no-relay' });
  });

  it('something else that speaks JSON is not taken for it', async () => {
    await expect(over(async () => json({ error: 1 }, 500)).status()).rejects.toMatchObject({
      code: 'cloud.unreadable',
    });
    await expect(over(async () => json({ problem: { code: 'no.such' } }, 500)).status()).rejects.toMatchObject({
      code: 'cloud.unreadable',
    });
    await expect(
      over(async () => json({ hello: 1 }))
        .cloud(false)
        .call(call),
    ).rejects.toMatchObject({
      code: 'cloud.unreadable',
    });
  });
});

it('an answer of the relay is not read for ever either', async () => {
  const headers = { 'Content-Type': 'application/json' };
  const endless = () =>
    new ReadableStream<Uint8Array>({ pull: (stream) => stream.enqueue(new Uint8Array(65_536).fill(32)) });
  await expect(over(async () => new Response(endless(), { headers })).status()).rejects.toMatchObject({
    code: 'cloud.too-large',
  });
});

describe('calls', () => {
  it('wait for room as long as the relay says, and then give up with its words', async () => {
    const waits: number[] = [];
    let refusals = 3;
    const busy = { problem: { code: 'cloud.busy', details: { seconds: 1, ms: 400 } } };
    const cloud = over(async () => (refusals-- > 0 ? json(busy, 429) : json(answered(7, 1))), {
      pause: async (ms) => void waits.push(ms),
    }).cloud(false);
    expect(await cloud.call(call)).toEqual(answered(7, 1));
    expect(waits).toHaveLength(3);
    for (const ms of waits) expect(ms >= 400 && ms <= 650).toBe(true);
    refusals = 100;
    await expect(cloud.call(call)).rejects.toMatchObject({ code: 'cloud.busy', details: { seconds: 1 } });
    expect(waits).toHaveLength(7);
  });

  it('bring the relay’s refusals with their facts', async () => {
    const problem = { code: 'cloud.unreachable', details: { host: 'openapi.tuyacn.com', reason: 'ENOTFOUND' } };
    await expect(
      over(async () => json({ problem }, 502))
        .cloud(false)
        .call(call),
    ).rejects.toMatchObject(problem);
  });

  it('carry the account once, in a body and never in an address', async () => {
    const seen: [string, string | undefined, unknown][] = [];
    const relay = over(async (url, init) => {
      seen.push([url, init?.method, init?.body]);
      return json({ configured: true });
    });
    const account = { accessId: 'a', secret: 's', dataCentre: 'cn' } as const;
    await relay.keepAccount(account);
    await relay.forgetAccount();
    expect(seen).toEqual([
      ['/cloud/credentials', 'PUT', JSON.stringify(account)],
      ['/cloud/credentials', 'DELETE', undefined],
    ]);
  });
});

describe('streams', () => {
  const event: CloudEvent = { kind: 'online', deviceId: '6cdev', at: 1 };

  /** Streams that the test writes to. */
  const streams = () => {
    const opened: { url: string; write(event: string, data: string): void; end(): void; signal: AbortSignal }[] = [];
    const ready: (() => void)[] = [];
    const EventSource = eventSourceOver(async (url, signal) => {
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      const writer = writable.getWriter();
      opened.push({
        url,
        signal,
        write: (name, data) => void writer.write(new TextEncoder().encode(`event: ${name}\ndata: ${data}\n\n`)),
        end: () => void writer.close(),
      });
      for (const tell of ready.splice(0)) tell();
      return new Response(readable, { headers: { 'Content-Type': 'text/event-stream' } });
    });
    return { EventSource, opened, next: () => new Promise<void>((done) => ready.push(done)) };
  };
  const none = async () => json({});

  it('are one for all who listen, and closed behind the last', async () => {
    const { EventSource, opened } = streams();
    const cloud = over(none, { EventSource }).cloud(false);
    const heard: CloudEvent[] = [];
    const first = cloud.listen((each) => heard.push(each));
    const both = new Promise<void>((done) => {
      const second = cloud.listen((each) => {
        heard.push(each);
        second();
        done();
      });
    });
    expect(opened).toHaveLength(1);
    opened[0]?.write('cloud', JSON.stringify(event));
    await both;
    expect(heard).toEqual([event, event]);
    expect(opened[0]?.signal.aborted).toBe(false);
    first();
    expect(opened[0]?.signal.aborted).toBe(true);
  });

  it('that the server refuses are opened again, those it ended are not', async () => {
    let waited = 0;
    const { EventSource, opened, next } = streams();
    let refuse = true;
    const Refusing = eventSourceOver(async () => json({}, 403));
    const Either = function (this: unknown, url: string) {
      const Taken = refuse ? Refusing : EventSource;
      refuse = false;
      return new Taken(url);
    } as unknown as new (
      url: string,
    ) => EventSource;
    const asked: unknown[] = [];
    const named = async (url: string, init?: RequestInit) => {
      asked.push([url, JSON.parse(String(init?.body))]);
      return json({ watch: 'a-made-up-name' });
    };
    const relay = over(named, {
      EventSource: Either,
      pause: async () => {
        waited += 1;
      },
    });
    const answers: CloudAnswer[] = [];
    const opening = next();
    const heard = new Promise<void>((done) => {
      relay.followPairing('Tok3n7Zq', 'asset', 99, (answer) => {
        answers.push(answer);
        done();
      });
    });
    await opening;
    // The token is told in the body, never in an address.
    expect(asked).toEqual([['/cloud/pairing', { token: 'Tok3n7Zq', kind: 'asset', leftMs: 99 }]]);
    expect([waited, opened[0]?.url]).toEqual([1, '/cloud/pairing/a-made-up-name']);
    opened[0]?.write('answer', JSON.stringify(answered({ success: [] }, 1)));
    await heard;
    const closed = new Promise<void>((done) => opened[0]?.signal.addEventListener('abort', () => done()));
    opened[0]?.write('end', '');
    await closed;
    expect(answers).toEqual([answered({ success: [] }, 1)]);
    expect(opened).toHaveLength(1);
  });

  it('are nothing where the browser has none', () => {
    expect(() =>
      over(none, { EventSource: undefined })
        .cloud(false)
        .listen(() => {})(),
    ).not.toThrow();
  });
});
