import { expect, it } from 'vitest';
import { mostStreams } from '../../../src/relay/cloud/streams';
import { createWatches, mostWatches } from '../../../src/relay/cloud/watches';
import { openStream, relayBench, settle } from './relay-bench';

/** Pairing watches and event streams have a cap and a polite refusal. What a browser does after one: links/relay-cloud. */

const busy = { problem: { code: 'cloud.busy', details: { seconds: 5, ms: 5000 } } };

it('one stream too many is asked to come back, and gets the room of one that has gone', async () => {
  const bench = await relayBench();
  const open = [];
  for (let index = 0; index < mostStreams; index++) open.push(openStream(await bench.ask('GET', 'events')));
  await settle();
  const refused = await bench.ask('GET', 'events');
  expect([refused.status, refused.headers.get('Retry-After'), await refused.json()]).toEqual([429, '5', busy]);
  await open[7]?.leave();
  await settle();
  const next = await bench.ask('GET', 'events');
  expect(next.status).toBe(200);
  const last = openStream(next);
  for (const { leave } of [...open, last]) await leave();
});

it('a pairing stream that ended by itself leaves its room to others', async () => {
  const bench = await relayBench();
  const streams = [];
  for (let index = 0; index < mostStreams; index++) streams.push(openStream(await bench.follow('Tok3n7Zq', 5000)));
  expect((await bench.ask('GET', 'events')).status).toBe(429);
  await bench.pass(6000, 1000);
  const next = openStream(await bench.ask('GET', 'events'));
  await next.leave();
  expect(streams.every(({ ended }) => ended())).toBe(true);
});

it('one token too many is asked to come back, and has room when others are over', async () => {
  const bench = await relayBench();
  const keep = (index: number, leftMs: number) =>
    bench.ask('POST', 'pairing', { token: `Tok3n${String(index).padStart(4, '0')}`, leftMs });
  for (let index = 0; index < mostWatches; index++) expect((await keep(index, 60_000)).status).toBe(200);
  const refused = await keep(mostWatches, 60_000);
  expect([refused.status, await refused.json()]).toEqual([429, busy]);
  expect((await keep(3, 60_000)).status).toBe(200);
  await bench.pass(61_000, 10_000);
  expect((await keep(mostWatches, 60_000)).status).toBe(200);
});

it('a token that others came after is still followed under its name, until it is over', async () => {
  const bench = await relayBench();
  const kept = await bench.ask('POST', 'pairing', { token: 'Tok3n0001', leftMs: 60_000 });
  const { watch } = (await kept.json()) as { watch: string };
  await bench.ask('POST', 'pairing', { token: 'Tok3n0002', leftMs: 60_000 });
  const again = openStream(await bench.ask('GET', `pairing/${watch}`));
  await settle();
  expect(again.ended()).toBe(false);
  await again.leave();
  await bench.pass(61_000, 10_000);
  expect((await bench.ask('GET', `pairing/${watch}`)).status).toBe(403);
});

it('a token has one name, and the longer of its times', () => {
  let now = 0;
  let names = 0;
  const watches = createWatches(
    () => now,
    () => `watch-${++names}`,
  );
  expect(watches.keep({ path: '/a', until: 10 })).toBe('watch-1');
  expect(watches.keep({ path: '/a', until: 30 })).toBe('watch-1');
  now = 20;
  expect(watches.find('watch-1')?.until).toBe(30);
  now = 30;
  expect(watches.find('watch-1')).toBeUndefined();
});
