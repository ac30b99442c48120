/**
 * Erasing by hand: exactly the ranges of beken-uart-boot, section 10 ("Right"), and of the board's own table; the license
 * is kept as the board's own before it goes, the calibration as well ("before any erase or write that touches an RF
 * sector, read it and store it"), and whatever breaks off leaves a free port, a note, and a board that can be erased again.
 */
import { expect, test } from 'vitest';
import type { BoardHabits, VirtualChip } from '../../../src/model/board-habits';
import type { ErasePreset, FlashSpan } from '../../../src/model/erase';
import type { LaneView } from '../../../src/model/run';
import type { ToolAsk } from '../../../src/model/tool';
import { presetsFor } from '../../../src/protocols/erase/presets';
import { encodeLicense, storeOffset } from '../../../src/protocols/kv-store/license-files';
import { calibrationsOfBoard } from '../../../src/records/calibrations';
import { licenseOfMac, listLicenses } from '../../../src/records/license-questions';
import { tuyaPartitions } from '../../../src/virtual/esp/boot/layout';
import { partitionTable } from '../../../src/virtual/esp/demo-image';
import type { BoardTiming } from '../../../src/virtual/parts/wire';
import { failingStorage } from '../failing-storage';
import { ended, madeUp } from '../rig';
import {
  type AtHand,
  createToolRig,
  flashOf,
  isSame,
  plugIn,
  runOn,
  settled,
  toolEnded,
  use,
  useAndLook,
} from '../tools-rig';

type Rig = Awaited<ReturnType<typeof createToolRig>>;

const it = test.extend<{
  begin: (chip: VirtualChip, habits?: BoardHabits, slower?: Partial<BoardTiming>) => Promise<AtHand>;
}>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names of the fixtures from this pattern
  begin: async ({}, use) => {
    const rigs: Rig[] = [];
    await use(async (chip, habits, slower) => {
      const rig = await createToolRig(chip);
      rigs.push(rig);
      return plugIn(rig, chip, habits, slower);
    });
    for (const rig of rigs) await rig.stop();
  },
}).concurrent;

/** Slow enough that something can happen meanwhile. */
const slowErase = { erase64kMs: 30, erase4kMs: 3 };

const typedFor = ({ made }: AtHand) => ({ kind: 'mac', tail: made.board.mac.slice(-5) }) as const;

type Erase = Extract<ToolAsk, { tool: 'erase' }>;

/** As a person chooses it after a look at the flash. */
const askFor = async (board: AtHand, preset: ErasePreset): Promise<Erase> => {
  const { tool, chip } = await use(board, { tool: 'map' });
  if (tool.result?.tool !== 'map' || !chip) throw new Error('no look at the flash');
  const { layout, flashBytes } = tool.result;
  const found = presetsFor(layout, chip.chip, flashBytes).find((one) => one.preset === preset);
  if (!found) throw new Error(`no such preset: ${preset}`);
  return { tool: 'erase', preset, spans: found.spans, typed: typedFor(board) };
};

const region = (board: AtHand, from: number, to: number, more: Partial<Erase> = {}): Erase => ({
  tool: 'erase',
  spans: [{ from, to }],
  typed: typedFor(board),
  ...more,
});

const blanked = (flash: Uint8Array, spans: readonly FlashSpan[]): Uint8Array => {
  const copy = flash.slice();
  for (const { from, to } of spans) copy.fill(0xff, from, to);
  return copy;
};

const lookAgain = async ({ rig, made }: AtHand): Promise<LaneView> => {
  await rig.bench.handle({ kind: 'recognise', port: made.seen.id });
  return rig.lane((seen) => seen.port.id === made.seen.id && settled(seen));
};

const restored = async (board: AtHand): Promise<LaneView> => {
  const lane = board.rig.lanes.get(board.lane.id);
  const kept = lane?.calibration?.offers[0]?.id;
  if (!kept) throw new Error('no calibration is offered');
  await board.rig.bench.handle({ kind: 'restore-calibration', lane: board.lane.id, kept });
  return board.rig.lane((seen) => seen.id === board.lane.id && settled(seen));
};

it.for<[VirtualChip, ErasePreset]>([
  ['esp32', 'license'],
  ['esp32', 'everything'],
  ['t5ai', 'license'],
  ['bk7231n', 'everything'],
])(
  'a bound %s loses by “%s” exactly that, and has its license again by the next run',
  async ([chip, preset], { begin }) => {
    const board = await begin(chip);
    const done = await runOn(board);
    const uuid = done.license?.uuid;
    const before = flashOf(board);
    const ask = await askFor(board, preset);
    const { lane, flash } = await useAndLook(board, ask);
    expect(lane.tool.problem).toBeUndefined();
    expect(lane.tool.result).toMatchObject({ tool: 'erase', preset, license: { uuid }, lost: [] });
    expect(isSame(flash, blanked(before, ask.spans))).toBe(true);
    expect(lane).toMatchObject({ state: 'ready', onBoard: { kind: 'none' }, port: { use: 'free' } });
    expect(lane.unfinished).toBeUndefined();
    const own = await licenseOfMac(board.rig.db, board.made.board.mac, false);
    expect(own).toMatchObject({ uuid, state: 'reserved', mac: board.made.board.mac });
    expect(own?.run).toBeUndefined();

    const again = await runOn(board);
    expect(again.problem).toBeUndefined();
    expect(again).toMatchObject({ state: 'proven', license: { uuid } });
    expect((await listLicenses(board.rig.db)).filter(({ state }) => state !== 'free')).toHaveLength(1);
  },
);

it('an ESP32 loses its Wi-Fi settings alone, and stays as it was on its lane', async ({ begin }) => {
  const board = await begin('esp32');
  const done = await runOn(board);
  const before = flashOf(board);
  const ask = await askFor(board, 'wifi');
  const { lane, flash } = await useAndLook(board, ask);
  expect(lane.tool.result).toMatchObject({ tool: 'erase', preset: 'wifi', lost: [], bootless: false });
  expect(isSame(flash, blanked(before, ask.spans))).toBe(true);
  expect(lane).toMatchObject({ state: 'proven', stations: done.stations, license: done.license });
  expect(await licenseOfMac(board.rig.db, board.made.board.mac, false)).toMatchObject({ state: 'verified' });
});

it('a T5AI keeps its radio by “everything”, and has it back after “whole chip”', async ({ begin }) => {
  const board = await begin('t5ai');
  const before = flashOf(board);
  const { mac } = board.made.board;
  await use(board, await askFor(board, 'everything'));
  expect(isSame(flashOf(board).subarray(0x7fe000, 0x7ff000), before.subarray(0x7fe000, 0x7ff000))).toBe(true);

  const lane = await use(board, await askFor(board, 'whole-chip'));
  expect(lane.tool.result).toMatchObject({ tool: 'erase', radio: 'kept', lost: [] });
  expect(flashOf(board).every((byte) => byte === 0xff)).toBe(true);
  expect(lane.calibration).toMatchObject({ state: 'blank', owner: mac, offers: [{ mac }] });
  expect(await calibrationsOfBoard(board.rig.db, mac, false)).toHaveLength(1);

  const back = await restored(board);
  expect(back.problem).toBeUndefined();
  expect(back.chip?.mac).toBe(mac);
  expect(isSame(flashOf(board).subarray(0x7fe000, 0x7ff000), before.subarray(0x7fe000, 0x7ff000))).toBe(true);
});

it('what was typed has to be the end of this board’s MAC', async ({ begin }) => {
  const board = await begin('esp32');
  const before = flashOf(board);
  const ask = region(board, 0x200000, 0x201000, { typed: { kind: 'mac', tail: 'FF:FF' } });
  const lane = await use(board, ask);
  expect(lane.tool).toMatchObject({ state: 'failed', problem: { code: 'erase.not-confirmed' } });
  expect(isSame(flashOf(board), before)).toBe(true);
});

it.for<[string, number, number, string]>([
  ['is not whole sectors', 0x1001, 0x2000, 'unaligned'],
  ['ends beyond the flash', 0x3ff000, 0x401000, 'beyond-flash'],
  ['is none', 0x2000, 0x2000, 'empty'],
])('a region that %s is refused', async ([, from, to, reason], { begin }) => {
  const board = await begin('esp32');
  const before = flashOf(board);
  const lane = await use(board, region(board, from, to));
  expect(lane.tool.problem).toMatchObject({ code: 'erase.bad-span', details: { reason } });
  expect(isSame(flashOf(board), before)).toBe(true);
});

it('a region is erased and nothing beside it; one in the license store keeps the license first', async ({ begin }) => {
  const board = await begin('esp32');
  const done = await runOn(board);
  const { tool } = await use(board, { tool: 'map' });
  const store = tool.result?.tool === 'map' ? tool.result.stores.find(({ kind }) => kind === 'license') : undefined;
  if (!store) throw new Error('no license store');
  const before = flashOf(board);
  // The block that the license lies in is behind the first 0x9000 bytes (esp-flashing, section 8).
  const ask = region(board, store.offset + 0x9000, store.offset + 0xb000);
  const { lane, flash } = await useAndLook(board, ask);
  expect(lane.tool.result).toMatchObject({ tool: 'erase', license: { uuid: done.license?.uuid } });
  expect(isSame(flash, blanked(before, ask.spans))).toBe(true);
});

it('a table that is damaged is a question first, and then erased', async ({ begin }) => {
  const board = await begin('esp32');
  await runOn(board);
  board.made.board.flash.program(0x8000, new Uint8Array(0x40));
  const before = flashOf(board);
  const ask = region(board, 0, 0x400000, { preset: 'everything' });
  const asked = await use(board, ask);
  expect(asked.tool).toMatchObject({
    state: 'yours',
    problem: { code: 'erase.license-not-kept', details: { why: 'no-table' } },
  });
  expect(isSame(flashOf(board), before)).toBe(true);
  const lane = await use(board, { ...ask, anyway: ['license'] });
  expect(lane.tool.result).toMatchObject({ lost: ['license'] });
  expect(flashOf(board).every((byte) => byte === 0xff)).toBe(true);
});

it('a license that the ledger has for another board is a question first', async ({ begin }) => {
  const board = await begin('esp32');
  const done = await runOn(board);
  const row = await board.rig.db.licenses.get(done.license?.uuid ?? '');
  if (!row) throw new Error('no license was given');
  await board.rig.db.licenses.put({ ...row, mac: 'A4:CF:12:FF:FF:FF', owner: 'A4:CF:12:FF:FF:FF' });
  const before = flashOf(board);
  const ask = await askFor(board, 'license');
  const asked = await use(board, ask);
  expect(asked.tool).toMatchObject({
    state: 'yours',
    problem: { code: 'erase.license-not-kept', details: { why: 'not-ours', owner: 'A4:CF:12:FF:FF:FF' } },
  });
  expect(isSame(flashOf(board), before)).toBe(true);
  const lane = await use(board, { ...ask, anyway: ['license'] });
  expect(lane.tool).toMatchObject({ state: 'done', result: { lost: ['license'] } });
  expect((await board.rig.db.licenses.get(row.uuid))?.mac).toBe('A4:CF:12:FF:FF:FF');
});

it('a second store with another license is a question before anything is erased', async ({ begin }) => {
  const board = await begin('esp32');
  const done = await runOn(board);
  const { flash } = board.made.board;
  const rows = tuyaPartitions(flash.size) ?? [];
  const store = rows.find(({ label }) => label === 'tuya');
  if (!store) throw new Error('no license store');
  const second = { ...store, offset: 0x320000 };
  flash.erase(0x8000, 0x1000);
  flash.program(0x8000, partitionTable([...rows, second]));
  flash.erase(second.offset, second.size);
  flash.program(second.offset + storeOffset, encodeLicense(madeUp(77)));

  const before = flashOf(board);
  const ask = await askFor(board, 'license');
  expect(
    ask.spans.some(({ from, to }) => from <= second.offset + storeOffset && second.offset + storeOffset < to),
  ).toBe(true);
  const asked = await use(board, ask);
  expect(asked.tool).toMatchObject({
    state: 'yours',
    problem: { code: 'erase.license-not-kept', details: { why: 'not-ours', uuid: madeUp(77).uuid } },
  });
  expect(isSame(flashOf(board), before)).toBe(true);
  expect((await board.rig.db.licenses.get(done.license?.uuid ?? ''))?.mac).toBe(board.made.board.mac);
});

it('a radio with the MAC of every board is a question first', async ({ begin }) => {
  const board = await begin('t5ai', { factoryMac: true });
  const before = flashOf(board);
  const { lane } = board;
  const ask = region(board, 0x7fe000, 0x7ff000, { typed: { kind: 'mac', tail: lane.chip?.mac?.slice(-5) ?? '' } });
  const asked = await use(board, ask);
  expect(asked.tool).toMatchObject({ state: 'yours', problem: { code: 'erase.radio-not-kept' } });
  expect(isSame(flashOf(board), before)).toBe(true);
});

it('a locked chip is left alone', async ({ begin }) => {
  const board = await begin('esp32', { locks: ['flash-encryption'] });
  const before = flashOf(board);
  const lane = await use(board, region(board, 0x200000, 0x201000));
  expect(lane.tool).toMatchObject({ state: 'failed', problem: { code: 'board.locked' } });
  expect(isSame(flashOf(board), before)).toBe(true);
});

it('storage that takes no note keeps the board from being erased', async ({ begin }) => {
  const board = await begin('t5ai');
  await runOn(board);
  const ask = await askFor(board, 'license');
  const before = flashOf(board);
  const storage = await failingStorage(board.rig.db);
  storage.failFrom(0);
  const lane = await use(board, ask);
  storage.heal();
  expect(lane.tool.problem?.code).toBe('storage.failed');
  expect(isSame(flashOf(board), before)).toBe(true);
});

it.for<VirtualChip>(['esp32', 't5ai'])(
  'stopped on a %s, it leaves a note and a free port, and can be done again',
  async (chip, { begin }) => {
    const board = await begin(chip, {}, slowErase);
    const done = await runOn(board);
    const ask = await askFor(board, 'everything');
    const { rig, lane } = board;
    const erasing = rig.bench.handle({ kind: 'tool', lane: lane.id, ask });
    await rig.lane(({ tool }) => tool?.phase === 'erasing' && tool.done > 0);
    await rig.bench.handle({ kind: 'stop', lane: lane.id });
    await erasing;
    const stopped = rig.lanes.get(lane.id);
    expect(stopped).toMatchObject({ tool: { state: 'stopped' }, port: { use: 'free' } });
    expect(stopped?.unfinished?.erase).toMatchObject({ preset: 'everything', uuid: done.license?.uuid });
    expect(await licenseOfMac(rig.db, board.made.board.mac, false)).toMatchObject({ uuid: done.license?.uuid });

    // Met again: no run without flashing calls it good.
    const again = await lookAgain(board);
    expect(again.unfinished?.erase?.spans).toEqual(ask.spans);
    const whole = await use(board, ask);
    expect(whole.tool.problem).toBeUndefined();
    expect(whole.unfinished).toBeUndefined();
    expect((await runOn(board)).license?.uuid).toBe(done.license?.uuid);
  },
);

it('a cable that is pulled meanwhile leaves a note in storage, and a run flashes the board all the same', async ({
  begin,
}) => {
  const board = await begin('esp32', {}, slowErase);
  const done = await runOn(board);
  const ask = await askFor(board, 'everything');
  const { rig, lane, made } = board;
  const erasing = rig.bench.handle({ kind: 'tool', lane: lane.id, ask });
  await rig.lane(({ tool }) => tool?.phase === 'erasing' && tool.done > 0);
  rig.unplug(made);
  await erasing;
  const cut = await rig.lane((seen) => seen.id === lane.id && toolEnded(seen) && seen.state === 'gone');
  expect(cut.tool).toMatchObject({ state: 'failed', problem: { code: 'port.lost' } });
  expect(await rig.db.unfinished.count()).toBe(1);

  const again = rig.replug(made);
  const back = await rig.lane((seen) => seen.port.id === again.seen.id && settled(seen));
  expect(back.unfinished?.erase).toMatchObject({ preset: 'everything' });
  await rig.bench.handle({ kind: 'start', lane: back.id });
  const proven = await rig.lane((seen) => seen.id === back.id && ended(seen) && seen.state !== 'ready');
  expect(proven).toMatchObject({ state: 'proven', license: { uuid: done.license?.uuid } });
  expect(await rig.db.unfinished.count()).toBe(0);
});
