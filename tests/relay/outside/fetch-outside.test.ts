import type { OutgoingHttpHeaders, RequestListener } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { fetchOutside, type OutsideSettings, type Resolved } from '../../../src/relay/outside/fetch-outside';
import { type Elsewhere, openElsewhere } from './elsewhere';

/** Over sockets of this computer, named as near where a test allows it; no name is ever looked up outside. */

const open: Elsewhere[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const begin = async (answer: RequestListener): Promise<Elsewhere> => {
  const elsewhere = await openElsewhere(answer);
  open.push(elsewhere);
  return elsewhere;
};

const here: Resolved[] = [{ address: '127.0.0.1', family: 4 }];

/** Where made-up names lead; every look-up is written down. */
const settings = (
  near: readonly string[],
  names: Record<string, Resolved[]> = {},
  more: Partial<OutsideSettings> = {},
) => {
  const looked: string[] = [];
  return {
    looked,
    nearHosts: new Set(near),
    resolve: async (host: string) => {
      looked.push(host);
      const found = host === 'localhost' ? here : names[host];
      if (!found) throw new Error('ENOTFOUND');
      return found;
    },
    ...more,
  };
};

const json: Record<string, string> = { 'Content-Type': 'application/json' };
const reason = (wanted: string, details: object = {}) => ({
  code: 'catalogue.not-fetched',
  details: expect.objectContaining({ reason: wanted, ...details }),
});

it('gives the bytes, and tells the server nothing of whoever asks', async () => {
  const elsewhere = await begin((_, response) => response.writeHead(200, json).end('{"name":"x"}'));
  const bytes = await fetchOutside(`${elsewhere.url}list.json`, 'list', settings([elsewhere.host]));
  expect(Buffer.from(bytes).toString()).toBe('{"name":"x"}');
  expect(elsewhere.asked).toEqual(['GET /list.json']);
  expect(Object.keys(elsewhere.headers[0] ?? {}).sort()).toEqual([
    'accept',
    'accept-encoding',
    'connection',
    'host',
    'user-agent',
  ]);
});

it.each([
  ['https://10.0.0.5/x.json', 'near'],
  ['https://[::1]/x.json', 'near'],
  ['https://[::ffff:7f00:1]/x.json', 'near'],
  ['https://2130706433/x.json', 'near'],
  ['https://0x7f.1/x.json', 'near'],
  ['https://169.254.169.254/latest/meta-data', 'near'],
  ['https://inside.example/x.json', 'near'],
  ['https://half-inside.example/x.json', 'near'],
  ['https://localhost/x.json', 'near'],
  ['http://localhost/x.json', 'near'],
  ['https://nowhere.example/x.json', 'unreachable'],
  ['http://files.example/x.json', 'scheme'],
  ['ftp://files.example/x.json', 'scheme'],
  ['file:///etc/hostname', 'scheme'],
  ['https://me:pass@files.example/x.json', 'credentials'],
  ['https://files.example/x.json?token=made-up', 'secret'],
  ['', 'no-address'],
])('asks nobody for %s: %s', async (address, wanted) => {
  const names = {
    'inside.example': [{ address: '10.0.0.5', family: 4 }],
    'half-inside.example': [
      { address: '93.184.215.14', family: 4 },
      { address: 'fe80::1', family: 6 },
    ],
  };
  await expect(fetchOutside(address, 'list', settings([], names))).rejects.toMatchObject(reason(wanted));
});

it('lets a listed host be near on its listed port alone', async () => {
  const [one, other] = [await begin((_, r) => r.writeHead(200, json).end('1')), await begin((_, r) => r.end())];
  await fetchOutside(one.url, 'list', settings([one.host]));
  await expect(fetchOutside(other.url, 'list', settings([one.host]))).rejects.toMatchObject(reason('near'));
  expect(other.asked).toEqual([]);
});

it('follows a redirect, and looks again where it leads', async () => {
  const target = await begin((_, response) => response.writeHead(200, json).end('here'));
  const secret = await begin((_, response) => response.writeHead(200, json).end('of the network'));
  const elsewhere = await begin((request, response) => {
    const to = {
      '/moved': `${target.url}x?sig=a-moment`,
      '/inside': `${secret.url}x`,
      '/name': 'https://inside.example/',
    };
    response.writeHead(302, { Location: to[request.url as '/moved'] ?? '/moved' }).end();
  });
  const allowed = settings([elsewhere.host, target.host], {
    'inside.example': [{ address: '192.168.1.1', family: 4 }],
  });
  expect(Buffer.from(await fetchOutside(`${elsewhere.url}first`, 'list', allowed)).toString()).toBe('here');
  for (const path of ['inside', 'name'])
    await expect(fetchOutside(elsewhere.url + path, 'list', allowed)).rejects.toMatchObject(reason('near'));
  expect(secret.asked).toEqual([]);
});

it.each([
  ['http://files.example/', 'scheme'],
  ['file:///etc/hostname', 'scheme'],
  ['https://me:pass@files.example/', 'credentials'],
  ['http://[', 'no-address'],
])('does not follow one to %s', async (location, wanted) => {
  const elsewhere = await begin((_, response) => response.writeHead(301, { Location: location }).end());
  await expect(fetchOutside(elsewhere.url, 'list', settings([elsewhere.host]))).rejects.toMatchObject(reason(wanted));
});

it('stops after five redirects', async () => {
  const elsewhere = await begin((_, response) => response.writeHead(302, { Location: '/again' }).end());
  await expect(fetchOutside(elsewhere.url, 'list', settings([elsewhere.host]))).rejects.toMatchObject(
    reason('redirects'),
  );
  expect(elsewhere.asked).toHaveLength(6);
});

it('connects to the address it has checked, not to what the name says a moment later', async () => {
  const elsewhere = await begin((_, response) => response.writeHead(200, json).end('checked'));
  let looks = 0;
  const rebinding = {
    nearHosts: new Set([elsewhere.host]),
    // The second answer leads to nobody: a second look-up would fail.
    resolve: async () => (looks++ === 0 ? here : [{ address: '127.0.0.2', family: 4 }]),
  };
  await fetchOutside(elsewhere.url, 'list', rebinding);
  expect(looks).toBe(1);
});

it.each([
  ['promised', { ...json, 'Content-Length': String(2 * 1024 * 1024) }],
  ['not promised', json],
])('reads no more than there may be, %s', async (_, headers) => {
  let sent = 0;
  const elsewhere = await begin((_request, response) => {
    response.writeHead(200, headers);
    const chunk = Buffer.alloc(64 * 1024);
    const more = () => {
      if (response.destroyed) return;
      sent += chunk.length;
      response.write(chunk, () => setImmediate(more));
    };
    more();
  });
  await expect(fetchOutside(elsewhere.url, 'list', settings([elsewhere.host]))).rejects.toMatchObject(
    reason('too-large', { most: 1024 * 1024 }),
  );
  expect(sent).toBeLessThan(8 * 1024 * 1024);
});

it('gives up on one that sends nothing, and on one that only drips', async () => {
  const silent = await begin(() => {});
  await expect(fetchOutside(silent.url, 'list', settings([silent.host], {}, { idleMs: 200 }))).rejects.toMatchObject(
    reason('too-slow'),
  );
  const dripping = await begin((_, response) => {
    response.writeHead(200, json);
    const drip = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(drip));
  });
  await expect(
    fetchOutside(dripping.url, 'list', settings([dripping.host], {}, { idleMs: 10_000, longestMs: 500 })),
  ).rejects.toMatchObject(reason('too-slow'));
});

it('waits for a name no longer than for an answer, and not at all for whoever has gone', async () => {
  const silent = settings([], {}, { resolve: () => new Promise(() => {}), longestMs: 100 });
  await expect(fetchOutside('https://a.example/x', 'list', silent)).rejects.toMatchObject(reason('too-slow'));
  const left = new AbortController();
  const asked = fetchOutside('https://a.example/x', 'list', { ...silent, longestMs: 600_000 }, left.signal);
  left.abort();
  await expect(asked).rejects.toMatchObject(reason('unreachable'));
});

it.each([
  ['404', 404, json, 'status', { status: 404 }],
  ['a login page', 200, { 'Content-Type': 'text/html; charset=utf-8' }, 'web-page', {}],
  ['a picture', 200, { 'Content-Type': 'image/png' }, 'wrong-kind', { type: 'image/png' }],
  ['no type at all', 200, {}, 'wrong-kind', {}],
  ['a packed answer', 200, { ...json, 'Content-Encoding': 'gzip' }, 'packed', { type: 'gzip' }],
  ['a partial answer', 206, json, 'status', { status: 206 }],
  ['a redirect to nowhere', 302, {}, 'status', { status: 302 }],
])('refuses %s', async (_, status, headers, wanted, details) => {
  const elsewhere = await begin((_request, response) =>
    response.writeHead(status, headers as OutgoingHttpHeaders).end('x'),
  );
  await expect(fetchOutside(elsewhere.url, 'list', settings([elsewhere.host]))).rejects.toMatchObject(
    reason(wanted, details),
  );
});

it('keeps nothing of an answer that broke off', async () => {
  const elsewhere = await begin((_, response) => {
    response.writeHead(200, { ...json, 'Content-Length': '100' });
    response.write('half', () => response.destroy());
  });
  await expect(fetchOutside(elsewhere.url, 'list', settings([elsewhere.host]))).rejects.toMatchObject({
    code: 'catalogue.not-fetched',
  });
});

it.each([
  ['list', 'text/plain'],
  ['text', 'text/markdown; charset=utf-8'],
  ['text', 'text/plain'],
  ['bytes', 'application/octet-stream'],
  ['bytes', 'binary/octet-stream'],
] as const)('takes a %s that is called %s', async (kind, type) => {
  const elsewhere = await begin((_, response) => response.writeHead(200, { 'Content-Type': type }).end('x'));
  await fetchOutside(elsewhere.url, kind, settings([elsewhere.host]));
});

it('takes no text for firmware', async () => {
  const elsewhere = await begin((_, response) => response.writeHead(200, { 'Content-Type': 'text/plain' }).end('x'));
  await expect(fetchOutside(elsewhere.url, 'bytes', settings([elsewhere.host]))).rejects.toMatchObject(
    reason('wrong-kind'),
  );
});

it('ends with whoever asked', async () => {
  const leaving = new AbortController();
  const elsewhere = await begin(() => leaving.abort());
  await expect(fetchOutside(elsewhere.url, 'list', settings([elsewhere.host]), leaving.signal)).rejects.toMatchObject({
    code: 'catalogue.not-fetched',
  });
});
