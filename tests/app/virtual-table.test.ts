/** Issue 10, section 4: virtual boards, their flash and their devices survive a reload together. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { putUpCloud } from '../../src/app/cloud-in-worker';
import { stockForVirtualBoard } from '../../src/app/demo-shelf';
import { createBoardKeeper } from '../../src/app/kept-boards';
import { virtualTable } from '../../src/app/virtual-table';
import { virtualWifi } from '../../src/app/virtual-wifi';
import type { LaneView } from '../../src/model/run';
import type { BenchDatabase } from '../../src/records/database';
import { hasVirtualBoards, keptVirtualBoards } from '../../src/records/virtual-boards';
import type { SeenPort, VirtualBoards } from '../../src/steps/run/outside';
import type { VirtualPort } from '../../src/virtual/board/virtual-port';
import { espPartitions } from '../../src/virtual/esp/boot/boot';
import { openKv } from '../../src/virtual/parts/kv';
import { createNorFlash } from '../../src/virtual/parts/nor-flash';
import { keptIdentity } from '../../src/virtual/tuya-cloud-client/memory';
import { license, newDisk } from '../records/bench';
import { everythingStored } from '../records/stored';
import { createRig } from '../steps/rig';

/** A page with its worker, on a disk that outlives it. */
const open = async (db: BenchDatabase, plan = {}, alone: Promise<unknown> = Promise.resolve()) => {
  const cloud = await putUpCloud(db, () => {});
  let boards: VirtualBoards | undefined;
  let mine: readonly SeenPort[] = [];
  const rig = await createRig(db, plan, {
    cloud: async () => cloud.run,
    virtualWifi,
    alone,
    hasVirtualBoards: () => hasVirtualBoards(db),
    virtualBoards: async () => {
      const stock = (chip: Parameters<typeof stockForVirtualBoard>[1]['chip'], count: number) =>
        stockForVirtualBoard(db, { chip, boards: count, now: 1 });
      const table = virtualTable(stock, cloud.boards, createBoardKeeper(db, alone));
      const list = async () => {
        mine = await table.list();
        return mine;
      };
      boards = { ...table, list };
      return boards;
    },
  });
  /** As when a page goes: nobody is told, and nothing runs any more. */
  const leave = () => {
    for (const { port } of mine) (port as VirtualPort).unplug();
  };
  onTestFinished(leave);
  const ended = (lane: LaneView) => lane.state !== 'ready' && lane.endedAt !== undefined;
  const run = async (lane: LaneView) => {
    await rig.bench.handle({ kind: 'start', lane: lane.id });
    return rig.lane((each) => each.id === lane.id && ended(each));
  };
  return { ...rig, run, leave, call: cloud.run.cloud.call };
};

const settles = (fits: () => Promise<boolean>) =>
  vi.waitFor(async () => expect(await fits()).toBe(true), { timeout: 60_000, interval: 20 });

/** What the flash that was written down knows of its device. */
const deviceIn = async (db: BenchDatabase, uuid: string) => {
  const [kept] = await keptVirtualBoards(db);
  const flash = createNorFlash(kept?.flash.length ?? 0, kept?.flash);
  const store = espPartitions(flash)?.find(({ label }) => label === 'tuya');
  return store && keptIdentity(openKv(flash, store), uuid)?.devId;
};

it('finds a virtual board that was bound as it was left: its flash, its license, its device', async () => {
  const disk = newDisk();
  const page = await open(disk.tab());
  await page.bench.handle({ kind: 'add-virtual-board', chip: 'esp32', habits: {}, habit: 'plain', speed: 10 });
  const lane = await page.run(await page.lane(({ state }) => state === 'ready'));
  expect([lane.state, lane.problem]).toEqual(['proven', undefined]);
  const { deviceId } = lane.device!;
  await settles(async () => (await deviceIn(page.db, lane.license!.uuid)) === deviceId);
  page.leave();

  const again = await open(disk.tab(), { startByItself: true });
  const found = await again.lane(({ state }) => state === 'ready');
  expect(found.chip?.mac).toBe(lane.chip?.mac);
  expect(found.port).toMatchObject({ id: lane.port.id, virtual: { habit: 'plain', speed: 10 } });
  expect(found.app).toMatchObject({ name: 'switch_demo' });
  expect(found.onBoard).toMatchObject({ kind: 'has', uuid: lane.license?.uuid, ledger: 'ours' });
  await settles(async () => {
    const told = await again.call({ method: 'GET', path: `/v1.0/devices/${deviceId}` });
    return told.success && (told.result as { online: boolean }).online;
  });
  // Nothing is started by itself on a board that was there before.
  await again.bench.idle();
  expect(again.lanes.get(found.id)?.state).toBe('ready');
}, 120_000);

it('forgets a virtual board that was put away, and gives the next one another MAC', async () => {
  const disk = newDisk();
  const page = await open(disk.tab());
  const add = () =>
    page.bench.handle({ kind: 'add-virtual-board', chip: 'esp32c3', habits: {}, habit: 'plain', speed: 10 });
  await add();
  await add();
  await page.lane(({ state, port }) => state === 'ready' && port.id === 'virtual-1');
  await page.lane(({ state, port }) => state === 'ready' && port.id === 'virtual-2');
  await settles(async () => (await keptVirtualBoards(page.db)).length === 2);
  await page.bench.handle({ kind: 'remove-virtual-board', port: 'virtual-1' });
  await settles(async () => (await keptVirtualBoards(page.db)).length === 1);
  page.leave();

  const again = await open(disk.tab());
  await again.lane(({ state, port }) => state === 'ready' && port.id === 'virtual-2');
  await again.bench.handle({ kind: 'add-virtual-board', chip: 'esp32c3', habits: {}, habit: 'plain', speed: 10 });
  const fresh = await again.lane(({ state, port }) => state === 'ready' && port.id === 'virtual-3');
  expect([...again.lanes.values()].map(({ port }) => port.id)).toEqual(['virtual-2', 'virtual-3']);
  expect(new Set([...again.lanes.values()].map(({ chip }) => chip?.mac)).size).toBe(2);
  expect(fresh.chip?.mac).toBe('02:00:00:00:00:03');
}, 120_000);

it('keeps what a board has lived through: one-time memory, and what happens but once', async () => {
  const disk = newDisk();
  const page = await open(disk.tab());
  const otpOnly = license(3);
  await page.bench.handle({
    kind: 'add-virtual-board',
    chip: 't5ai',
    habits: { otpOnly, pullCableAt: 1 },
    habit: 'plain',
    speed: 10,
  });
  await settles(async () => (await keptVirtualBoards(page.db)).some(({ made }) => made.includes('cable-pulled')));
  const [kept] = await keptVirtualBoards(page.db);
  expect(JSON.parse(kept!.made)).toMatchObject({ happened: expect.arrayContaining(['cable-pulled']) });
  // Sealed: neither the habit nor the flash tells a key to whoever reads the storage.
  expect(await everythingStored(page.db)).not.toContain(otpOnly.authKey);
  page.leave();
}, 120_000);

const addOne = ({ bench }: Awaited<ReturnType<typeof open>>) =>
  bench.handle({ kind: 'add-virtual-board', chip: 'esp32c3', habits: {}, habit: 'plain', speed: 10 });
const readyAt = (port: string) => (lane: LaneView) => lane.state === 'ready' && lane.port.id === port;

it('puts no new board in the place of one that is still on its way back from the storage', async () => {
  const disk = newDisk();
  const page = await open(disk.tab());
  await addOne(page);
  const before = await page.lane(readyAt('virtual-1'));
  await settles(async () => (await keptVirtualBoards(page.db)).length === 1);
  page.leave();

  // The page before has not let go yet, and somebody is quick with the button.
  let letGo = () => {};
  const again = await open(disk.tab(), {}, new Promise<void>((done) => (letGo = done)));
  await addOne(again);
  letGo();
  const found = await again.lane(({ state, chip }) => state === 'ready' && chip?.mac === before.chip?.mac);
  expect(found.port.id).toBe('virtual-1');
  expect((await again.lane(readyAt('virtual-2'))).chip?.mac).not.toBe(before.chip?.mac);
}, 120_000);

it('gives boards of two tabs two MACs, and writes none of them over one that another tab has kept', async () => {
  const disk = newDisk();
  const [first, second] = [await open(disk.tab()), await open(disk.tab(), {}, new Promise(() => {}))];
  await addOne(first);
  await addOne(second);
  await addOne(first);
  const ready = ({ state }: LaneView) => state === 'ready';
  const lanes = [
    await first.lane(readyAt('virtual-1')),
    await first.lane(readyAt('virtual-3')),
    await second.lane(ready),
  ];
  expect(new Set(lanes.map(({ chip }) => chip?.mac)).size).toBe(3);
  await settles(async () => (await keptVirtualBoards(first.db)).length === 2);
}, 120_000);

it('gives a board that comes after one was put away, also on another day, a MAC that no ledger knows', async () => {
  const disk = newDisk();
  const page = await open(disk.tab());
  await addOne(page);
  const before = await page.lane(readyAt('virtual-1'));
  await settles(async () => (await keptVirtualBoards(page.db)).length === 1);
  await page.bench.handle({ kind: 'remove-virtual-board', port: 'virtual-1' });
  await settles(async () => (await keptVirtualBoards(page.db)).length === 0);
  page.leave();

  const again = await open(disk.tab());
  await addOne(again);
  const fresh = await again.lane(({ state }) => state === 'ready');
  expect(fresh.chip?.mac).not.toBe(before.chip?.mac);
}, 120_000);

it('lays out a board though the storage failed the one before', async () => {
  const disk = newDisk();
  const db = disk.tab();
  const page = await open(db);
  const put = vi.spyOn(db.firmware, 'put').mockRejectedValueOnce(new Error('QuotaExceededError'));
  const added = vi.spyOn(db.firmware, 'add').mockRejectedValueOnce(new Error('QuotaExceededError'));
  await addOne(page);
  expect(page.events.some(({ kind }) => kind === 'trouble')).toBe(true);
  put.mockRestore();
  added.mockRestore();
  await addOne(page);
  await page.lane(({ state }) => state === 'ready');
}, 120_000);
