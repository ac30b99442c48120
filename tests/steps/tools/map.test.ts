/**
 * A look at the flash (esp-flashing, section 7; beken-uart-boot, section 10): what lies where, what starts, what the plan
 * would do. Nothing is written, and nothing that the lane shows of its run is lost.
 */
import { expect, test } from 'vitest';
import type { VirtualChip } from '../../../src/model/board-habits';
import type { FlashLook } from '../../../src/model/flash-look';
import type { ToolView } from '../../../src/model/tool';
import { listLicenses } from '../../../src/records/license-questions';
import { createToolRig, flashOf, isSame, plugIn, runOn, toolEnded, use } from '../tools-rig';

type Rig = Awaited<ReturnType<typeof createToolRig>>;

const it = test.extend<{ begin: (chip: VirtualChip) => Promise<Rig> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names of the fixtures from this pattern
  begin: async ({}, use) => {
    const rigs: Rig[] = [];
    await use(async (chip) => {
      const rig = await createToolRig(chip);
      rigs.push(rig);
      return rig;
    });
    for (const rig of rigs) await rig.stop();
  },
}).concurrent;

const lookOf = ({ state, problem, result }: ToolView): FlashLook => {
  expect(problem).toBeUndefined();
  expect(state).toBe('done');
  if (result?.tool !== 'map') throw new Error('no look at the flash');
  return result;
};

it('of a new ESP32 shows what the plan would write, and what would start', async ({ begin }) => {
  const board = await plugIn(await begin('esp32'), 'esp32');
  const before = flashOf(board);
  const lane = await use(board, { tool: 'map' });
  const look = lookOf(lane.tool);
  expect(look).toMatchObject({ mac: board.made.board.mac, flashBytes: 0x400000 });
  expect(look.planned).toMatchObject({ fileName: 'esp32.bin', boots: { slot: expect.any(String) } });
  expect(lane.state).toBe('ready');
  expect(isSame(flashOf(board), before)).toBe(true);
});

it.for<VirtualChip>(['esp32', 't5ai', 'bk7231n'])(
  'of a bound %s changes nothing, neither on the board nor on its lane',
  async (chip, { begin }) => {
    const board = await plugIn(await begin(chip), chip);
    const done = await runOn(board);
    expect(done.state).toBe('proven');
    const before = flashOf(board);
    const ledger = await listLicenses(board.rig.db);
    const lane = await use(board, { tool: 'map' });
    const look = lookOf(lane.tool);
    expect(look.boots).toBeDefined();
    expect(look.stores).toContainEqual(expect.objectContaining({ kind: 'license' }));
    expect(look.radio?.state).toBe(chip === 'esp32' ? undefined : 'measured');
    expect(isSame(flashOf(board), before)).toBe(true);
    expect(await listLicenses(board.rig.db)).toEqual(ledger);
    const { tool: _, layout: _layout, port: _port, ...shown } = lane;
    const { layout: _before, port: _portBefore, ...shownBefore } = done;
    expect(shown).toEqual({ ...shownBefore, tool: undefined });
  },
);

it('tells the license of an ESP32 and leaves the port free', async ({ begin }) => {
  const board = await plugIn(await begin('esp32'), 'esp32');
  const done = await runOn(board);
  const lane = await use(board, { tool: 'map' });
  const [store] = lookOf(lane.tool).stores.filter(({ kind }) => kind === 'license');
  expect(store?.uuid).toBe(done.license?.uuid);
  expect(lane.port.use).toBe('free');
  // A run begins at once, and what was seen of the flash before is gone.
  expect((await runOn(board)).tool).toBeUndefined();
});

it('is left alone while a run is under way', async ({ begin }) => {
  const board = await plugIn(await begin('esp32'), 'esp32');
  const { rig, lane } = board;
  const running = rig.bench.handle({ kind: 'start', lane: lane.id });
  await rig.lane(({ id, state }) => id === lane.id && state === 'running');
  await rig.bench.handle({ kind: 'tool', lane: lane.id, ask: { tool: 'map' } });
  await running;
  expect(rig.lanes.get(lane.id)).toMatchObject({ state: 'proven', tool: undefined });
});

it('keeps a run waiting for nobody: a start meanwhile is left alone', async ({ begin }) => {
  const board = await plugIn(await begin('esp32'), 'esp32');
  const { rig, lane } = board;
  const looking = rig.bench.handle({ kind: 'tool', lane: lane.id, ask: { tool: 'map' } });
  await rig.lane(({ tool }) => tool?.state === 'working');
  await rig.bench.handle({ kind: 'start', lane: lane.id });
  await looking;
  expect(rig.lanes.get(lane.id)).toMatchObject({ state: 'ready', tool: { state: 'done' } });
});

it('can be stopped, and the board is in its application again', async ({ begin }) => {
  const board = await plugIn(await begin('t5ai'), 't5ai');
  const { rig, lane } = board;
  const looking = rig.bench.handle({ kind: 'tool', lane: lane.id, ask: { tool: 'map' } });
  await rig.lane(({ tool }) => tool?.phase === 'reading');
  await rig.bench.handle({ kind: 'stop', lane: lane.id });
  await looking;
  expect(rig.lanes.get(lane.id)).toMatchObject({ state: 'ready', tool: { state: 'stopped' }, port: { use: 'free' } });
  lookOf((await use(board, { tool: 'map' })).tool);
});

it('tells a port that somebody else has, and goes on when it is let go', async ({ begin }) => {
  const board = await plugIn(await begin('esp32'), 'esp32');
  await board.made.port.open({ baudRate: 115_200 });
  const busy = await use(board, { tool: 'map' });
  expect(busy.tool).toMatchObject({ state: 'failed', problem: { code: 'port.busy' } });
  await board.made.port.close();
  lookOf((await use(board, { tool: 'map' })).tool);
});

it('tells a pulled cable, and what the lane showed stays', async ({ begin }) => {
  const board = await plugIn(await begin('esp32'), 'esp32');
  const done = await runOn(board);
  const { rig, lane, made } = board;
  const looking = rig.bench.handle({ kind: 'tool', lane: lane.id, ask: { tool: 'map' } });
  await rig.lane(({ tool }) => tool?.phase === 'reading');
  rig.unplug(made);
  await looking;
  const after = await rig.lane((seen) => seen.id === lane.id && toolEnded(seen) && seen.state === 'gone');
  expect(after).toMatchObject({ tool: { state: 'failed', problem: { code: 'port.lost' } }, stations: done.stations });
});
