/** A device over Bluetooth in the shape of its cloud, without a radio: what is asked of the conversation, and what is made of it. */
import { expect, it } from 'vitest';
import type { BleSession } from '../../../src/links/ble-session';
import type { CloudEvent } from '../../../src/model/cloud';
import type { DataPoint } from '../../../src/model/data-point';
import { BenchError } from '../../../src/model/problem';
import type { BleDp, DpReport } from '../../../src/protocols/tuya-ble/data-points';
import { openBleControl } from '../../../src/steps/device/ble-control';
import { readDevice, readLogs, readProperties } from '../../../src/steps/device/device-answers';
import { readThingModel } from '../../../src/steps/device/thing-model';

const points: DataPoint[] = [
  { id: 1, code: 'switch_1', name: 'Switch', mode: 'rw', type: 'bool' },
  { id: 2, code: 'mode', name: '', mode: 'rw', type: 'enum', range: ['white', 'colour'] },
  { id: 9, code: 'power', name: '', mode: 'ro', type: 'value', min: 0, max: 100, step: 1, scale: 0 },
];
const device = { deviceId: 'dev1', uuid: 'u1', pid: 'pid1', name: 'Lamp', points, at: 5000, virtual: false };
const thing = '/v2.0/cloud/thing/dev1';

/** `tells`: the answer to a question; a device with nothing to tell never gives one (ble-pairing, section 9). */
const bench = (tells?: BleDp[], sends?: () => Promise<void>) => {
  const sent: BleDp[][] = [];
  const events: CloudEvent[] = [];
  let heard = (_report: DpReport): void => {};
  let close = (_by: 'device' | 'host'): void => {};
  const session = {
    closed: new Promise<'device' | 'host'>((resolve) => {
      close = resolve;
    }),
    listenDps(listener: typeof heard) {
      heard = listener;
      return () => {};
    },
    async queryDps() {
      if (!tells) return new Promise<BleDp[]>(() => {});
      heard({ sn: 1, asked: true, dps: tells });
      return tells;
    },
    async sendDps(dps: readonly BleDp[]) {
      sent.push([...dps]);
      await sends?.();
    },
  } as unknown as BleSession;
  const cloud = openBleControl({ session, device, now: () => 7, tellsWithinMs: 1 });
  cloud.listen((event) => events.push(event));
  const get = async (path: string) => {
    const answer = await cloud.call({ method: 'GET', path });
    return answer.success ? answer.result : answer.code;
  };
  const issue = (properties: unknown) =>
    cloud.call({ method: 'POST', path: `${thing}/shadow/properties/issue`, body: { properties } });
  const values = async () =>
    readProperties(await get(`${thing}/shadow/properties`), points).map(({ code, value }) => [code, value]);
  return {
    cloud,
    sent,
    events,
    get,
    issue,
    values,
    report: (news: DpReport) => heard(news),
    close: () => close('device'),
  };
};

// The answers are those that the device page reads (openapi, section 7).
it('tells who it is, its data points and an empty log in the shapes of the cloud', async () => {
  const { get } = bench([]);
  expect(readDevice(await get(thing))).toMatchObject({
    deviceId: 'dev1',
    uuid: 'u1',
    pid: 'pid1',
    name: 'Lamp',
    online: true,
  });
  expect(readThingModel(await get(`${thing}/model`))).toEqual({ points, told: 3 });
  expect(readLogs(await get('/v1.0/devices/dev1/logs'), points, false)).toEqual([]);
});

it('puts partial reports together and never says what was not told', async () => {
  const { report, values, events } = bench([{ id: 1, type: 'bool', value: true }]);
  expect(await values()).toEqual([['switch_1', true]]);
  expect(events).toEqual([]);
  report({ sn: 2, asked: false, dps: [{ id: 2, type: 'enum', value: 'colour' }] });
  expect(events).toEqual([
    { kind: 'reported', deviceId: 'dev1', at: 7, properties: [{ code: 'mode', dpId: 2, value: 'colour' }] },
  ]);
  expect(await values()).toEqual([
    ['switch_1', true],
    ['mode', 'colour'],
  ]);
});

it('does not wait long for a device that has nothing to tell', async () => {
  const { values, report } = bench();
  expect(await values()).toEqual([]);
  report({ sn: 1, asked: true, dps: [{ id: 9, type: 'value', value: 4 }] });
  expect(await values()).toEqual([['power', 4]]);
});

it('sends what fits, and refuses the rest as the cloud does, before anything is said', async () => {
  const { issue, sent } = bench([]);
  expect(await issue(JSON.stringify({ switch_1: true, mode: 'white' }))).toMatchObject({ success: true });
  expect(sent).toEqual([
    [
      { id: 1, type: 'bool', value: true },
      { id: 2, type: 'enum', value: 'white' },
    ],
  ]);
  expect(await issue(JSON.stringify({ power: 3 }))).toMatchObject({ code: 1103 });
  expect(await issue(JSON.stringify({ mode: 'pink' }))).toMatchObject({ code: 1103 });
  expect(await issue({ switch_1: true })).toMatchObject({ code: 1109 });
  expect(sent).toHaveLength(1);
});

it('answers 2001 once the link is gone, and says so by itself', async () => {
  const { issue, get, close, events, values } = bench([{ id: 1, type: 'bool', value: true }]);
  await values();
  close();
  await Promise.resolve();
  await Promise.resolve();
  expect(events).toEqual([{ kind: 'offline', deviceId: 'dev1', at: 7 }]);
  expect(await issue(JSON.stringify({ switch_1: true }))).toMatchObject({ success: false, code: 2001 });
  expect(readDevice(await get(thing))?.online).toBe(false);
  expect(await values()).toEqual([['switch_1', true]]);
});

it('tells a link that breaks under a command from a device that refuses it, and from one that stays silent', async () => {
  const broken = bench([], async () => {
    broken.close();
    await Promise.resolve();
    throw new BenchError('radio.lost');
  });
  expect(await broken.issue('{"switch_1":true}')).toMatchObject({ code: 2001 });
  const refusing = bench([], () => Promise.reject(new BenchError('control.refused', { code: 1 })));
  expect(await refusing.issue('{"switch_1":true}')).toMatchObject({ code: 1103 });
  const silent = bench([], () => Promise.reject(new BenchError('pair.no-answer')));
  await expect(silent.issue('{"switch_1":true}')).rejects.toMatchObject({ code: 'pair.no-answer' });
});

it('knows this one device, and no other call', async () => {
  const { get } = bench([]);
  expect(await get('/v2.0/cloud/thing/vdevsomebody0000000001')).toBe(1106);
  expect(await get('/v2.0/cloud/thing/batch')).toBe(1108);
  expect(await get(`${thing}/shadow/properties/desired`)).toBe(1108);
});
