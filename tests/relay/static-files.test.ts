import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileFor, staticFiles } from '../../src/relay/page/static-files';

/** Expectations: architecture, section 14 (answers only loopback), and what a service worker needs of its server. */

let outer: string;
let app: ReturnType<typeof staticFiles>;

beforeAll(async () => {
  outer = await mkdtemp(path.join(tmpdir(), 'bindery-static-'));
  const root = path.join(outer, 'dist');
  await mkdir(path.join(root, 'assets'), { recursive: true });
  await mkdir(path.join(root, '.vite'));
  await mkdir(path.join(outer, 'dist-secret'));
  await writeFile(path.join(outer, 'secret.txt'), 'secret');
  await writeFile(path.join(outer, 'dist-secret', 'secret.txt'), 'secret');
  await writeFile(path.join(root, '.vite', 'manifest.json'), 'secret');
  await writeFile(path.join(root, 'index.html'), '<title>bench</title>');
  await writeFile(path.join(root, 'service-worker.js'), '1');
  await writeFile(path.join(root, 'manifest.webmanifest'), '{}');
  await writeFile(path.join(root, 'assets', 'main-abc.js'), '2');
  await writeFile(path.join(root, 'assets', 'sans.woff2'), '3'.repeat(4000));
  await writeFile(path.join(root, 'assets', 'large-abc.js'), 'const text = 0;\n'.repeat(1000));
  app = staticFiles(root);
});

afterAll(() => rm(outer, { recursive: true, force: true }));

const get = (name: string, init?: RequestInit) => app.request(`http://127.0.0.1:4173${name}`, init);

describe('what is served', () => {
  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/index.html', 'text/html; charset=utf-8'],
    ['/licenses', 'text/html; charset=utf-8'],
    ['/console/port-1', 'text/html; charset=utf-8'],
    ['/service-worker.js', 'text/javascript; charset=utf-8'],
    ['/manifest.webmanifest', 'application/manifest+json; charset=utf-8'],
    ['/assets/sans.woff2', 'font/woff2'],
  ])('%s as %s', async (name, type) => {
    const answer = await get(name);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
  });

  it('says that a missing part is missing rather than giving the page for it', async () => {
    expect((await get('/assets/main-old.js')).status).toBe(404);
    expect((await get('/favicon.ico')).status).toBe(404);
  });

  it('answers HEAD without a body and nothing but GET and HEAD', async () => {
    const head = await get('/assets/main-abc.js', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await get('/', { method: 'POST' })).status).toBe(405);
  });
});

describe('text is sent compressed', () => {
  it('to who takes it, and comes out the same', async () => {
    const answer = await get('/assets/large-abc.js', { headers: { 'Accept-Encoding': 'gzip, deflate, br' } });
    expect([answer.headers.get('content-encoding'), answer.headers.get('vary')]).toEqual(['gzip', 'Accept-Encoding']);
    const sent = Buffer.from(await answer.arrayBuffer());
    expect(sent.length).toBeLessThan(1000);
    expect(gunzipSync(sent).toString()).toBe('const text = 0;\n'.repeat(1000));
  });

  it('not to who does not, and not what is packed already', async () => {
    const plain = await get('/assets/large-abc.js');
    expect([plain.headers.get('content-encoding'), (await plain.text()).length]).toEqual([null, 16_000]);
    const font = await get('/assets/sans.woff2', { headers: { 'Accept-Encoding': 'gzip' } });
    expect([font.headers.get('content-encoding'), (await font.text()).length]).toEqual([null, 4000]);
  });
});

describe('what is kept by the browser', () => {
  it('for ever when the name carries a hash of the contents', async () => {
    expect((await get('/assets/main-abc.js')).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('and asked again when a new version has the same name', async () => {
    for (const name of ['/', '/service-worker.js', '/manifest.webmanifest']) {
      expect((await get(name)).headers.get('cache-control')).toBe('no-cache');
    }
  });
});

describe('nothing outside of the folder', () => {
  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/../dist-secret/secret.txt',
    '/..%2fdist-secret%2fsecret.txt',
    '/.vite/manifest.json',
    '/%2evite/manifest.json',
    '/secret.txt%00.js',
    '/%ff.js',
    '//secret.txt',
  ])('%s', async (name) => {
    const answer = await get(name);
    expect(await answer.text()).not.toContain('secret');
    expect(answer.status).toBe(404);
  });

  it('for a path as it comes, before any browser tidied it', () => {
    const root = path.resolve('/srv/dist');
    const refused = ['/../secret.txt', '/a/../../secret.txt', '/..\\secret.txt', '/%2e%2e/x.js', '/%', '/'];
    expect(refused.map((name) => fileFor(root, name))).toEqual(refused.map(() => undefined));
    expect(fileFor(root, '/assets/a%20b.js')).toBe(path.join(root, 'assets', 'a b.js'));
  });
});

describe('headers on every answer', () => {
  it.each(['/', '/assets/main-abc.js', '/assets/none.js'])('%s', async (name) => {
    const { headers } = await get(name);
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('permissions-policy')).toContain('serial=(self)');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  });
});

describe('names of this computer only', () => {
  it.each(['127.0.0.1:4173', 'localhost:4173', '[::1]:4173'])('%s is one', async (host) => {
    expect((await app.request(`http://${host}/`)).status).toBe(200);
  });

  it.each(['bench.example', '127.0.0.1.bench.example', '192.168.1.5:4173'])('%s is not', async (host) => {
    const answer = await app.request(`http://${host}/`);
    expect([answer.status, answer.headers.get('content-security-policy')]).toEqual([421, expect.any(String)]);
  });
});
