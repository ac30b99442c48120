import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createOpenApiClient } from '../../../src/links/openapi-client';
import { answered, refused } from '../../../src/protocols/openapi/envelope';
import { readOrigins } from '../../../src/relay/cloud/guard';
import { openRelay } from '../../../src/relay/cloud/open-relay';
import { type TinyCloud, tinyCloud } from '../../links/tiny-cloud';
import { account, environment, folder, openStream, own, relayBench } from './relay-bench';

/** Expectations: issue 3, "A relay": what it passes on, for whom, and where the secret is. */

const device = '/v1.0/devices/6cbenchdev0000000001xy';
const codeOf = async (response: Response) => ((await response.json()) as { problem: { code: string } }).problem.code;

describe('what is passed on', () => {
  it('is a listed call, to the chosen data centre, and the answer as it came', async () => {
    const bench = await relayBench();
    bench.cloud.answer = async (request) => answered({ url: request.url, body: await request.text() }, 5, 'tid');
    const response = await bench.call('GET', device, { query: { name: 'lamp one' } });
    expect(await response.json()).toEqual(
      answered({ url: `https://openapi.tuyaeu.com${device}?name=lamp%20one`, body: '' }, 5, 'tid'),
    );
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    const command = await bench.call('POST', `${device}/commands`, { body: { commands: [] } });
    expect(await command.json()).toMatchObject({ result: { body: '{"commands":[]}' } });
  });

  it.each([
    ['GET', '/v1.0/token?grant_type=1'],
    ['GET', '/v1.0/token'],
    ['GET', '/v1.0/devices/../token'],
    ['GET', '//elsewhere.example/v1.0/devices/a'],
    ['PATCH', device],
    ['DELETE', `${device}/commands`],
    ['POST', '/emulated/devices/6cdev/agent'],
  ])('is not %s %s', async (method, route) => {
    const bench = await relayBench();
    const response = await bench.call(method, route);
    expect([response.status, await codeOf(response)]).toEqual([403, 'cloud.not-allowed']);
    expect(bench.hosts).toEqual([]);
  });

  it.each(['', 'no JSON', '[]', '{}', '{"method":"GET"}', '{"method":"GET","path":"/v1.0/devices/a","query":{"a":1}}'])(
    'is not %j',
    async (body) => {
      const bench = await relayBench();
      const response = await bench.ask('POST', 'call', body);
      expect([response.status, bench.hosts]).toEqual([403, []]);
    },
  );

  it.each([{}, null, ''])(
    'is not a GET with a body: nothing would send %j, whatever the page believes',
    async (body) => {
      const bench = await relayBench();
      const response = await bench.call('GET', device, { body });
      expect([response.status, await response.json(), bench.hosts]).toEqual([
        403,
        { problem: { code: 'cloud.not-allowed', details: { reason: 'body-of-get' } } },
        [],
      ]);
    },
  );

  it('is not too large, with and without its length told', async () => {
    const bench = await relayBench();
    const body = JSON.stringify({ method: 'POST', path: `${device}/commands`, body: 'x'.repeat(70_000) });
    const told = await bench.ask('POST', 'call', body, { 'Content-Length': String(body.length) });
    const untold = await bench.ask('POST', 'call', body);
    expect([told.status, untold.status, bench.hosts]).toEqual([413, 413, []]);
    expect(await codeOf(untold)).toBe('cloud.not-allowed');
  });

  it('is nothing without an account', async () => {
    const bench = await relayBench({});
    const response = await bench.call('GET', device);
    expect([response.status, await codeOf(response)]).toEqual([409, 'cloud.no-account']);
    expect((await bench.ask('POST', 'probe')).status).toBe(409);
    expect((await bench.ask('POST', 'pairing', { token: 'Tok3n7Zq' })).status).toBe(409);
    expect((await bench.ask('POST', 'pairing', { token: 'no token/../x' })).status).toBe(403);
    expect((await bench.ask('GET', 'pairing/nobody-gave-this-name')).status).toBe(403);
    expect((await bench.ask('GET', 'anything')).status).toBe(404);
    expect(await (await bench.ask('GET', 'status')).json()).toEqual({
      configured: false,
      virtual: false,
      from: 'none',
      token: { held: false },
      events: 'none',
    });
  });
});

describe('for whom', () => {
  const asked = async (headers: Record<string, string>, listed = '') => {
    const bench = await relayBench({ ...environment, BINDERY_ORIGINS: listed });
    const response = await bench.ask('POST', 'call', { method: 'GET', path: device }, headers);
    return { status: response.status, calls: bench.hosts.length, headers: response.headers };
  };

  it('the own page, and a program that is no browser', async () => {
    const { routes } = await openRelay({ env: environment, openSession: createOpenApiClient });
    for (const headers of [[['Origin', own]], []] satisfies [string, string][][]) {
      expect((await routes.request(`${own}/status`, { headers })).status).toBe(200);
    }
  });

  it.each(['https://elsewhere.example', 'http://127.0.0.1:5173', 'http://localhost:4173', 'null'])(
    'not a page of %s',
    async (Origin) => {
      const { status, calls, headers } = await asked({ Origin });
      expect([status, calls, headers.get('Access-Control-Allow-Origin')]).toEqual([403, 0, null]);
    },
  );

  it.each(['cross-site', 'same-site'])('not a request that its browser calls %s', async (site) => {
    const { routes } = await openRelay({ env: environment, openSession: createOpenApiClient });
    const get = (headers: Record<string, string>) => routes.request(`${own}/status`, { headers });
    expect((await get({ 'Sec-Fetch-Site': site })).status).toBe(403);
    expect((await get({ 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200);
  });

  it('a listed page, which its browser is told; the account stays out of its reach', async () => {
    const Origin = 'http://localhost:5173';
    const bench = await relayBench({ BINDERY_ORIGINS: `https://other.example, ${Origin}` });
    const preflight = await bench.ask('OPTIONS', 'call', undefined, { Origin });
    expect([preflight.status, preflight.headers.get('Access-Control-Allow-Origin')]).toEqual([204, Origin]);
    expect((await bench.ask('GET', 'status', undefined, { Origin })).headers.get('Access-Control-Allow-Origin')).toBe(
      Origin,
    );
    const put = await bench.ask('PUT', 'credentials', { ...account, dataCentre: 'cn' }, { Origin });
    expect(put.status).toBe(403);
    expect((await bench.ask('DELETE', 'credentials', undefined, { Origin })).status).toBe(403);
  });

  it('not a name that only points at this computer', async () => {
    const { routes } = await openRelay({ env: environment, openSession: createOpenApiClient });
    expect((await routes.request('http://bench.example/status')).status).toBe(421);
  });

  it('nobody whose connection comes from elsewhere', async () => {
    const { routes } = await openRelay({ env: environment, openSession: createOpenApiClient });
    const from = (remoteAddress: string) =>
      routes.request(`${own}/status`, {}, { incoming: { socket: { remoteAddress } } });
    expect((await from('192.168.1.5')).status).toBe(403);
    expect((await from('::ffff:127.0.0.1')).status).toBe(200);
  });

  it('origins are checked at the start', () => {
    expect([...readOrigins('http://a.example/ https://b.example:8443')]).toEqual([
      'http://a.example',
      'https://b.example:8443',
    ]);
    for (const listed of ['*', 'a.example', 'http://a.example/path']) expect(() => readOrigins(listed)).toThrow();
  });
});

describe('the account', () => {
  const given = { ...account, dataCentre: 'cn' };

  it('is kept in a file for its owner alone, and survives a restart', async () => {
    const at = await folder();
    const bench = await relayBench({}, { at });
    const put = await bench.ask('PUT', 'credentials', given);
    expect(await put.json()).toMatchObject({ configured: true, from: 'file', dataCentre: 'cn', accessIdTail: '0001' });
    const file = path.join(at, 'bindery', 'cloud.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700);
    await bench.call('GET', device);
    expect(bench.hosts).toEqual(['openapi.tuyacn.com', 'openapi.tuyacn.com']);
    expect((await relayBench({}, { at })).from).toBe('file');
  });

  it('moves to another data centre without its secret being entered again', async () => {
    const bench = await relayBench({});
    await bench.ask('PUT', 'credentials', given);
    await bench.ask('PUT', 'credentials', { dataCentre: 'in' });
    expect(await (await bench.call('GET', device)).json()).toMatchObject({ success: true });
    expect(bench.hosts).toEqual(['openapi.tuyain.com', 'openapi.tuyain.com']);
  });

  it('is closed to others again when it was open', async () => {
    const at = await folder();
    await mkdir(path.join(at, 'bindery'));
    const file = path.join(at, 'bindery', 'cloud.json');
    await writeFile(file, JSON.stringify(given));
    await chmod(file, 0o644);
    expect((await relayBench({}, { at })).from).toBe('file');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('is forgotten when told to', async () => {
    const bench = await relayBench({});
    await bench.ask('PUT', 'credentials', given);
    expect(await (await bench.ask('DELETE', 'credentials')).json()).toMatchObject({ configured: false, from: 'none' });
    await expect(readFile(path.join(bench.folder, 'bindery', 'cloud.json'))).rejects.toThrow('ENOENT');
    expect((await bench.call('GET', device)).status).toBe(409);
  });

  it.each([
    ['access-id', { accessId: 'planted id', secret: account.secret, dataCentre: 'cn' }],
    ['secret', { accessId: account.accessId, secret: 'planted-short', dataCentre: 'cn' }],
    ['data-centre', { ...account, dataCentre: 'moon' }],
    ['access-id', { dataCentre: 'cn' }],
  ])('is refused for its %s, which is not quoted', async (reason, wrong) => {
    const bench = await relayBench({});
    const response = await bench.ask('PUT', 'credentials', wrong);
    expect([response.status, await response.json()]).toEqual([
      400,
      { problem: { code: 'cloud.bad-account', details: { reason } } },
    ]);
  });

  it('of the environment is not the page’s to change, and is whole or none', async () => {
    const bench = await relayBench();
    expect(bench.from).toBe('environment');
    for (const method of ['PUT', 'DELETE']) {
      const response = await bench.ask(method, 'credentials', given);
      expect([response.status, await codeOf(response)]).toEqual([400, 'cloud.bad-account']);
    }
    await expect(relayBench({ BINDERY_ACCESS_ID: account.accessId })).rejects.toMatchObject({
      code: 'cloud.bad-account',
    });
  });

  it('no secret comes back: not in answers, logs, headers, streams or errors', async () => {
    const told: string[] = [];
    const keep = async (response: Response) => {
      told.push(JSON.stringify([...response.headers]), await response.text());
    };
    const bench = await relayBench({});
    await keep(await bench.ask('PUT', 'credentials', given));
    await keep(await bench.ask('PUT', 'credentials', { ...given, accessId: 'planted id' }));
    await keep(await bench.ask('PUT', 'credentials', { ...given, secret: 'planted-x' }));
    await keep(await bench.ask('PUT', 'credentials', `{"secret":"${account.secret}`));
    const stream = openStream(await bench.follow('Tok3n7Zq'));
    await keep(await bench.call('GET', device));
    await keep(await bench.ask('GET', 'status'));
    await keep(await bench.ask('POST', 'probe'));
    await bench.pass(7200_000 / 1000);
    bench.cloud.spoil();
    await keep(await bench.call('GET', device));
    bench.cloud.answer = () => {
      throw new Error(`planted fault with ${account.secret} and ${bench.cloud.tokens.at(-1)}`);
    };
    await keep(await bench.call('GET', device));
    await keep(await bench.call('GET', '/v1.0/devices/planted-path/nowhere'));
    await keep(await bench.call('GET', '/v1.0/device/paring/tokens/plantedToken'));
    expect(bench.cloud.tokens.length).toBeGreaterThan(1);
    expect(bench.log.length).toBeGreaterThan(4);
    told.push(JSON.stringify(stream.events), ...bench.log);
    expect(told.filter((text) => text.includes('planted'))).toEqual([]);
    expect(told.filter((text) => text.includes('Tok3n7Zq'))).toEqual([]);
  });
});

it('a fault nobody foresaw says that it was one, and nothing of itself', async () => {
  const { routes } = await openRelay({
    env: environment,
    openSession: () => ({
      call: () => Promise.reject(new Error(`fault with ${account.secret}`)),
      clockOffset: () => undefined,
      token: () => ({ held: false }),
    }),
  });
  const body = JSON.stringify({ method: 'GET', path: device });
  const response = await routes.request(`${own}/call`, { method: 'POST', body });
  expect([response.status, await response.json()]).toEqual([
    500,
    { problem: { code: 'unexpected', details: { reason: 'relay' } } },
  ]);
});

describe('what the relay says of itself', () => {
  it.each([600_000, -600_000])('the clock is off by %i ms, after which calls go through', async (skewMs) => {
    const bench = await relayBench(environment, { skewMs });
    expect(await (await bench.call('GET', device)).json()).toMatchObject({ success: true });
    expect(await (await bench.ask('GET', 'status')).json()).toMatchObject({
      configured: true,
      from: 'environment',
      dataCentre: 'eu-central',
      accessIdTail: '0001',
      clockOffsetMs: skewMs,
      token: { held: true, ageMs: 0, leftMs: 7200_000 },
      events: 'polling',
    });
  });

  it('what every data centre says to the account, with code, text, clock and latency', async () => {
    const bench = await relayBench(environment, { skewMs: 240_000 });
    const probes = (await (await bench.ask('POST', 'probe')).json()) as { dataCentre: string }[];
    expect(probes.map(({ dataCentre }) => dataCentre)).toEqual([
      'cn',
      'us-west',
      'us-east',
      'eu-central',
      'eu-west',
      'in',
      'sg',
    ]);
    expect(probes[6]).toMatchObject({ url: 'https://openapi-sg.iotbing.com', offsetMs: 240_000, latencyMs: 0 });
    expect(new Set(bench.hosts).size).toBe(7);
  });

  it('how a data centre refuses: the token, or only then the call', async () => {
    const atEveryHost = new Map<string, TinyCloud>();
    const { routes } = await openRelay({
      env: environment,
      openSession: createOpenApiClient,
      fetch: (request) => {
        const { host } = new URL(request.url);
        const cloud = atEveryHost.get(host) ?? tinyCloud(account);
        atEveryHost.set(host, cloud);
        cloud.now = Date.now();
        if (host !== 'openapi.tuyaeu.com') cloud.answer = () => refused(28841107, 'suspended', cloud.now);
        return cloud.fetch(request);
      },
    });
    const probes = await (await routes.request(`${own}/probe`, { method: 'POST' })).json();
    expect(probes[0]).toMatchObject({ outcome: 'refused', at: 'call', code: 28841107, msg: 'suspended' });
    expect(probes[3]).toMatchObject({ dataCentre: 'eu-central', outcome: 'welcome' });
    const stranger = await relayBench({ ...environment, BINDERY_ACCESS_SECRET: 'planted-another-of-32-characters' });
    expect((await (await stranger.ask('POST', 'probe')).json())[0]).toMatchObject({
      outcome: 'refused',
      at: 'token',
      code: 1004,
    });
  });

  it('that a data centre could not be reached', async () => {
    const { routes } = await openRelay({
      env: environment,
      openSession: createOpenApiClient,
      fetch: () => Promise.reject(Object.assign(new TypeError('fetch failed'), { code: 'ECONNREFUSED' })),
    });
    const probes = await (await routes.request(`${own}/probe`, { method: 'POST' })).json();
    expect(probes[2]).toMatchObject({ dataCentre: 'us-east', outcome: 'unreachable', reason: 'ECONNREFUSED' });
    const call = await routes.request(`${own}/call`, {
      method: 'POST',
      body: JSON.stringify({ method: 'GET', path: device }),
    });
    expect([call.status, await codeOf(call)]).toEqual([502, 'cloud.unreachable']);
  });
});
