import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Serving, serve } from '../../src/relay/serve';

/** The opened port itself: which address, which number, and what happens when it is taken. */

let root: string;
const open: Serving[] = [];

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'bindery-serve-'));
  await writeFile(path.join(root, 'index.html'), '<title>bench</title>');
});
afterEach(async () => {
  for (const serving of open.splice(0)) await serving.close();
});
afterAll(() => rm(root, { recursive: true, force: true }));

const begin = async (port: number, orNext?: boolean): Promise<Serving> => {
  const serving = await serve(root, port, orNext);
  open.push(serving);
  return serving;
};

/** The code of the error, or 'connected'. */
const knock = (host: string, port: number): Promise<string> =>
  new Promise((done) => {
    const socket = connect({ host, port });
    socket.on('connect', () => {
      socket.destroy();
      done('connected');
    });
    socket.on('error', (fault: NodeJS.ErrnoException) => done(fault.code ?? 'error'));
  });

it('answers under the origin it tells', async () => {
  const { origin } = await begin(0);
  expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await (await fetch(`${origin}/firmware`)).text()).toContain('bench');
});

it('opens no address but loopback', async () => {
  const { port } = await begin(0);
  expect(await knock('127.0.0.1', port)).toBe('connected');
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal);
  for (const { address } of others) expect(await knock(address, port)).not.toBe('connected');
  // 127.0.0.2 is loopback too and tells a server on all addresses from one on 127.0.0.1, also where no network is.
  if (process.platform === 'linux') expect(await knock('127.0.0.2', port)).toBe('ECONNREFUSED');
});

it('takes the next port when the usual one is taken, but not when one was asked for', async () => {
  const first = await begin(0);
  await expect(serve(root, first.port)).rejects.toThrow('EADDRINUSE');
  expect((await begin(first.port, true)).port).toBeGreaterThan(first.port);
});

it('closes with a connection still open, and frees its port', async () => {
  const serving = await serve(root, 0);
  await fetch(serving.origin);
  await serving.close();
  expect(await knock('127.0.0.1', serving.port)).toBe('ECONNREFUSED');
});
