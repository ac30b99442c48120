import { describe, expect, it } from 'vitest';
import { answered } from '../../../src/protocols/openapi/envelope';
import { createRateBuckets } from '../../../src/relay/cloud/rate-buckets';
import { busiestSecond, openStream, relayBench, settle } from './relay-bench';

/** Expectations: openapi, section 6, and issue 3: 20 stations polling stay within the limits. */

const stations = Array.from({ length: 20 }, (_, index) => index);

describe('twenty stations', () => {
  const device = (station: number) => `/v2.0/cloud/thing/6cstation${String(station).padStart(12, '0')}`;
  const poll = (station: number) => `/v1.0/device/paring/tokens/Tok3n${String(station).padStart(3, '0')}`;

  it.each([
    ['values', 'GET', (station: number) => `${device(station)}/shadow/properties`, 50, 20],
    ['models', 'GET', (station: number) => `${device(station)}/model`, 10, 10],
    ['commands', 'POST', (station: number) => `${device(station)}/shadow/properties/issue`, 4, 4],
    ['details', 'GET', device, 10, 10],
    ['pairing with a token each', 'GET', poll, 10, 10],
  ] as const)('asking for %s once a second', async (_, method, pathOf, limit, used) => {
    const bench = await relayBench();
    await bench.call('GET', '/v1.0/iot-02/assets');
    const from = bench.cloud.times.length;
    let refused = 0;
    for (let second = 0; second < 5; second++) {
      for (const station of stations) {
        const response = await bench.call(method, pathOf(station));
        if (response.status === 429) {
          refused += 1;
          expect(Number(response.headers.get('Retry-After'))).toBeGreaterThanOrEqual(1);
          expect(await response.json()).toMatchObject({ problem: { code: 'cloud.busy' } });
        } else expect(response.status).toBe(200);
      }
      await bench.pass(1000);
    }
    const busiest = busiestSecond(bench.cloud.times.slice(from));
    expect(busiest).toBeLessThanOrEqual(limit);
    expect(busiest).toBe(used);
    if (limit >= 20) expect(refused).toBe(0);
  });

  it('waiting for one pairing token cost one call a second, and all hear who came', async () => {
    const bench = await relayBench();
    await bench.call('GET', '/v1.0/iot-02/assets');
    const streams = [];
    for (const _ of stations) streams.push(openStream(await bench.follow('Tok3n7Zq')));
    for (let second = 0; second < 5; second++) {
      for (const _ of stations) await bench.call('GET', '/v1.0/device/paring/tokens/Tok3n7Zq');
      await bench.pass(1000);
    }
    const polls = bench.cloud.calls.filter((call) => call.includes('/paring/tokens/'));
    expect(polls.length).toBeGreaterThanOrEqual(5);
    expect(polls.length).toBeLessThanOrEqual(6);
    bench.cloud.answer = () => answered({ success: [{ device_id: '6cdev' }], failed: [] }, bench.cloud.now);
    await bench.pass(1000);
    for (const { events, leave } of streams) {
      expect(events.map(({ data }) => (data as { result: unknown }).result)).toEqual([
        {},
        { success: [{ device_id: '6cdev' }], failed: [] },
      ]);
      await leave();
    }
    const before = bench.cloud.calls.length;
    await bench.pass(5000);
    expect(bench.cloud.calls).toHaveLength(before);
  });

  it('waiting for a token each are asked for in turn, slower the more there are', async () => {
    const bench = await relayBench();
    for (const station of stations) openStream(await bench.follow(`Tok3n${station}`));
    await settle();
    const from = bench.cloud.times.length;
    await bench.pass(9000);
    const times = bench.cloud.times.slice(from);
    expect(busiestSecond(times)).toBeLessThanOrEqual(10);
    expect(times.length).toBeGreaterThanOrEqual(40);
    expect(times.length).toBeLessThanOrEqual(60);
  });
});

it('asks for one token once, however many ask at once', async () => {
  const bench = await relayBench();
  const ask = () => bench.call('GET', '/v1.0/device/paring/tokens/Tok3n7Zq');
  const answers = await Promise.all(stations.map(ask));
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  expect(bench.cloud.calls.filter((call) => call.includes('/paring/tokens/'))).toHaveLength(1);
});

it('following a token ends with the token', async () => {
  const bench = await relayBench();
  const stream = openStream(await bench.follow('Tok3n7Zq', 3000));
  await bench.pass(2900);
  expect(stream.ended()).toBe(false);
  await bench.pass(200);
  expect(stream.ended()).toBe(true);
  expect(stream.events.at(-1)?.event).toBe('end');
  const calls = bench.cloud.calls.length;
  await bench.pass(3000);
  expect(bench.cloud.calls).toHaveLength(calls);
});

it('fifty calls at once cost one token, and one more when it is no good any more', async () => {
  const bench = await relayBench();
  const fifty = () =>
    Promise.all(Array.from({ length: 50 }, () => bench.call('GET', '/v2.0/cloud/thing/6cdev/shadow/properties')));
  expect((await fifty()).map(({ status }) => status)).toEqual(Array(50).fill(200));
  expect(bench.cloud.tokens).toHaveLength(1);
  bench.cloud.spoil();
  await bench.pass(1000);
  for (const response of await fifty()) expect(await response.json()).toMatchObject({ success: true });
  expect(bench.cloud.tokens).toHaveLength(2);
});

it('a bucket never lets more through in any second, and says when there is room', () => {
  let now = 0;
  const buckets = createRateBuckets(() => now);
  expect([1, 2, 3, 4].map(() => buckets.take('shadow-write'))).toEqual([0, 0, 0, 0]);
  now = 600;
  expect(buckets.take('shadow-write')).toBe(400);
  expect(buckets.take('model')).toBe(0);
  now = 1000;
  expect(buckets.take('shadow-write')).toBe(0);
});
