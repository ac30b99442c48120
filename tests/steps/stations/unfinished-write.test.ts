/**
 * A write that was broken off goes on from what the chip holds, and says so (issue 9, section 3; experience.md, delight
 * 8); a board that was left half written is never called good. How much the chip holds is counted here from its flash,
 * sector by sector.
 */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import type { BoardHabits, VirtualChip } from '../../../src/model/board-habits';
import type { LaneView, Plan } from '../../../src/model/run';
import { percentOf } from '../../../src/model/unfinished-write';
import { openDatabase } from '../../../src/records/database';
import { listRuns } from '../../../src/records/runs';
import { unfinishedWrite } from '../../../src/records/unfinished-writes';
import { createWriteNotes } from '../../../src/steps/run/write-notes';
import { demoFirmware } from '../../../src/virtual/board/demo-firmware';
import type { BoardSettings } from '../../../src/virtual/parts/wire';
import { failingStorage } from '../failing-storage';
import { createRig, ended, newDatabase, type RigBoard, stockImage } from '../rig';

const flashOnly: Partial<Plan> = { license: false, verify: false, boot: false };

const it = test.extend<{ begin: (...needs: Parameters<typeof createRig>) => ReturnType<typeof createRig> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names of the fixtures from this pattern
  begin: async ({}, use) => {
    const stops: (() => Promise<void>)[] = [];
    await use(async (db = newDatabase(), plan = {}) => {
      const rig = await createRig(db, { ...flashOnly, ...plan });
      stops.push(rig.stop);
      return rig;
    });
    for (const stop of stops) await stop();
  },
}).concurrent;

type Rig = Awaited<ReturnType<typeof createRig>>;

const ready = ({ state }: LaneView) => state === 'ready';
const over = (lane: LaneView) => !ready(lane) && ended(lane);

/** Percent of the image that is in the flash, by whole sectors. */
const heldBy = ({ board }: RigBoard, image: Uint8Array): number => {
  let held = 0;
  for (let at = 0; at < image.length; at += 0x1000) {
    const part = image.subarray(at, at + 0x1000);
    if (Buffer.from(part).equals(Buffer.from(board.flash.read(at, part.length)))) held += part.length;
  }
  return Math.floor((held * 100) / image.length);
};

/** Whether one of the lines says that the write goes on, and from where. */
const resumedAt = ({ evidence }: LaneView) =>
  evidence.flatMap(({ fact }) => (fact?.code === 'writing' && fact.details.resumed ? [fact.details.resumed] : []));

const cutAfter = 250_000;

/** A board that was pulled out while it was written. */
const cutOff = async (rig: Rig, chip: VirtualChip, habits: BoardHabits = {}, settings: Partial<BoardSettings> = {}) => {
  const image = demoFirmware(chip);
  const { sha256 } = await stockImage(rig.db, image, `${chip}_demo`);
  const board = rig.makeBoard(chip, { pullCableAt: cutAfter, ...habits }, {}, settings);
  rig.plug(board);
  const { id } = await rig.lane(ready);
  await rig.bench.handle({ kind: 'start', lane: id });
  const lane = await rig.lane(over);
  await rig.bench.idle();
  expect(lane.problem?.code).toBe('port.lost');
  return { board, image, lane, sha256, held: heldBy(board, image) };
};

it('a cable that is pulled and plugged again: the run goes on, says from where, and keeps what it sent', async ({
  begin,
}) => {
  const rig = await begin();
  const { board, image, lane, sha256, held } = await cutOff(rig, 't5ai');
  expect(held).toBeGreaterThan(20);
  expect(held).toBeLessThan(90);
  const { mac } = board.board;
  // The last sector may have been programmed without its answer.
  const noted = await unfinishedWrite(rig.db, mac);
  expect(noted).toMatchObject({ sha256, name: 't5ai_demo.bin', total: image.length });
  expect(lane.unfinished).toEqual(noted);
  const percent = Math.floor((100 * noted!.held) / image.length);
  expect([held, held - 1]).toContain(percent);
  rig.replug(board);
  const proven = await rig.lane(({ state }) => state === 'proven');
  expect(resumedAt(proven)).toEqual([held]);
  expect(proven.unfinished).toBeUndefined();
  expect(await unfinishedWrite(rig.db, mac)).toBeUndefined();
  const { kept, sent, erased } = proven.written!.work;
  expect(Math.floor((100 * kept) / image.length)).toBe(held);
  expect(kept + sent + erased).toBe(image.length);
  const fact = proven.stations.find(({ name }) => name === 'flash')?.fact;
  expect(fact).toMatchObject({ code: 'md5-equal', details: { sent, kept, size: image.length } });
  await rig.bench.idle();
  const run = (await listRuns(rig.db)).find(({ outcome }) => outcome === 'proven');
  expect(run?.flashWork).toEqual({ kept, sent, erased });
  const told = rig.events.flatMap((event) => (event.kind === 'lane' ? [event.lane.progress?.resumed] : []));
  expect(new Set(told.filter(Boolean))).toEqual(new Set([held]));
});

it('an Espressif chip goes on as well', async ({ begin }) => {
  const rig = await begin();
  // Well within the bytes that deflate leaves of the image.
  const { board, image, lane, held } = await cutOff(rig, 'esp32', { pullCableAt: 60_000 });
  expect(lane.unfinished).toMatchObject({ name: 'esp32_demo.bin', total: image.length });
  rig.replug(board);
  const proven = await rig.lane(({ state }) => state === 'proven');
  const { kept, sent, erased } = proven.written!.work;
  expect(kept + sent + erased).toBe(image.length);
  const percent = Math.floor((100 * kept) / image.length);
  expect(resumedAt(proven)).toEqual([percent]);
  // Some of what is there is sent again where a stretch of its own would cost more.
  expect(percent).toBeLessThanOrEqual(held);
  expect(percent).toBeGreaterThan(held - 10);
  expect(await unfinishedWrite(rig.db, board.board.mac)).toBeUndefined();
});

it('a board that was never begun says nothing of going on, however much of it is there', async ({ begin }) => {
  const rig = await begin();
  const image = demoFirmware('t5ai');
  await stockImage(rig.db, image);
  const before = rig.makeBoard('t5ai');
  const flash = before.board.flash.read(0, 0x800000).slice();
  before.board.dispose();
  flash.set(image.subarray(0, 0x40000));
  rig.plug(rig.makeBoard('t5ai', {}, {}, { flash }));
  const lane = await rig.lane(ready);
  expect(lane.unfinished).toBeUndefined();
  await rig.bench.handle({ kind: 'start', lane: lane.id });
  const proven = await rig.lane(over);
  expect(proven.problem).toBeUndefined();
  expect(proven.written?.work.kept).toBeGreaterThan(0x30000);
  expect(resumedAt(proven)).toEqual([]);
});

it('another tab, or the next day: the board is told to be half written, and one click goes on', async ({ begin }) => {
  const db = newDatabase();
  const first = await begin(db);
  const { board, held, image } = await cutOff(first, 't5ai');
  await first.bench.idle();
  // A plan that does not flash: what such a board proves of itself is worth nothing.
  const next = await begin(db, { flash: false, boot: true });
  next.replug(board);
  const lane = await next.lane(ready);
  expect(lane.unfinished).toMatchObject({ name: 't5ai_demo.bin', total: image.length });
  await next.bench.handle({ kind: 'start', lane: lane.id });
  const asked = await next.lane(over);
  expect(asked).toMatchObject({ state: 'yours', problem: { code: 'flash.unfinished' } });
  expect(asked.problem?.details.file).toBe('t5ai_demo.bin');
  await next.bench.handle({ kind: 'retry', lane: lane.id, instead: 'go-on-writing' });
  const proven = await next.lane(({ state }) => state === 'proven');
  expect(resumedAt(proven)).toEqual([held]);
  expect(proven.stations.find(({ name }) => name === 'boot')?.state).toBe('proven');
  expect(heldBy(board, image)).toBe(100);
});

it('a tab that dies while it writes leaves a note that never says too much', async ({ begin }) => {
  const disk = { indexedDB: new IDBFactory(), IDBKeyRange };
  const db = openDatabase(disk);
  const first = await begin(db);
  const storage = await failingStorage(db);
  const image = demoFirmware('t5ai');
  await stockImage(db, image);
  const board = first.makeBoard('t5ai');
  first.plug(board);
  const { id } = await first.lane(ready);
  const { receive } = board.board;
  let written = 0;
  board.board.receive = (bytes) => {
    // Write 4K (beken-uart-boot, section 4), for the sixtieth time: neither storage nor port hear of this tab again.
    if (Buffer.from(bytes).toString('hex').startsWith('01e0fcfff4051007') && ++written === 60) {
      storage.close();
      first.unplug(board);
    }
    receive(bytes);
  };
  await first.bench.handle({ kind: 'start', lane: id });
  await first.lane(over);
  await first.bench.idle();
  const held = heldBy(board, image);
  const next = await begin(openDatabase(disk));
  next.replug(board);
  const lane = await next.lane(ready);
  const percent = percentOf(lane.unfinished!);
  expect(percent).toBeLessThanOrEqual(held);
  expect(percent).toBeGreaterThan(held - 20);
  await next.bench.handle({ kind: 'start', lane: lane.id });
  const proven = await next.lane(over);
  expect(proven.state).toBe('proven');
  expect(resumedAt(proven)).toEqual([held]);
});

it('one that was flashed elsewhere is taken at its word', async ({ begin }) => {
  const db = newDatabase();
  const first = await begin(db);
  const { board, image } = await cutOff(first, 't5ai');
  const next = await begin(db, { flash: false, boot: true });
  board.board.flash.erase(0, 0x80000);
  board.board.flash.program(0, image);
  next.replug(board);
  const lane = await next.lane(ready);
  expect(lane.unfinished).toBeDefined();
  await next.bench.handle({ kind: 'retry', lane: lane.id, instead: 'flashed-elsewhere' });
  expect((await next.lane((each) => !each.unfinished)).state).toBe('ready');
  expect(await unfinishedWrite(db, board.board.mac)).toBeUndefined();
  await next.bench.handle({ kind: 'start', lane: lane.id });
  expect(await next.lane(over)).toMatchObject({ state: 'proven' });
});

it('another image is no resumption', async ({ begin }) => {
  const rig = await begin();
  const { board } = await cutOff(rig, 't5ai');
  const other = demoFirmware('t5ai').slice();
  other[0x20000]! ^= 0xff;
  const { sha256 } = await stockImage(rig.db, other, 'other');
  const next = await begin(rig.db, { firmware: sha256 });
  next.replug(board);
  const { id } = await next.lane(ready);
  await next.bench.handle({ kind: 'start', lane: id });
  const lane = await next.lane(over);
  // Its checksum is not that of the program any more, but it was written and proved.
  expect(lane.evidence.some(({ fact }) => fact?.code === 'booting')).toBe(true);
  expect(resumedAt(lane)).toEqual([]);
  expect(await unfinishedWrite(rig.db, board.board.mac)).toBeUndefined();
});

it('stopped while the chip was only asked: nothing was begun', async ({ begin }) => {
  const rig = await begin();
  await stockImage(rig.db, demoFirmware('t5ai'));
  const board = rig.makeBoard('t5ai');
  rig.plug(board);
  const { id } = await rig.lane(ready);
  const { receive } = board.board;
  let stopped: Promise<void> | undefined;
  board.board.receive = (bytes) => {
    // CheckCRC of a whole block, 0 to FFFF: the comparison has begun (beken-uart-boot, section 4).
    if (Buffer.from(bytes).toString('hex').startsWith('01e0fc091000000000ffff0000'))
      stopped ??= rig.bench.handle({ kind: 'stop', lane: id });
    receive(bytes);
  };
  await rig.bench.handle({ kind: 'start', lane: id });
  const lane = await rig.lane(over);
  await stopped;
  expect(lane.state).toBe('stopped');
  expect(lane.unfinished).toBeUndefined();
  expect(await unfinishedWrite(rig.db, board.board.mac)).toBeUndefined();
});

it('a board without a MAC is known by its lane', async ({ begin }) => {
  const rig = await begin();
  const image = demoFirmware('t5ai');
  await stockImage(rig.db, image);
  const board = rig.makeBoard('t5ai', {}, {}, { flash: new Uint8Array(0x800000).fill(0xff) });
  rig.plug(board);
  const { id, chip } = await rig.lane(ready);
  expect(chip?.mac).toBeUndefined();
  const { receive } = board.board;
  let written = 0;
  let stopped: Promise<void> | undefined;
  board.board.receive = (bytes) => {
    // Write 4K, for the thirtieth time.
    if (Buffer.from(bytes).toString('hex').startsWith('01e0fcfff4051007') && ++written === 30)
      stopped ??= rig.bench.handle({ kind: 'stop', lane: id });
    receive(bytes);
  };
  await rig.bench.handle({ kind: 'start', lane: id });
  expect(await rig.lane(over)).toMatchObject({ state: 'stopped' });
  await stopped;
  const held = heldBy(board, image);
  await rig.bench.handle({ kind: 'retry', lane: id });
  const again = await rig.lane((lane) => resumedAt(lane).length > 0);
  expect(resumedAt(again)).toEqual([held]);
});

test('a virtual board leaves nothing in storage: another one gets its MAC', async () => {
  const db = newDatabase();
  const notes = createWriteNotes(db);
  const write = { sha256: 'ab', name: 'x.bin', held: 1, total: 2, at: 3 };
  const board = { mac: '02:00:00:00:00:01', lane: '1' };
  await notes({ ...board, virtual: true }).keep(write);
  expect(await notes({ ...board, virtual: true }).read()).toEqual(write);
  expect(await createWriteNotes(db)({ ...board, virtual: true }).read()).toBeUndefined();
  expect(await db.table('unfinished').count()).toBe(0);
  await notes({ ...board, virtual: false }).keep(write);
  expect(await createWriteNotes(db)({ ...board, virtual: false, lane: '2' }).read()).toEqual(write);
  await notes({ lane: '7', virtual: false }).keep({ ...write, sha256: 'cd' });
  expect(await notes({ lane: '8', virtual: false }).read()).toBeUndefined();
  expect((await notes({ lane: '7', virtual: false }).read())?.sha256).toBe('cd');
});
