import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { createRelayCloud } from '../../../src/links/relay-cloud';
import type { RelayStatus } from '../../../src/model/cloud';
import { refused } from '../../../src/protocols/openapi/envelope';
import { meaningOf } from '../../../src/protocols/openapi/error-codes';
import { createControl } from '../../../src/steps/device/control';
import { eventSourceOver } from '../../links/fetched-events';
import { environment, openStream, relayBench, settle } from './relay-bench';

/** Issue 10, "calls are money": what a device page costs over a simulated day, token calls and all, without the push. */

const device = '6cbenchdev0000000001xy';
const dayMs = 24 * 3600_000;
const shadow = `/v2.0/cloud/thing/${device}/shadow/properties`;
const point = { id: 1, code: 'switch_1', name: '', mode: 'rw', type: 'bool' } as const;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Leaving a stream ends it at the relay, as a closed connection does. */
const untilGone = (response: Response, signal: AbortSignal): Response => {
  const reader = response.body?.getReader();
  signal.addEventListener('abort', () => void reader?.cancel());
  const body = new ReadableStream<Uint8Array>({
    async pull(control) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (value) control.enqueue(value);
      if (done && !signal.aborted) control.close();
    },
  });
  return new Response(body, { headers: response.headers });
};

/** The most calls within any hour. */
const busiestHour = (times: readonly number[]): number =>
  Math.max(0, ...times.map((from, n) => times.slice(n).filter((time) => time < from + 3600_000).length));

const openPage = async (reports: boolean) => {
  const bench = await relayBench();
  let value = false;
  bench.cloud.answer = (request) => {
    if (request.method === 'POST') value = !value;
    // A device that never rests: every reading is new, and nobody here asked for it.
    const time = reports ? bench.cloud.now : 1;
    return {
      success: true,
      t: bench.cloud.now,
      result: { properties: [{ code: 'switch_1', dp_id: 1, time, value }], online: true, is_online: true, logs: [] },
    };
  };
  let changed = () => {};
  const page = { hidden: false, addEventListener: (_: string, heard: () => void) => (changed = heard) };
  const ask = (url: string | URL | Request, init?: RequestInit) =>
    bench.ask(String(init?.method ?? 'GET'), String(url).replace(/^.*\/cloud\//, ''), init?.body ?? undefined);
  const cloud = createRelayCloud({
    fetch: ask,
    EventSource: eventSourceOver(async (url, signal) => untilGone(await ask(url), signal)),
    page: page as unknown as Document,
  }).cloud(false);
  let ids = 0;
  const control = createControl({
    cloud,
    deviceId: device,
    points: [point],
    events: 'polling',
    ...bench.clock,
    newId: () => `id${(ids += 1)}`,
    past: [],
    remember: () => {},
  });
  const leave = control.begin();
  await settle(40);
  return {
    bench,
    control,
    leave,
    hide: (hidden: boolean) => {
      page.hidden = hidden;
      changed();
    },
  };
};

it('an open page that nobody touches costs 60 calls an hour at most, also when its device talks all day', async () => {
  for (const reports of [false, true]) {
    const { bench, leave } = await openPage(reports);
    await bench.pass(dayMs, 2000);
    const { times } = bench.cloud;
    say(`idle${reports ? ', talking device' : ''}: ${times.length} a day, ${busiestHour(times)} in the busiest hour`);
    expect(times.length).toBeGreaterThan(24 * 30);
    expect(busiestHour(times)).toBeLessThanOrEqual(60);
    leave();
  }
});

it('a hidden page costs nothing, and hears again when it is looked at', async () => {
  const { bench, control, leave, hide } = await openPage(false);
  hide(true);
  await settle();
  const before = bench.cloud.times.length;
  await bench.pass(dayMs, 2000);
  say(`hidden: ${bench.cloud.times.length - before} a day`);
  expect(bench.cloud.times.length).toBe(before);
  bench.cloud.answer = () => ({
    success: true,
    t: bench.cloud.now,
    result: { properties: [{ code: 'switch_1', dp_id: 1, time: 9, value: true }] },
  });
  hide(false);
  await settle(40);
  expect(control.view.getState().history.values.get('switch_1')).toMatchObject({ value: true });
  leave();
});

it('a busy page is answered within seconds, and is quick only then', async () => {
  const { bench, control, leave } = await openPage(false);
  const commands = 24;
  for (let hour = 0; hour < commands; hour++) {
    const from = bench.clock.ticks();
    await control.send(point, hour % 2 === 0);
    await bench.pass(4000);
    const last = control.view
      .getState()
      .history.entries.filter(({ command }) => command)
      .at(-1);
    expect([hour, last?.command?.kind]).toEqual([hour, 'answered']);
    await bench.pass(3600_000 - (bench.clock.ticks() - from), 2000);
  }
  const { times } = bench.cloud;
  say(`busy, ${commands} commands: ${times.length} a day, ${busiestHour(times)} in the busiest hour`);
  expect(busiestHour(times)).toBeLessThanOrEqual(60 + 13);
  leave();
});

it.each([1110, 1111])('after %i the calls of that kind wait, longer each time, and others do not', async (code) => {
  const bench = await relayBench();
  bench.cloud.answer = () => refused(code, '', bench.cloud.now);
  await bench.call('GET', shadow);
  expect((await bench.call('GET', shadow)).headers.get('Retry-After')).toBe('1');
  expect((await bench.call('GET', `/v2.0/cloud/thing/${device}/model`)).status).toBe(200);
  await bench.pass(1000);
  expect((await bench.call('GET', shadow)).status).toBe(200);
  expect((await bench.call('GET', shadow)).headers.get('Retry-After')).toBe('2');
});

it('after 1113, which is about one operation that came twice, no call waits', async () => {
  const bench = await relayBench();
  bench.cloud.answer = () => refused(1113, '', bench.cloud.now);
  await bench.call('GET', shadow);
  expect((await bench.call('GET', shadow)).status).toBe(200);
  expect(meaningOf(1113)).toBe('repeated');
});

it('keeps to a Retry-After of the cloud', async () => {
  const bench = await relayBench();
  await bench.call('GET', '/v1.0/iot-02/assets');
  const { fetch } = bench.cloud;
  bench.cloud.fetch = async () => new Response('slow down', { status: 429, headers: { 'Retry-After': '40' } });
  expect((await bench.call('GET', shadow)).headers.get('Retry-After')).toBe('40');
  bench.cloud.fetch = fetch;
  await bench.pass(39_000, 1000);
  expect((await bench.call('GET', shadow)).status).toBe(429);
  await bench.pass(1000);
  expect((await bench.call('GET', shadow)).status).toBe(200);
  const stream = openStream(await bench.ask('GET', 'events'));
  await stream.leave();
});

it('tells what was spent today and this month against the plan, and still knows after a restart', async () => {
  const env = { ...environment, BINDERY_PLAN_CALLS: '26000' };
  const bench = await relayBench(env);
  const spent = async (of = bench) => ((await (await of.ask('GET', 'status')).json()) as RelayStatus).spent;
  expect(await spent()).toEqual({ today: 0, month: 0, plan: 26_000 });
  await bench.call('GET', shadow);
  await bench.call('GET', shadow);
  // The token is a call too.
  expect(await spent()).toEqual({ today: 3, month: 3, plan: 26_000 });
  await bench.pass(6000, 1000);
  const file = path.join(bench.folder, 'bindery', 'calls.json');
  await vi.waitFor(async () => expect(await readFile(file, 'utf8')).toMatch(/3.*3/));
  expect(await spent(await relayBench(env, { at: bench.folder }))).toMatchObject({ today: 3, month: 3 });
  await bench.pass(26 * 3600_000, 3600_000);
  expect(await spent()).toMatchObject({ today: 0 });
});

it('does not take a plan that is no number', async () => {
  await expect(relayBench({ ...environment, BINDERY_PLAN_CALLS: 'lots' })).rejects.toThrow('BINDERY_PLAN_CALLS');
});
