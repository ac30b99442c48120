import { expect, it } from 'vitest';
import type { CloudAnswer, CloudCall, CloudEvent, EventOrigin } from '../../../src/model/cloud';
import type { DataPoint } from '../../../src/model/data-point';
import { lastCommand } from '../../../src/model/dp-history';
import { type Control, createControl } from '../../../src/steps/device/control';
import { readDevice, readDevices } from '../../../src/steps/device/device-answers';
import { readThingModel } from '../../../src/steps/device/thing-model';

/** A cloud of a few canned answers, and a clock that is moved by hand. */
const lamp: readonly DataPoint[] = [
  { id: 1, code: 'switch_1', name: 'Switch', mode: 'rw', type: 'bool' },
  { id: 9, code: 'cur_power', name: 'Power', mode: 'ro', type: 'value', scale: 1 },
  { id: 103, code: 'identify', name: 'Identify', mode: 'wr', type: 'bool' },
];

const begin = (events: EventOrigin = 'virtual', virtual = true) => {
  let now = 1_000_000;
  let timers: { at: number; work: () => void }[] = [];
  let ids = 0;
  const calls: CloudCall[] = [];
  const answers = new Map<string, unknown>([
    ['GET /v2.0/cloud/thing/dev', { id: 'dev', is_online: true }],
    ['GET /v2.0/cloud/thing/dev/shadow/properties', { properties: [{ code: 'switch_1', value: false, time: 1 }] }],
    ['GET /v1.0/devices/dev/logs', { logs: [] }],
    ['POST /v2.0/cloud/thing/dev/shadow/properties/issue', {}],
  ]);
  const ears = new Set<(event: CloudEvent) => void>();
  const kept: string[] = [];
  const control: Control = createControl({
    cloud: {
      virtual,
      async call(call): Promise<CloudAnswer> {
        calls.push(call);
        const result = answers.get(`${call.method} ${call.path}`);
        if (typeof result === 'number') return { success: false, code: result, msg: '', t: now };
        return { success: true, result, t: now };
      },
      listen: (heard) => {
        ears.add(heard);
        return () => ears.delete(heard);
      },
    },
    deviceId: 'dev',
    points: lamp,
    events,
    now: () => now,
    ticks: () => now,
    after(ms, work) {
      const timer = { at: now + ms, work };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    newId: () => `id${(ids += 1)}`,
    past: [],
    remember: (entries) => kept.push(...entries.map(({ id, command }) => `${id} ${command?.kind ?? ''}`)),
  });
  /** All that is under way: answers here take no time, so a few turns of the queue are enough. */
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  return {
    control,
    calls,
    answers,
    kept,
    settle,
    timers: () => timers.length,
    async pass(ms: number) {
      const end = now + ms;
      for (;;) {
        const [due] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!due) break;
        timers = timers.filter((timer) => timer !== due);
        now = Math.max(now, due.at);
        due.work();
        await settle();
      }
      now = end;
    },
    tell: (event: Partial<CloudEvent> & { kind: string }) => {
      for (const heard of [...ears]) heard({ deviceId: 'dev', at: now, ...event } as CloudEvent);
    },
    reports: (code: string, value: unknown, deviceId = 'dev') => {
      for (const heard of [...ears]) heard({ kind: 'reported', deviceId, at: 5, properties: [{ code, value }] });
    },
    last: () => lastCommand(control.view.getState().history)?.command,
  };
};

const [aSwitch, , identify] = lamp as [DataPoint, DataPoint, DataPoint];

it('sends a string inside JSON (openapi, section 7), and measures by our own clock until the report', async () => {
  const bench = begin();
  bench.control.begin();
  await bench.settle();
  const sending = bench.control.send(aSwitch, true);
  expect(bench.last()?.kind).toBe('sent');
  await sending;
  expect(bench.calls.at(-1)?.body).toEqual({ properties: '{"switch_1":true}' });
  await bench.pass(142);
  bench.reports('switch_1', true);
  expect(bench.last()).toMatchObject({ kind: 'answered', ms: 142 });
  expect(bench.control.view.getState().history.values.get('switch_1')?.value).toBe(true);
});

it('does not take the report of another device for an answer', async () => {
  const bench = begin();
  bench.control.begin();
  await bench.control.send(aSwitch, true);
  bench.reports('switch_1', true, 'another');
  expect(bench.last()?.kind).toBe('sent');
});

it('says after five seconds that there was no answer', async () => {
  const bench = begin();
  bench.control.begin();
  await bench.control.send(aSwitch, true);
  await bench.pass(4999);
  expect(bench.last()?.kind).toBe('sent');
  await bench.pass(1);
  expect(bench.last()?.kind).toBe('no-answer');
});

it('keeps the code of a refusal and shows what the device reported', async () => {
  const bench = begin();
  bench.answers.set('POST /v2.0/cloud/thing/dev/shadow/properties/issue', 2001);
  bench.control.begin();
  await bench.settle();
  await bench.control.send(aSwitch, true);
  expect(bench.last()).toMatchObject({ kind: 'refused', refusal: { code: 2001 } });
  expect(bench.control.view.getState().history.values.get('switch_1')?.value).toBe(false);
});

it('does not wait for what a device never reports', async () => {
  const bench = begin();
  bench.control.begin();
  await bench.control.send(identify, true);
  expect(bench.last()?.kind).toBe('taken');
});

it.each(['polling', 'none'] as const)(
  'asks nothing by itself where nothing pushes (%s): the relay does',
  async (events) => {
    const bench = begin(events);
    bench.control.begin();
    await bench.settle();
    const before = bench.calls.length;
    await bench.control.send(aSwitch, true);
    await bench.pass(3600_000);
    expect(bench.calls.slice(before).map(({ method }) => method)).toEqual(['POST']);
    bench.reports('switch_1', true);
    expect(bench.last()?.kind).toBe('answered');
  },
);

it('looks into the log for who did what nobody here asked for', async () => {
  const bench = begin();
  bench.control.begin();
  await bench.settle();
  const log = { code: 'switch_1', event_from: '3', event_id: 5, event_time: 999_950, value: 'true', row: '7' };
  bench.answers.set('GET /v1.0/devices/dev/logs', { logs: [log] });
  bench.reports('switch_1', true);
  await bench.pass(1500);
  const { entries } = bench.control.view.getState().history;
  expect(entries.map(({ kind, source, value }) => [kind, source, value])).toEqual([
    ['sent', 'agent', true],
    ['reported', 'device', true],
  ]);
});

it('marks what the agent did, and says when it understood nothing', async () => {
  const bench = begin();
  bench.control.begin();
  await bench.settle();
  const path = 'POST /emulated/devices/dev/agent';
  bench.answers.set(path, { emulated: true, understood: true, commands: [{ code: 'switch_1', value: true }] });
  expect(await bench.control.say('turn it on')).toEqual({
    kind: 'understood',
    commands: [{ code: 'switch_1', value: true }],
  });
  expect(lastCommand(bench.control.view.getState().history)).toMatchObject({ source: 'agent', code: 'switch_1' });
  bench.answers.set(path, { emulated: true, understood: false, commands: [] });
  expect(await bench.control.say('sing')).toEqual({ kind: 'not-understood' });
});

it('leaves no timer and no ear behind', async () => {
  const bench = begin('none');
  const leave = bench.control.begin();
  await bench.settle();
  await bench.control.send(aSwitch, true);
  leave();
  expect(bench.timers()).toBe(0);
  bench.reports('switch_1', true);
  expect(bench.last()?.kind).toBe('sent');
});

it('writes down new entries and what became of them, each once', async () => {
  const bench = begin();
  bench.control.begin();
  await bench.settle();
  await bench.control.send(aSwitch, true);
  bench.reports('switch_1', true);
  const command = bench.kept.filter((line) => !line.includes('switch_1')).map((line) => line.split(' ')[1]);
  expect(command).toEqual(['sent', 'sent', 'answered']);
});

it('reads devices of all three families without taking their keys along', () => {
  const home = {
    id: 'a',
    name: 'Lamp',
    uuid: 'u',
    product_id: 'p',
    online: true,
    local_key: 'planted-secret',
    active_time: 1_795_000_005,
  };
  const [device] = readDevices({ devices: [home] });
  expect(device).toMatchObject({ deviceId: 'a', name: 'Lamp', online: true, activeAt: 1_795_000_005_000 });
  expect(JSON.stringify(device)).not.toContain('planted-secret');
  expect(readDevice({ id: 'b', custom_name: 'Mine', name: 'x', is_online: false })).toMatchObject({
    name: 'Mine',
    online: false,
  });
  expect(readDevices({ list: [home] })).toHaveLength(1);
  expect(readDevices([home, {}])).toHaveLength(1);
});

it('shows the data points it knows of a model with one it does not', () => {
  const properties = [
    { abilityId: 2, accessMode: 'rw', code: 'mode', name: 'Mode', typeSpec: { type: 'enum', range: ['a', 'b'] } },
    { abilityId: 1, accessMode: 'rw', code: 'switch_1', name: '', typeSpec: { type: 'bool' } },
    { abilityId: 3, accessMode: 'rw', code: 'odd', name: '', typeSpec: { type: 'struct' } },
  ];
  const read = readThingModel({ model: JSON.stringify({ services: [{ properties }] }) });
  expect(read?.points.map(({ id, type }) => [id, type])).toEqual([
    [1, 'bool'],
    [2, 'enum'],
  ]);
  expect(read?.told).toBe(3);
  expect(readThingModel({ model: 'no json' })).toBeUndefined();
});

it.each([
  ['as of no time', { time: 0 }],
  ['as of nothing but the binding', { time: 1_795_000_000_400 }],
])('shows no value that nobody reported, which the cloud tells %s', async (_, { time }) => {
  const bench = begin('push', false);
  const shadow = 'GET /v2.0/cloud/thing/dev/shadow/properties';
  bench.answers.set('GET /v2.0/cloud/thing/dev', { id: 'dev', is_online: true, active_time: 1_795_000_000 });
  bench.answers.set(shadow, {
    properties: [
      { code: 'switch_1', value: false, time },
      { code: 'cur_power', value: 12, time: 1_795_000_009_000 },
    ],
  });
  bench.control.begin();
  await bench.settle();
  const held = () => bench.control.view.getState().history.values;
  expect([...held()].map(([code, { value }]) => [code, value])).toEqual([['cur_power', 12]]);
});

it('takes the first state after a command for its answer, though nothing was reported before', async () => {
  const bench = begin('polling');
  const shadow = 'GET /v2.0/cloud/thing/dev/shadow/properties';
  bench.answers.set(shadow, { properties: [{ code: 'switch_1', value: false, time: 0 }] });
  bench.control.begin();
  await bench.settle();
  await bench.control.send(aSwitch, true);
  bench.answers.set(shadow, { properties: [{ code: 'switch_1', value: true, time: 1_000_000 }] });
  await bench.control.refresh();
  expect(bench.last()?.kind).toBe('answered');
});
