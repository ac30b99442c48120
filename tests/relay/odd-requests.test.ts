import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOpenApiClient } from '../../src/links/openapi-client';
import { openRelay } from '../../src/relay/cloud/open-relay';
import { type Serving, serve } from '../../src/relay/serve';

/** Over a socket, byte for byte, since a client would put most of this right: odd hosts and bodies are 4xx, never 500. */

let serving: Serving;
beforeAll(async () => {
  const { routes } = await openRelay({ env: { BINDERY_CLOUD: 'demo' }, openSession: createOpenApiClient });
  serving = await serve('tests', 0, false, routes);
});
afterAll(() => serving.close());

/** The status of the first answer; 0 when the server closes without one. */
const statusOf = (request: string): Promise<number> =>
  new Promise((done, failed) => {
    const socket = connect({ host: '127.0.0.1', port: serving.port }, () => socket.write(request));
    let got = '';
    socket.on('data', (part) => {
      got += part;
      if (got.includes('\r\n')) socket.destroy();
    });
    socket.on('error', failed);
    socket.on('close', () => done(Number(/^HTTP\/1.1 (\d+)/.exec(got)?.[1] ?? 0)));
  });

const host = () => `127.0.0.1:${serving.port}`;

it.each([
  '',
  'a b',
  '[',
  '@',
  '127.0.0.1:99999',
  '127.0.0.1:port',
  'ev%il',
  'localhost:4173/x',
  'somebody@127.0.0.1',
  '::1',
  'é',
  '127.0.0.1#x',
  'localhost.',
  'bench.example',
  '192.168.1.5',
])('Host: %s', async (name) => {
  for (const target of ['/', '/cloud/status']) {
    const status = await statusOf(`GET ${target} HTTP/1.1\r\nHost: ${name}\r\n\r\n`);
    expect([400, 421]).toContain(status);
  }
});

it.each(['http://[/', 'http://bench.example/', '*', '/\\..\\x', '/cloud/%', '/cloud/pairing/%', '/%2e%2e/x.txt'])(
  'GET %s',
  async (target) => {
    const status = await statusOf(`GET ${target} HTTP/1.1\r\nHost: ${host()}\r\n\r\n`);
    expect(Math.floor(status / 100)).toBe(4);
  },
);

const assets = '/v1.0/iot-02/assets';
const odd: readonly [string, string][] = [
  ['nothing', ''],
  ['half', '{"method":'],
  ['null', 'null'],
  ['a list', '[]'],
  ['a number', '1'],
  ['no field', '{}'],
  ['numbers for words', '{"method":1,"path":2,"token":3,"accessId":4,"secret":5,"dataCentre":6}'],
  ['lists for words', '{"method":[],"path":{},"token":[],"accessId":{},"secret":[],"dataCentre":[]}'],
  ['names every object has', '{"method":"toString","path":"__proto__","dataCentre":"__proto__"}'],
  ['a query that is a list', `{"method":"GET","path":"${assets}","query":[1]}`],
  ['half a surrogate pair in the query', `{"method":"GET","path":"${assets}","query":{"\\ud800":"\\udfff"}}`],
  ['half a surrogate pair in the path', '{"method":"GET","path":"/v1.0/devices/\\ud800aaaaaaaaaaaaaaaa"}'],
  ['an address elsewhere', '{"method":"GET","path":"//bench.example/"}'],
  ['brackets without end', '['.repeat(20_000)],
  ['more than there is room for', 'x'.repeat(70_000)],
];

it.each(odd)('a body of %s', async (_, body) => {
  for (const [method, route] of [
    ['POST', 'call'],
    ['POST', 'pairing'],
    ['PUT', 'credentials'],
  ]) {
    const status = await statusOf(
      `${method} /cloud/${route} HTTP/1.1\r\nHost: ${host()}\r\nOrigin: http://${host()}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    expect([route, Math.floor(status / 100)]).toEqual([route, 4]);
  }
});

it('a length that is no length, and pieces that are none', async () => {
  const post = (headers: string, body: string) =>
    statusOf(`POST /cloud/call HTTP/1.1\r\nHost: ${host()}\r\n${headers}\r\n\r\n${body}`);
  expect(await post('Content-Length: 999999999999', '{}')).toBe(413);
  expect(await post('Content-Length: -1', '{}')).toBe(400);
  expect(await post('Transfer-Encoding: chunked', 'ZZ\r\n')).toBe(400);
});
