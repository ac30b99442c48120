/**
 * What was measured for a board's radio (beken-uart-boot, section 10: "before any erase or write that touches an RF
 * sector, read it and store it"): kept at first sight, never written over, and written back where it was lost.
 */
import { expect, test } from 'vitest';
import type { BoardHabits, VirtualChip } from '../../../src/model/board-habits';
import type { LaneView } from '../../../src/model/run';
import { calibrationBytes, calibrationsOfBoard } from '../../../src/records/calibrations';
import { listLicenses } from '../../../src/records/license-questions';
import { laneReport } from '../../../src/screens/bench/callouts/report';
import { firstPlan } from '../../../src/steps/bench/bench-view';
import { demoFirmware } from '../../../src/virtual/board/demo-firmware';
import { failingStorage } from '../failing-storage';
import { createRig, ended, newDatabase, type RigBoard, stockImage, stockLicenses } from '../rig';

const plan = { pair: false, activate: false, control: false };
const factoryMac = 'C8:47:8C:00:00:18';
const radioAt = { t5ai: 0x7fe000, t3: 0x3fe000, bk7231n: 0x1d0000 } as const;
type Beken = keyof typeof radioAt;

type Rig = Awaited<ReturnType<typeof createRig>>;

const it = test.extend<{ begin: (chip?: VirtualChip) => Promise<Rig> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names of the fixtures from this pattern
  begin: async ({}, use) => {
    const rigs: Rig[] = [];
    await use(async (chip = 't5ai') => {
      const rig = await createRig(newDatabase(), plan);
      rigs.push(rig);
      await stockLicenses(rig.db, 2);
      await stockImage(rig.db, demoFirmware(chip), chip);
      return rig;
    });
    for (const rig of rigs) await rig.stop();
  },
}).concurrent;

const settled = ({ state }: LaneView) => state === 'ready' || state === 'failed';

const plugIn = async (rig: Rig, chip: VirtualChip, habits: BoardHabits = {}) => {
  const made = rig.makeBoard(chip, habits);
  rig.plug(made);
  const lane = await rig.lane((seen) => seen.port.id === made.seen.id && settled(seen));
  return { made, lane };
};

const sectorOf = ({ board }: RigBoard, chip: Beken) => board.flash.read(radioAt[chip], 0x1000);

/** Recognised again: in a lane that begins anew under the same name. */
const lookAgain = async (rig: Rig, { seen }: RigBoard) => {
  await rig.bench.handle({ kind: 'recognise', port: seen.id });
  return rig.lane((lane) => lane.port.id === seen.id && settled(lane));
};

const run = async (rig: Rig, { id }: LaneView) => {
  await rig.bench.handle({ kind: 'start', lane: id });
  return rig.lane((lane) => lane.id === id && lane.state !== 'ready' && ended(lane));
};

const restore = async (rig: Rig, lane: LaneView, kept: string) => {
  await rig.bench.handle({ kind: 'restore-calibration', lane: lane.id, kept });
  return rig.lane((seen) => seen.id === lane.id && settled(seen));
};

it.for<Beken>(['t5ai', 't3', 'bk7231n'])('of a %s is kept when it is first met', async (chip, { begin }) => {
  const rig = await begin(chip);
  const { made, lane } = await plugIn(rig, chip);
  expect(lane.calibration).toEqual({ state: 'kept', offers: [] });
  const [kept] = await calibrationsOfBoard(rig.db, made.board.mac, false);
  const { row, bytes } = await calibrationBytes(rig.db, kept?.id ?? '');
  expect(row).toMatchObject({ chip, offset: radioAt[chip], size: 0x1000 });
  expect(Buffer.compare(bytes, sectorOf(made, chip))).toBe(0);
});

it('is no matter of a chip that burns it in', async ({ begin }) => {
  const rig = await begin();
  const { lane } = await plugIn(rig, 'esp32');
  expect(lane.calibration).toBeUndefined();
  expect(await rig.db.calibrations.count()).toBe(0);
});

it('is not touched by a run, nor told in its report', async ({ begin }) => {
  const rig = await begin();
  const { made, lane } = await plugIn(rig, 't5ai');
  const before = sectorOf(made, 't5ai');
  const done = await run(rig, lane);
  expect(done.state).toBe('proven');
  expect(Buffer.compare(sectorOf(made, 't5ai'), before)).toBe(0);
  const [kept] = await calibrationsOfBoard(rig.db, made.board.mac, false);
  const browser = { name: 'Chromium', system: 'Linux', version: '1', build: '' };
  const report = laneReport(done, firstPlan, browser as Parameters<typeof laneReport>[2]);
  expect(report).not.toContain(kept?.sha256);
});

it('is known by the license of a board that lost it, and makes it that board again', async ({ begin }) => {
  const rig = await begin();
  const { made, lane } = await plugIn(rig, 't5ai');
  const before = sectorOf(made, 't5ai');
  const { mac } = made.board;
  await run(rig, lane);
  made.board.flash.erase(radioAt.t5ai, 0x1000);

  const lost = await lookAgain(rig, made);
  expect(lost.chip?.mac).toBe(factoryMac);
  expect(lost.calibration).toMatchObject({ state: 'blank', owner: mac, offers: [{ mac }] });

  const back = await restore(rig, lost, lost.calibration?.offers[0]?.id ?? '');
  expect(back.problem).toBeUndefined();
  expect(back.chip?.mac).toBe(mac);
  expect(back.calibration).toEqual({ state: 'kept', offers: [] });
  expect(back.onBoard).toMatchObject({ kind: 'has', ledger: 'ours' });
  expect(Buffer.compare(sectorOf(made, 't5ai'), before)).toBe(0);
  expect(back.evidence.some(({ fact }) => fact?.code === 'calibration-restored')).toBe(true);
  expect((await run(rig, back)).state).toBe('proven');
  expect((await listLicenses(rig.db)).filter(({ state }) => state !== 'free')).toHaveLength(1);
});

it('that was written halfway is offered again', async ({ begin }) => {
  const rig = await begin();
  const { made, lane } = await plugIn(rig, 't5ai');
  const before = sectorOf(made, 't5ai');
  await run(rig, lane);
  made.board.flash.erase(radioAt.t5ai, 0x1000);
  made.board.flash.program(radioAt.t5ai, before.slice(0, 20));
  const half = await lookAgain(rig, made);
  expect(half.calibration).toMatchObject({ state: 'unreadable', owner: made.board.mac });
  await restore(rig, half, half.calibration?.offers[0]?.id ?? '');
  expect(Buffer.compare(sectorOf(made, 't5ai'), before)).toBe(0);
});

it('of another board is told by the license, and kept as well before it goes', async ({ begin }) => {
  const rig = await begin();
  const other = await plugIn(rig, 't5ai');
  const theirs = sectorOf(other.made, 't5ai');
  rig.unplug(other.made);
  const { made, lane } = await plugIn(rig, 't5ai');
  const own = sectorOf(made, 't5ai');
  await run(rig, lane);
  made.board.flash.erase(radioAt.t5ai, 0x1000);
  made.board.flash.program(radioAt.t5ai, theirs);

  const strange = await lookAgain(rig, made);
  expect(strange.calibration).toMatchObject({
    state: 'foreign',
    owner: made.board.mac,
    offers: [{ mac: made.board.mac }],
  });
  const back = await restore(rig, strange, strange.calibration?.offers[0]?.id ?? '');
  expect(back.calibration?.state).toBe('kept');
  expect(Buffer.compare(sectorOf(made, 't5ai'), own)).toBe(0);
  expect(await calibrationsOfBoard(rig.db, other.made.board.mac, false)).toHaveLength(1);
});

it('of a board nobody knows is offered from all of its kind', async ({ begin }) => {
  const rig = await begin();
  const first = await plugIn(rig, 't5ai');
  const { lane } = await plugIn(rig, 't5ai', { wipedRadio: true });
  expect(lane.calibration).toMatchObject({ state: 'blank', offers: [{ mac: first.made.board.mac }] });
  expect(lane.calibration?.owner).toBeUndefined();
});

it('of another chip is not written', async ({ begin }) => {
  const rig = await begin();
  const first = await plugIn(rig, 't3');
  const [kept] = await calibrationsOfBoard(rig.db, first.made.board.mac, false);
  const { made, lane } = await plugIn(rig, 't5ai', { wipedRadio: true });
  expect(lane.calibration?.offers).toEqual([]);
  const refused = await restore(rig, lane, kept?.id ?? '');
  expect(refused.problem?.code).toBe('calibration.other-chip');
  expect(sectorOf(made, 't5ai').every((byte) => byte === 0xff)).toBe(true);
});

it.for<[string, BoardHabits]>([
  ['the factory default MAC in its sector', { factoryMac: true }],
  ['an erased sector', { wipedRadio: true }],
])('stops a board with %s before a license is set aside', async ([, habits], { begin }) => {
  const rig = await begin();
  const { lane } = await plugIn(rig, 't5ai', habits);
  const stopped = await run(rig, lane);
  expect(stopped.problem).toMatchObject({ code: 'license.factory-mac', details: { mac: factoryMac } });
  expect((await listLicenses(rig.db)).every(({ state }) => state === 'free')).toBe(true);
  expect(await rig.db.calibrations.count()).toBe(0);
});

it('that cannot be kept keeps the board from being written', async ({ begin }) => {
  const rig = await begin();
  const { made, lane } = await plugIn(rig, 't5ai');
  await rig.db.calibrations.clear();
  const before = made.board.flash.read(0, made.board.flash.size);
  const storage = await failingStorage(rig.db);
  storage.failFrom(0);
  const stopped = await run(rig, lane);
  storage.heal();
  expect(stopped.problem?.code).toBe('storage.failed');
  expect(storage.writes.map(({ table }) => table)).toContain('calibrations');
  expect(Buffer.compare(made.board.flash.read(0, made.board.flash.size), before)).toBe(0);
});
