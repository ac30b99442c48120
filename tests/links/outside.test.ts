import { expect, it } from 'vitest';
import { createFetchOutside } from '../../src/links/outside';
import { mostOutside } from '../../src/model/outside';

/** The page's side: where it asks, and what it makes of each answer. */

const origin = 'http://127.0.0.1:4173';
const near = `${origin}/list.json`;
const far = 'https://files.example/list.json';

const asking = (answer: (url: string, init: RequestInit) => Response | Promise<Response>) => {
  const asked: { url: string; init: RequestInit }[] = [];
  const fetch = async (url: string | URL | Request, init: RequestInit = {}) => {
    asked.push({ url: String(url), init });
    return answer(String(url), init);
  };
  return { asked, get: createFetchOutside({ fetch: fetch as typeof globalThis.fetch, origin }) };
};

const bytes = (text: string) => new Response(text, { headers: { 'Content-Type': 'application/octet-stream' } });
const page = (status = 200) => new Response('<!doctype html>', { status, headers: { 'Content-Type': 'text/html' } });
const reason = (wanted: string, details: object = {}) => ({
  code: 'catalogue.not-fetched',
  details: expect.objectContaining({ reason: wanted, ...details }),
});

it('asks its own address directly, without credentials and without following anybody elsewhere', async () => {
  const { asked, get } = asking(() => bytes('x'));
  expect(new TextDecoder().decode(await get(near, 'list'))).toBe('x');
  expect(asked.map(({ url }) => url)).toEqual([near]);
  expect(asked[0]?.init).toMatchObject({ credentials: 'omit', redirect: 'error' });
});

it('asks the server of the page for every other, and has the address in no address', async () => {
  const { asked, get } = asking(() => bytes('x'));
  await get(far, 'bytes');
  expect(asked.map(({ url, init }) => [url, init.method, init.body])).toEqual([
    [`${origin}/outside/fetch`, 'POST', JSON.stringify({ address: far, kind: 'bytes' })],
  ]);
});

it('tells the refusal of that server, with its facts and nothing else', async () => {
  const problem = {
    code: 'catalogue.not-fetched',
    details: { reason: 'status', host: 'files.example', status: 404, more: {} },
  };
  const { get } = asking(() => Response.json({ problem }));
  await expect(get(far, 'list')).rejects.toMatchObject({
    code: 'catalogue.not-fetched',
    details: { reason: 'status', host: 'files.example', status: 404 },
  });
});

it.each([
  ['a page for everything', () => page()],
  ['405 for what is no GET', () => page(405)],
  ['JSON of somebody else', () => Response.json({ problem: { code: 'constructor' } })],
  ['nothing', () => Promise.reject(new TypeError('Failed to fetch'))],
])('a server that has no such route answers with %s: it is not there', async (_, answer) => {
  await expect(asking(answer).get(far, 'list')).rejects.toMatchObject(reason('no-relay'));
});

it.each([
  ['404', () => page(404), 'status', { status: 404 }],
  ['a page in the place of the file', () => page(), 'web-page', {}],
  ['nothing', () => Promise.reject(new TypeError('Failed to fetch')), 'unreachable', {}],
])('its own address with %s', async (_, answer, wanted, details) => {
  await expect(asking(answer).get(near, 'list')).rejects.toMatchObject(reason(wanted, details));
});

it.each([near, far])('reads no more than there may be, from %s', async (url) => {
  let pulled = 0;
  const endless = () =>
    new Response(
      new ReadableStream({
        pull(to) {
          pulled += 1;
          to.enqueue(new Uint8Array(64 * 1024));
        },
      }),
      { headers: { 'Content-Type': 'application/octet-stream' } },
    );
  await expect(asking(endless).get(url, 'text')).rejects.toMatchObject(reason('too-large', { most: mostOutside.text }));
  expect(pulled).toBeLessThan(10);
});

it('ends with whoever asked', async () => {
  const leaving = new AbortController();
  const { get } = asking(
    (_, { signal }) =>
      new Promise((__, failed) => {
        signal?.addEventListener('abort', () => failed(new DOMException('left', 'AbortError')));
        leaving.abort();
      }),
  );
  await expect(get(far, 'list', leaving.signal)).rejects.toMatchObject({ code: 'cancelled' });
});
