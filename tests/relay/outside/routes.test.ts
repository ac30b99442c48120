import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { outsideRoutes, readNearHosts } from '../../../src/relay/outside/routes';
import { type Serving, serve } from '../../../src/relay/serve';
import { type Elsewhere, openElsewhere } from './elsewhere';

/** The route itself, over a socket: who may ask it, and for what. */

let elsewhere: Elsewhere;
let serving: Serving;
beforeAll(async () => {
  elsewhere = await openElsewhere((_, response) =>
    response.writeHead(200, { 'Content-Type': 'application/json', 'Set-Cookie': 'a=b' }).end('<b>{}</b>'),
  );
  const outside = outsideRoutes({
    nearHosts: readNearHosts(elsewhere.host),
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  });
  serving = await serve('tests', 0, false, undefined, outside);
});
afterAll(async () => {
  await serving.close();
  await elsewhere.close();
});

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

const ask = (body: string, headers: Record<string, string> = {}, method = 'POST', path = '/outside/fetch') =>
  new Promise<Answer>((done, failed) => {
    const asked = request(
      `${serving.origin}${path}`,
      { method, headers: { 'Content-Type': 'application/json', ...headers } },
      (response) => {
        let text = '';
        response.on('data', (part) => (text += part));
        response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      },
    );
    asked.on('error', failed);
    asked.end(body);
  });

const wish = () => JSON.stringify({ address: `${elsewhere.url}list.json`, kind: 'list' });

it('answers its own page, with bytes that no browser takes for a page', async () => {
  const { status, headers, body } = await ask(wish(), { Origin: serving.origin });
  expect([status, body]).toEqual([200, '<b>{}</b>']);
  expect(headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': 'attachment',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  expect(headers['set-cookie']).toBeUndefined();
  expect(headers['access-control-allow-origin']).toBeUndefined();
});

it.each([
  ['another page', { Origin: 'https://evil.example' }],
  ['another port', { Origin: 'http://127.0.0.1:1' }],
  ['a page without an origin', { Origin: 'null' }],
  ['a request across sites', { 'Sec-Fetch-Site': 'cross-site' }],
  ['another name for this computer', { Host: 'evil.example' }],
])('refuses %s, and asks nobody', async (_, headers) => {
  const before = elsewhere.asked.length;
  const { status } = await ask(wish(), headers as Record<string, string>);
  expect([403, 421]).toContain(status);
  expect(elsewhere.asked).toHaveLength(before);
});

it.each([
  ['nothing', ''],
  ['half', '{"address":'],
  ['null', 'null'],
  ['numbers', '{"address":1,"kind":2}'],
  ['another kind', '{"address":"https://files.example/","kind":"page"}'],
  ['a method', '{"address":"https://files.example/","method":"POST"}'],
  ['too much', `{"address":"${'x'.repeat(20_000)}","kind":"list"}`],
])('a body of %s is refused', async (_, body) => {
  const { status } = await ask(body);
  expect(Math.floor(status / 100)).toBe(4);
});

it('has no other method and no other path', async () => {
  expect((await ask('', {}, 'GET')).status).toBe(404);
  expect((await ask(wish(), {}, 'PUT')).status).toBe(404);
  expect((await ask(wish(), {}, 'POST', '/outside/https://files.example/')).status).toBe(404);
});

it('tells the reason as a code, without the address', async () => {
  const { status, headers, body } = await ask('{"address":"https://10.0.0.1/a/path","kind":"list"}');
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('application/json');
  expect(JSON.parse(body)).toEqual({
    problem: { code: 'catalogue.not-fetched', details: { reason: 'near', host: '10.0.0.1' } },
  });
});

it('reads the list of near hosts, and says which of them is none', () => {
  expect([...readNearHosts(' NAS.lan:8443, localhost:8000 192.168.1.5')]).toEqual([
    'nas.lan:8443',
    'localhost:8000',
    '192.168.1.5',
  ]);
  expect([...readNearHosts(undefined)]).toEqual([]);
  for (const none of ['https://nas.lan', 'nas.lan/x', 'me@nas.lan', 'a:b'])
    expect(() => readNearHosts(none)).toThrow(none);
});
