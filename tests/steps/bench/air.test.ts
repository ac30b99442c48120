/** A board that was bound here, without its internet: reached over Bluetooth with the keys it printed (ble-pairing, sections 1, 2, 6 and 9). */
import { expect, test } from 'vitest';
import type { AirView } from '../../../src/model/air';
import type { BluetoothHabits } from '../../../src/model/board-habits';
import type { CloudAnswer, CloudCall, CloudEvent } from '../../../src/model/cloud';
import type { Problem } from '../../../src/model/problem';
import { listDeviceKeys } from '../../../src/records/device-keys';
import { createAir } from '../../../src/steps/bench/air';
import type { AirTold } from '../../../src/steps/run/messages';
import { createVirtualRadio } from '../../../src/virtual/ble/virtual-radio';
import { createVirtualBoard } from '../../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../../src/virtual/board/virtual-port';
import { createCutDoor } from '../../../src/virtual/cloud/cut-door';
import { boot } from '../../../src/virtual/esp/boot/boot';
import { instant } from '../../../src/virtual/parts/board-timing';
import { realClock } from '../../../src/virtual/parts/clock';
import type { BootIo } from '../../../src/virtual/parts/firmware';
import { everythingStored } from '../../records/stored';
import { createBindRig, lampPid } from '../bind-rig';
import { ended } from '../rig';

/** Side by side: what a bench waits for is real time. */
const it = test.extend<{ boundBoard: (bluetooth?: BluetoothHabits) => Promise<Bound> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names of the fixtures from this pattern
  boundBoard: async ({}, use) => {
    const stops: Stops = [];
    await use((bluetooth) => bindBoard(stops, bluetooth));
    for (const stop of stops.reverse()) await stop();
  },
}).concurrent;

type Stops = (() => Promise<void> | void)[];

/** All that the application of a board says, whoever listens. */
const tapped = () => {
  const watchers = new Set<() => void>();
  let log = '';
  return {
    start: (io: BootIo) =>
      boot(
        {
          ...io,
          send(bytes) {
            log += Buffer.from(bytes).toString('latin1');
            for (const watcher of [...watchers]) watcher();
            io.send(bytes);
          },
        },
        'esp32',
      ),
    logged: (text: string): Promise<void> =>
      new Promise((found) => {
        const look = () => {
          if (!log.includes(text)) return;
          watchers.delete(look);
          found();
        };
        watchers.add(look);
        look();
      }),
  };
};

/** One board, bound by a whole run over a network that can be taken away. */
const bindBoard = async (stops: Stops, bluetooth: BluetoothHabits = {}) => {
  const rig = await createBindRig();
  stops.push(rig.stop);
  const internet = createCutDoor(rig.emulated.device);
  const { logged, start } = tapped();
  const mac = 'A4:CF:12:00:99:01';
  // Its looks at the cloud, and what it tells late, are seconds apart.
  const board = createVirtualBoard(
    { chip: 'esp32', mac, timing: instant, cloud: internet, habits: { bluetooth } },
    realClock(10),
    start,
  );
  const port = createVirtualPort(board, { usbVendorId: 0x1a86, usbProductId: 0x7523 });
  rig.plug({
    seen: { id: 'port-air', name: 'CH340', port, usb: { vendorId: 0x1a86, productId: 0x7523 } },
    board,
    port,
  });
  const ready = await rig.lane(({ state }) => state === 'ready');
  await rig.bench.handle({ kind: 'start', lane: ready.id });
  const lane = await rig.lane((each) => each.state !== 'ready' && ended(each));
  expect(lane.problem).toBeUndefined();
  const device = rig.emulated.state.devices[0]!;
  // Its radio looks at the cloud every three seconds, and a loss that it never saw the opposite of is none to it.
  await logged('ble monitor check iot is connected');
  return { rig, internet, device, logged, stops };
};

type Bound = Awaited<ReturnType<typeof bindBoard>>;

const openAir = ({ rig, device, stops }: Bound, findWithinMs = 10_000) => {
  const told: AirTold[] = [];
  const watchers = new Set<() => void>();
  const air = createAir({
    db: rig.db,
    radio: async () => createVirtualRadio(() => rig.boards()),
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    now: () => Date.now(),
    tell(news) {
      told.push(news);
      for (const watcher of [...watchers]) watcher();
    },
    findWithinMs,
  });
  stops.push(() => air.handle({ kind: 'air-close', device: device.deviceId }));
  const find = <Found>(look: (news: AirTold) => Found | undefined): Promise<Found> =>
    new Promise((found) => {
      const again = () => {
        const match = told.map(look).find((each) => each !== undefined);
        if (match === undefined) return;
        watchers.delete(again);
        found(match);
      };
      watchers.add(again);
      again();
    });
  let id = 0;
  const call = async (asked: CloudCall): Promise<CloudAnswer | Problem> => {
    id += 1;
    const mine = id;
    await air.handle({ kind: 'air-call', id: mine, device: device.deviceId, call: asked });
    return find((news) =>
      news.kind !== 'air-answer' || news.id !== mine ? undefined : 'answer' in news ? news.answer : news.problem,
    );
  };
  const state = (wanted: AirView['state']) =>
    find((news) => (news.kind === 'air-view' && news.view.state === wanted ? news.view : undefined));
  const event = (wanted: CloudEvent['kind']) =>
    find((news) => (news.kind === 'air-event' && news.event.kind === wanted ? news.event : undefined));
  const issue = (values: Readonly<Record<string, unknown>>) =>
    call({
      method: 'POST',
      path: `/v2.0/cloud/thing/${device.deviceId}/shadow/properties/issue`,
      body: { properties: JSON.stringify(values) },
    });
  return { air, told, call, issue, state, event };
};

it('keeps the keys that the board printed, sealed, and shows them nowhere', async ({ boundBoard }) => {
  const { rig, device } = await boundBoard();
  expect(device.localKey).toHaveLength(16);
  const [row] = await listDeviceKeys(rig.db);
  expect(row).toMatchObject({ deviceId: device.deviceId, uuid: device.uuid, pid: lampPid, place: 'relay' });
  expect(row?.points.map(({ code }) => code)).toContain('switch_1');
  const stored = await everythingStored(rig.db);
  expect(stored).toContain(device.deviceId);
  const told = JSON.stringify(rig.events);
  expect(told).toContain('result len');
  for (const key of [device.localKey, device.secKey]) {
    expect(stored).not.toContain(key);
    expect(stored).not.toContain(Buffer.from(key).toString('hex'));
    expect(stored).not.toContain(Buffer.from(key).toString('base64').slice(0, 20));
    expect(told).not.toContain(key);
  }
});

it('finds it once its cloud is away, flips a switch there and back, and says no more than the device told', {
  timeout: 60_000,
}, async ({ boundBoard }) => {
  const bound = await boundBoard();
  const { device, internet } = bound;
  internet.set(false);
  expect(device.online).toBe(false);
  const { air, call, issue, state, event, told } = openAir(bound);
  const thing = `/v2.0/cloud/thing/${device.deviceId}`;
  await air.handle({ kind: 'air-open', device: device.deviceId });
  await state('connected');
  expect(await call({ method: 'GET', path: thing })).toMatchObject({
    success: true,
    result: { id: device.deviceId, uuid: device.uuid, product_id: lampPid, is_online: true },
  });
  const before = await call({ method: 'GET', path: `${thing}/shadow/properties` });
  expect(before).toMatchObject({ success: true });
  expect(await issue({ switch_1: false, bright_value: 420 })).toMatchObject({ success: true });
  const report = await event('reported');
  expect(report).toMatchObject({ deviceId: device.deviceId });
  expect('properties' in report && report.properties.map(({ code, value }) => [code, value]).sort()).toEqual([
    ['bright_value', 420],
    ['switch_1', false],
  ]);
  const after = await call({ method: 'GET', path: `${thing}/shadow/properties` });
  expect('success' in after && after.success && JSON.stringify(after.result)).toContain(
    '"code":"bright_value","dp_id":3',
  );
  // Openapi, section 5, and not a word to the device.
  expect(await issue({ bright_value: 5000 })).toMatchObject({ success: false, code: 1103 });
  expect(await issue({ nothing: 1 })).toMatchObject({ success: false, code: 1103 });
  const other = '/v2.0/cloud/thing/vdevsomebody0000000001';
  expect(await call({ method: 'GET', path: other })).toMatchObject({ success: false, code: 1106 });
  for (const key of [device.localKey, device.secKey]) expect(JSON.stringify(told)).not.toContain(key);
});

it('says that the link is gone, and refuses as for a device that is offline', { timeout: 60_000 }, async ({
  boundBoard,
}) => {
  const bound = await boundBoard();
  const { device, internet, rig } = bound;
  internet.set(false);
  const { air, issue, state } = openAir(bound);
  await air.handle({ kind: 'air-open', device: device.deviceId });
  await state('connected');
  const [board] = rig.boards();
  expect(board?.radio.advertisement()).toBeUndefined();
  await air.handle({ kind: 'air-close', device: device.deviceId });
  expect(await state('closed')).toEqual({ state: 'closed', by: 'host' });
  expect(await issue({ switch_1: true })).toMatchObject({ code: 'radio.lost' });
});

it('gives up on a device that is with its cloud: it is not on the air then (section 2)', async ({ boundBoard }) => {
  const bound = await boundBoard();
  // The rig's boards pass for real ones, which a person looks for as long as he likes.
  await bound.rig.db.deviceKeys.update(bound.device.deviceId, { virtual: true });
  const { air, state } = openAir(bound, 50);
  await air.handle({ kind: 'air-open', device: bound.device.deviceId });
  expect(await state('failed')).toMatchObject({ problem: { code: 'radio.not-found' } });
});

it('releases it by its license, and holds no keys of it any more', { timeout: 60_000 }, async ({ boundBoard }) => {
  const bound = await boundBoard();
  const { device, internet, rig } = bound;
  internet.set(false);
  const { air, state } = openAir(bound);
  await air.handle({ kind: 'air-open', device: device.deviceId });
  await state('connected');
  await air.handle({ kind: 'air-release', device: device.deviceId });
  expect(await state('released')).toEqual({ state: 'released', seen: true });
  expect(await listDeviceKeys(rig.db)).toEqual([]);
});

for (const resetAnswer of ['late', 'lost', 'overtaken'] as const) {
  it(`releases it though the answer to the reset is ${resetAnswer}`, { timeout: 60_000 }, async ({ boundBoard }) => {
    const bound = await boundBoard({ resetAnswer });
    const { device, internet, rig } = bound;
    internet.set(false);
    const { air, state } = openAir(bound);
    await air.handle({ kind: 'air-open', device: device.deviceId });
    await state('connected');
    await air.handle({ kind: 'air-release', device: device.deviceId });
    expect(await state('released')).toEqual({ state: 'released', seen: true });
    expect(await listDeviceKeys(rig.db)).toEqual([]);
  });
}

it('keeps the keys of one that hung up at the reset and was not met again', { timeout: 60_000 }, async ({
  boundBoard,
}) => {
  const bound = await boundBoard({ resetAnswer: 'overtaken' });
  const { device, internet, rig } = bound;
  internet.set(false);
  const { air, state } = openAir(bound);
  await air.handle({ kind: 'air-open', device: device.deviceId });
  await state('connected');
  const [board] = rig.boards();
  const connect = board!.radio.connect;
  board!.radio.connect = () => undefined;
  await air.handle({ kind: 'air-release', device: device.deviceId });
  expect(await state('released')).toEqual({ state: 'released', seen: false });
  expect(await listDeviceKeys(rig.db)).toHaveLength(1);
  board!.radio.connect = connect;
  // Met later, it says by its license that it is nobody's, and only then they go.
  await air.handle({ kind: 'air-open', device: device.deviceId });
  await state('unbound');
  expect(await listDeviceKeys(rig.db)).toEqual([]);
});
