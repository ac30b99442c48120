import { beforeEach, describe, expect, it } from 'vitest';
import { createOpenApiClient } from '../../src/links/openapi-client';
import type { CloudSession } from '../../src/model/cloud';
import { BenchError } from '../../src/model/problem';
import { answered, refused } from '../../src/protocols/openapi/envelope';
import { type TinyCloud, tinyCloud } from './tiny-cloud';

/** Expectations: openapi, sections 2 to 5. */

const account = { accessId: 'plantedaccessid00001', secret: 'planted-secret-of-32-characters0' };
const device = { method: 'GET', path: '/v1.0/devices/abc' } as const;
const grant = 'GET /v1.0/token';

let cloud: TinyCloud;
let ours: number;
/** The clock that nobody sets. */
let ticks: number;
let client: CloudSession;

/** Both clocks. */
const pass = (ms: number) => {
  cloud.now += ms;
  ours += ms;
  ticks += ms;
};

const clientOf = (fetch: (request: Request) => Promise<Response>) =>
  createOpenApiClient({ fetch, baseUrl: 'https://openapi.example', ...account, now: () => ours, ticks: () => ticks });

beforeEach(() => {
  cloud = tinyCloud(account);
  ours = cloud.now;
  ticks = 500;
  client = clientOf(cloud.fetch);
});

describe('calls', () => {
  it('are signed so that a strict verifier takes them', async () => {
    const heard: { url: string; text: string }[] = [];
    cloud.answer = async (request) => {
      heard.push({ url: request.url, text: await request.text() });
      return answered('done', cloud.now);
    };
    const asked = [
      device,
      { method: 'GET', path: '/v1.0/x', query: { z: '1', codes: 'a1,b2', name: 'lamp one', plus: '1+1', 灯: '灯' } },
      { method: 'POST', path: '/v1.0/devices/abc/commands', body: { commands: [{ code: 'name', value: '灯 ✓' }] } },
      { method: 'PUT', path: '/v1.0/devices/abc/reset-factory' },
      { method: 'DELETE', path: '/v1.0/devices/abc' },
    ] as const;
    for (const call of asked) expect(await client.call(call)).toEqual(answered('done', cloud.now));
    expect(heard[1]?.url).toContain('codes=a1%2Cb2&name=lamp%20one&plus=1%2B1');
    expect(heard.map(({ text }) => text)).toEqual(['', '', JSON.stringify(asked[2].body), '', '']);
  });

  it('give the refusals of the cloud as answers, whatever the HTTP status', async () => {
    const refusal = refused(28841002, 'expired', cloud.now);
    cloud.answer = () => refusal;
    expect(await client.call(device)).toEqual(refusal);
    const odd = clientOf(async (request) => new Response((await cloud.fetch(request)).body, { status: 500 }));
    cloud.answer = () => answered(1, cloud.now);
    expect(await odd.call(device)).toEqual(answered(1, cloud.now));
  });

  it('give what the token call was refused with', async () => {
    const stranger = createOpenApiClient({
      fetch: cloud.fetch,
      baseUrl: 'https://openapi.example',
      ...account,
      secret: 'f'.repeat(32),
      now: () => ours,
      ticks: () => ticks,
    });
    expect(await stranger.call(device)).toMatchObject({ success: false, code: 1004 });
    expect(stranger.token()).toEqual({ held: false });
  });
});

describe('the token', () => {
  it('is asked for once by 50 at once, and refreshed once by 50 at once', async () => {
    const all = () => Promise.all(Array.from({ length: 50 }, () => client.call(device)));
    expect((await all()).every(({ success }) => success)).toBe(true);
    expect(cloud.tokens).toHaveLength(1);
    pass(7200_000 - 60_000);
    expect((await all()).every(({ success }) => success)).toBe(true);
    expect(cloud.tokens).toHaveLength(2);
    expect(cloud.calls).toHaveLength(102);
    expect(cloud.calls[51]).toBe('GET /v1.0/token/planted-refresh-1');
  });

  it('is kept until 60 s before its end, and says its age', async () => {
    await client.call(device);
    pass(7200_000 - 60_001);
    await client.call(device);
    expect(cloud.tokens).toHaveLength(1);
    expect(client.token()).toEqual({ held: true, ageMs: 7139_999, leftMs: 60_001 });
    pass(1);
    await client.call(device);
    expect(cloud.tokens).toHaveLength(2);
  });

  it('is asked for afresh when the refresh is refused', async () => {
    await client.call(device);
    cloud.refreshWorks = false;
    pass(7200_000);
    expect((await client.call(device)).success).toBe(true);
    expect(cloud.calls.slice(2, 4)).toEqual(['GET /v1.0/token/planted-refresh-1', grant]);
  });

  it.each([1010, 1011, 1012])('is asked for afresh on %i, once for 50 calls, which then go through', async (code) => {
    await client.call(device);
    cloud.spoil(code);
    const answers = await Promise.all(Array.from({ length: 50 }, () => client.call(device)));
    expect(answers.every(({ success }) => success)).toBe(true);
    expect(cloud.tokens).toHaveLength(2);
    expect(cloud.calls.filter((call) => call === grant)).toHaveLength(2);
  });

  it('is not asked for again by a call whose refusal comes after the renewal', async () => {
    await client.call(device);
    cloud.spoil();
    let late = () => {};
    const waiting = new Promise<void>((letGo) => {
      late = letGo;
    });
    let first = true;
    const slow = clientOf(async (request) => {
      const answer = await cloud.fetch(request);
      if (request.url.endsWith('/slow') && first) {
        first = false;
        await waiting;
      }
      return answer;
    });
    await slow.call(device);
    cloud.spoil();
    const behind = slow.call({ method: 'GET', path: '/v1.0/slow' });
    expect((await slow.call(device)).success).toBe(true);
    const renewed = cloud.tokens.length;
    late();
    expect((await behind).success).toBe(true);
    expect(cloud.tokens).toHaveLength(renewed);
  });

  it.each([86_400_000, -86_400_000])('lives as long as it was given, though the clock is set by %d ms', async (by) => {
    await client.call(device);
    const given = cloud.tokens.length;
    ours += by;
    expect((await client.call(device)).success).toBe(true);
    expect(cloud.tokens).toHaveLength(given);
    const told = client.token();
    expect(told.held && told.ageMs).toBe(0);
    pass(7_200_000);
    expect((await client.call(device)).success).toBe(true);
    expect(cloud.tokens.length).toBeGreaterThan(given);
  });

  it('is renewed once and then shown as refused', async () => {
    cloud.answer = () => refused(1010, 'token is expired', cloud.now);
    expect(await client.call(device)).toMatchObject({ success: false, code: 1010 });
    expect(cloud.tokens).toHaveLength(2);
  });

  it('with little life left is used rather than asked for again and again', async () => {
    cloud.tokenLife = 40;
    await client.call(device);
    await client.call(device);
    expect(cloud.tokens).toHaveLength(1);
    pass(20_000);
    await client.call(device);
    expect(cloud.tokens).toHaveLength(2);
  });
});

describe('the clock', () => {
  it.each([600_000, -600_000])('off by %i ms is corrected at the first refusal, and told', async (skew) => {
    expect(client.clockOffset()).toBeUndefined();
    ours += skew;
    expect((await client.call(device)).success).toBe(true);
    expect(client.clockOffset()).toBe(-skew);
    expect(cloud.calls).toEqual([grant, 'GET /v1.0/devices/abc']);
  });

  it('that jumps between two calls costs one more try', async () => {
    await client.call(device);
    ours -= 900_000;
    expect((await client.call(device)).success).toBe(true);
    expect(client.clockOffset()).toBe(900_000);
  });

  it.each([
    ['absent', undefined],
    ['0', 0],
    ['told in seconds', 1_795_379_605],
    ['text', '1795379605000'],
    ['of the next century', 4_200_000_000_000],
    ['a day from the time it has just let in', 1_795_379_605_000 + 86_400_000],
  ])('of the cloud that is %s is not believed: the answer counts, and the clock stays as it was', async (_, t) => {
    const odd = clientOf(async (request) => {
      const told = (await (await cloud.fetch(request)).json()) as object;
      return Response.json(request.url.includes('token') ? told : { ...told, t });
    });
    ours -= 60_000;
    expect(await odd.call(device)).toMatchObject({ success: true, result: {} });
    expect(odd.clockOffset()).toBe(60_000);
    expect((await odd.call(device)).success).toBe(true);
    expect(cloud.calls).toHaveLength(3);
  });

  it('of the cloud that refuses ours and tells none is not tried again with the same time', async () => {
    let asked = 0;
    const odd = clientOf(async () => {
      asked += 1;
      return Response.json(refused(1013, 'request time is invalid', 0));
    });
    expect(await odd.call(device)).toMatchObject({ code: 1013 });
    expect([asked, odd.clockOffset()]).toEqual([1, undefined]);
  });

  it('is tried twice and no more', async () => {
    let asked = 0;
    const never = clientOf(async () => {
      asked += 1;
      return Response.json(refused(1013, 'request time is invalid', cloud.now));
    });
    expect(await never.call(device)).toMatchObject({ code: 1013 });
    expect(asked).toBe(2);
  });
});

describe('what is no answer', () => {
  const problemOf = async (fetch: (request: Request) => Promise<Response>): Promise<BenchError> => {
    const fault = await clientOf(fetch)
      .call(device)
      .catch((thrown: unknown) => thrown);
    if (!(fault instanceof BenchError)) throw fault;
    return fault;
  };

  it('a network fault names host and reason, and no address', async () => {
    const cause = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
    const fault = await problemOf(async ({ url }) => {
      throw new TypeError(`fetch of ${url} failed ${account.secret}`, { cause });
    });
    expect(fault.problem).toEqual({
      code: 'cloud.unreachable',
      details: { host: 'openapi.example', reason: 'ENOTFOUND' },
    });
    expect(fault.cause).toBeUndefined();
    expect(`${fault.stack} ${JSON.stringify(fault)}`).not.toMatch(/planted/);
  });

  it('a page in its place', async () => {
    const portal = async () => new Response('<h1>Log in</h1>', { status: 511 });
    expect((await problemOf(portal)).problem).toEqual({
      code: 'cloud.unreadable',
      details: { host: 'openapi.example', status: 511 },
    });
  });

  it('more than an answer of the cloud can be is not read to its end', async () => {
    let given = 0;
    let cancelled = false;
    const endless = () =>
      new ReadableStream<Uint8Array>({
        pull(stream) {
          given += 65_536;
          stream.enqueue(new Uint8Array(65_536).fill(32));
        },
        cancel() {
          cancelled = true;
        },
      });
    const fault = await problemOf(async () => new Response(endless()));
    expect(fault.problem).toEqual({
      code: 'cloud.too-large',
      details: { host: 'openapi.example', status: 200, most: 4_194_304 },
    });
    expect(given).toBeLessThan(5_000_000);
    expect(cancelled).toBe(true);
    const told = await problemOf(async () => new Response('x', { headers: { 'Content-Length': '5000000' } }));
    expect(told.problem.code).toBe('cloud.too-large');
  });

  it('silence ends at the deadline, and the exchange with it', async () => {
    const asked: Request[] = [];
    const silent = createOpenApiClient({
      fetch: (request) => {
        asked.push(request);
        return new Promise(() => {});
      },
      baseUrl: 'https://openapi.example',
      ...account,
      now: () => ours,
      ticks: () => ticks,
      withinMs: 1,
    });
    await expect(silent.call(device)).rejects.toMatchObject({
      code: 'cloud.unreachable',
      details: { reason: 'TIMEOUT' },
    });
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(asked[0]?.redirect).toBe('error');
  });

  it('one failed renewal does not spoil the next', async () => {
    let down = true;
    const flaky = clientOf(async (request) => {
      if (down) throw new TypeError('fetch failed');
      return cloud.fetch(request);
    });
    await expect(flaky.call(device)).rejects.toMatchObject({ code: 'cloud.unreachable' });
    down = false;
    expect((await flaky.call(device)).success).toBe(true);
  });
});
