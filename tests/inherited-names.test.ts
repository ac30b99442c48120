/**
 * Names from outside that every object inherits: a table looked up by `table[name]` has an answer to them, and it is
 * none of the table's. `POST /constructor` of the control page told projects and AuthKeys in this way.
 */
import { describe, expect, it } from 'vitest';
import { routeOf } from '../src/app/routes';
import { controlApp } from '../src/doors/cloud-control';
import { facts as english } from '../src/i18n/en/facts';
import { facts as chinese } from '../src/i18n/zh/facts';
import { createRelayCloud } from '../src/links/relay-cloud';
import { emptyHistory, foldHistory } from '../src/model/dp-history';
import { nothingSeen, watchLine } from '../src/protocols/console/board-watch';
import { answerWithin, consoleTimes } from '../src/protocols/console/times';
import { readAtopParams } from '../src/protocols/device-cloud/atop';
import { cloudEvent } from '../src/protocols/openapi/push-events';
import { readProductText } from '../src/protocols/product-model/read-product';
import { textOfPart } from '../src/screens/parts/places';
import { readLogs } from '../src/steps/device/device-answers';
import { answerDevice } from '../src/virtual/cloud/atop-calls';
import { createEmulatedCloud } from '../src/virtual/cloud/emulated-cloud';

const inherited = [...Object.getOwnPropertyNames(Object.prototype), 'prototype', 'length'];

const world = { now: () => 1_795_000_000_000, random: (length: number) => new Uint8Array(length).fill(7) };

describe.each(inherited)('%s', (name) => {
  it('is no action of the control page, and tells nothing', async () => {
    const cloud = createEmulatedCloud({ world, seed: 'control' });
    cloud.issueLicense({ uuid: 'uuidmadeup0000000001', authKey: 'MADEUPKEY0000000000000000000ABCD' });
    const links = { register: '', atop: '', mqtt: '', caFile: '', reg: {} };
    let changed = 0;
    const app = controlApp({ cloud, facts: links, messages: [], changed: () => void (changed += 1) });
    const answer = await app.request(`http://127.0.0.1/${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { host: '127.0.0.1', 'content-type': 'application/json' },
      body: '{}',
    });
    expect([answer.status, await answer.json()]).toEqual([404, { ok: false, why: 'no such action' }]);
    expect(changed).toBe(0);
  });

  it('is no screen', () => expect(routeOf(`/${name}`)).toBeUndefined());

  it('is no type of a data point', () => {
    const told = JSON.stringify({ functions: [{ code: 'x', type: name, values: '{}' }], status: [] });
    expect(readProductText(told)).toMatchObject({ kind: 'refused', code: 'unknown-type' });
  });

  it('is no event that a cloud pushes', () => {
    const data = { bizCode: name, bizData: { devId: 'dev' }, devId: 'dev', ts: 1 };
    for (const protocol of [20, 1001]) expect(cloudEvent({ protocol, t: 1, data })).toBeUndefined();
  });

  it('is nobody who sent a command', () => {
    const row = { code: 'x', event_from: name, event_id: 5, event_time: 1, value: '1' };
    expect(readLogs({ logs: [row] }, [], false).map(({ source }) => source)).toEqual(['cloud']);
  });

  it('is a data point like any other', () => {
    const told = (value: number) => ({ id: `told-${value}`, at: value, properties: [{ code: name, value }] });
    let history = foldHistory(emptyHistory, { kind: 'shadow', ...told(1) });
    expect(history.entries).toEqual([]);
    history = foldHistory(history, { kind: 'reported', ...told(2) });
    history = foldHistory(history, { kind: 'reported', ...told(3) });
    expect(history.entries.map(({ before, value }) => [before, value])).toEqual([
      [1, 2],
      [2, 3],
    ]);
    expect(history.values.get(name)?.value).toBe(3);
  });

  it('is a value like any other', () => {
    for (const of of [english.words, chinese])
      expect(String(of.of['dp-answered']({ id: 1, value: name, ms: 1 }))).toContain(name);
  });

  it('is a console command like any other', () => expect(answerWithin(consoleTimes, name)).toBe(consoleTimes.answerMs));

  it('is no fact of a banner', () => {
    const line = { at: 1, kind: 'plain', text: `${name}: 1.0` } as const;
    expect(watchLine(nothingSeen, line).app).toBeUndefined();
  });

  it('is no call of a device, and a parameter like any other', () => {
    const ask = { device: { bound: true } } as unknown as Parameters<typeof answerDevice>[1];
    expect(() => answerDevice(name, ask)).toThrow('no such call');
    expect(Object.entries(readAtopParams(`a=b&${name}=1`))).toEqual([
      ['a', 'b'],
      [name, '1'],
    ]);
  });

  it('is no problem that a relay tells', async () => {
    const relay = createRelayCloud({
      fetch: async () => Response.json({ problem: { code: name, details: { toString: 'x' } } }, { status: 500 }),
    } as unknown as Parameters<typeof createRelayCloud>[0]);
    await expect(relay.status()).rejects.toMatchObject({ code: 'cloud.unreadable' });
  });
});

it.each(['%', '%E0%A4%A', '%zz', 'a%'])('an address cut off as %s is read as it stands', (part) =>
  expect(textOfPart(part)).toBe(part),
);
