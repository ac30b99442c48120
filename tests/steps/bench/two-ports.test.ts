/** The two ports of one T5AI: told apart by what they say and when, whoever was chosen first (beken-uart-boot, section 1). */
import { expect, test } from 'vitest';
import type { LaneView } from '../../../src/model/run';
import { demoFirmware } from '../../../src/virtual/board/demo-firmware';
import { createBindRig, lampPid } from '../bind-rig';
import { ended, type RigBoard, stockImage } from '../rig';

type Rig = Awaited<ReturnType<typeof createBindRig>>;

const it = test.extend<{ begin: () => Promise<Rig> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names of the fixtures from this pattern
  begin: async ({}, use) => {
    const stops: (() => Promise<void>)[] = [];
    await use(async () => {
      const rig = await createBindRig({ firmware: undefined });
      await stockImage(rig.db, demoFirmware('t5ai'), 't5ai');
      stops.push(rig.stop);
      return rig;
    });
    for (const stop of stops) await stop();
  },
}).concurrent;

/** A program that starts in 20 ms, and nothing else that takes time. `blank`: as it comes from the factory. */
const t5ai = (rig: Rig, blank?: 'blank') => {
  const board = rig.makeBoard('t5ai', {}, { bootMs: 20 }, { cloud: rig.emulated.device });
  if (!blank) board.board.flash.program(0, demoFirmware('t5ai'));
  return board;
};

const settled = ({ state }: LaneView) => state !== 'recognising' && state !== 'running';
const laneOf = (rig: Rig, { seen }: RigBoard) => rig.lane((lane) => lane.port.id === seen.id && settled(lane));
const carryOut = async (rig: Rig, { id }: LaneView) => {
  await rig.bench.handle({ kind: 'start', lane: id });
  return rig.lane((lane) => lane.id === id && ended(lane));
};
/** Everything said by the board, by the port it came from. */
const linesOf = (rig: Rig, port: string) =>
  rig.events.flatMap((event) => (event.kind === 'log' && event.port === port ? event.lines : []));

const ways: readonly [string, (rig: Rig, board: RigBoard) => void][] = [
  [
    'the chip first',
    (rig, board) => {
      rig.plug(board);
      rig.plugLog(board);
    },
  ],
  [
    'the log first',
    (rig, board) => {
      rig.plugLog(board);
      rig.plug(board);
    },
  ],
];

it.for(ways)('are one card, %s', async ([, plug], { begin }) => {
  const rig = await begin();
  const board = t5ai(rig);
  plug(rig, board);
  const ready = await laneOf(rig, board);
  expect(ready.problem).toBeUndefined();
  await rig.bench.idle();
  expect([...rig.lanes.values()].map(({ port }) => port.id)).toEqual([board.seen.id]);
  expect(ready.port.log).toMatchObject({ id: board.log?.seen.id });
  expect(rig.lanes.get(ready.id)?.port.log).toMatchObject({ id: board.log?.seen.id, use: 'free' });
  expect(ready.app).toMatchObject({ name: 'switch_demo', platform: 'TuyaOpen 1.3.0' });
  const lane = await carryOut(rig, ready);
  expect(lane.problem).toBeUndefined();
  expect(lane.device).toMatchObject({ pid: lampPid });
  // The rail's evidence is in the log, and the log comes out of the second port alone.
  expect(lane.bind?.steps.filter(({ witness }) => witness === 'log').length).toBeGreaterThan(3);
  const lines = linesOf(rig, board.seen.id);
  expect(lines.filter(({ text }) => text.includes('Application information')).map(({ from }) => from)).toContain(
    'log-port',
  );
});

it.for(ways)('are one card on a board that has nothing to say yet, %s', async ([, plug], { begin }) => {
  const rig = await begin();
  const board = t5ai(rig, 'blank');
  plug(rig, board);
  const ready = await laneOf(rig, board);
  await rig.bench.idle();
  expect([...rig.lanes.values()].map(({ port }) => port.id)).toEqual([board.seen.id]);
  expect(ready.port.log).toMatchObject({ id: board.log?.seen.id, waits: true });
  // Its first start tells.
  const lane = await carryOut(rig, ready);
  expect(lane.problem).toBeUndefined();
  expect(lane.port.log).toMatchObject({ id: board.log?.seen.id });
});

it('are not mixed up between two boards that were plugged in together', async ({ begin }) => {
  const rig = await begin();
  const boards = [t5ai(rig), t5ai(rig)];
  for (const board of boards) rig.plug(board);
  for (const board of [...boards].reverse()) rig.plugLog(board);
  for (const board of boards) await laneOf(rig, board);
  await rig.bench.idle();
  for (const board of boards) {
    const { port } = await laneOf(rig, board);
    expect(port.log).toMatchObject({ id: board.log?.seen.id });
    expect(port.log?.waits).toBeUndefined();
  }
});

it('do not wait for each other where two new boards are plugged in together, and a run finds its own', async ({
  begin,
}) => {
  const rig = await begin();
  const boards = [t5ai(rig, 'blank'), t5ai(rig, 'blank')];
  for (const board of boards) {
    rig.plug(board);
    rig.plugLog(board);
  }
  const [first, second] = await Promise.all(boards.map((board) => laneOf(rig, board)));
  expect([first?.state, second?.state]).toEqual(['ready', 'ready']);
  const lane = await carryOut(rig, first!);
  expect(lane.problem).toBeUndefined();
  expect(lane.port.log?.id).toBe(boards[0]?.log?.seen.id);
  // The second board has not spoken yet, and its log port is asked for a chip for a minute.
  for (const { id } of rig.lanes.values()) await rig.bench.handle({ kind: 'stop', lane: id });
});

it('work with the one that was chosen, and the other is asked for once', async ({ begin }) => {
  const rig = await begin();
  const board = t5ai(rig);
  rig.plug(board);
  const ready = await laneOf(rig, board);
  const asked = await rig.lane(({ port }) => port.askForLog === true);
  expect(asked.id).toBe(ready.id);
  await rig.bench.handle({ kind: 'without-log', lane: ready.id });
  expect(rig.lanes.get(ready.id)?.port.askForLog).toBeUndefined();
  rig.unplug(board);
  const again = rig.replug(board);
  const later = await laneOf(rig, again);
  await rig.bench.idle();
  expect(rig.lanes.get(later.id)?.port.askForLog).toBeUndefined();
});

it('become one card when the log port is chosen later', async ({ begin }) => {
  const rig = await begin();
  const board = t5ai(rig);
  rig.plug(board);
  const ready = await laneOf(rig, board);
  await rig.bench.idle();
  rig.plugLog(board, 'chosen', ready.id);
  const lane = await rig.lane(
    ({ port, state }) => port.log?.id === board.log?.seen.id && !port.log?.waits && state === 'ready',
  );
  expect(lane.port.id).toBe(board.seen.id);
  await rig.bench.idle();
  expect(rig.lanes.size).toBe(1);
});

it('go on as one when the log port is pulled while the run is on', async ({ begin }) => {
  const rig = await begin();
  const board = t5ai(rig);
  rig.plug(board);
  rig.plugLog(board);
  const ready = await laneOf(rig, board);
  await rig.bench.idle();
  const run = carryOut(rig, ready);
  await rig.lane(({ current }) => current === 'flash');
  rig.unplugLog(board);
  const lane = await run;
  expect(lane.problem?.code).not.toBe('port.lost');
  expect(lane.port.log).toBeUndefined();
  expect(lane.stations.slice(0, 4).map(({ state }) => state)).toEqual(Array(4).fill('proven'));
});

it('are both opened for whoever listens to the console, and both let go', async ({ begin }) => {
  const rig = await begin();
  const board = t5ai(rig);
  rig.plug(board);
  rig.plugLog(board);
  const ready = await laneOf(rig, board);
  await rig.bench.idle();
  await rig.bench.handle({ kind: 'console-open', port: board.seen.id, baud: 115_200 });
  expect(rig.lanes.get(ready.id)?.port).toMatchObject({ use: 'open', log: { use: 'open', baud: 460_800 } });
  await rig.bench.handle({ kind: 'console-close', port: board.seen.id });
  expect(rig.lanes.get(ready.id)?.port).toMatchObject({ use: 'free', log: { use: 'free' } });
});

it('are told apart also where only the log was chosen: it is called so, and joins the other one when that comes', async ({
  begin,
}) => {
  const rig = await begin();
  const board = t5ai(rig);
  // Somebody presses RST now and then: a log port has no lines that could.
  const pressing = setInterval(() => {
    board.board.power(false);
    board.board.power(true);
  }, 150);
  rig.plugLog(board, 'chosen');
  const lane = await rig.lane(({ port, state }) => port.id === board.log?.seen.id && state !== 'recognising');
  clearInterval(pressing);
  expect(lane).toMatchObject({ state: 'yours', problem: { code: 'board.log-port', details: { baud: 460_800 } } });
  await rig.bench.idle();
  expect(board.log?.port.readable).toBeNull();
  rig.plug(board);
  const ready = await laneOf(rig, board);
  await rig.bench.idle();
  expect(ready.problem).toBeUndefined();
  expect([...rig.lanes.values()].map(({ port }) => port.id)).toEqual([board.seen.id]);
  expect(rig.lanes.get(ready.id)?.port.log).toMatchObject({ id: board.log?.seen.id });
});

it('are chosen again when both died with the cable, the chip first: its lane goes on, and the log joins it', async ({
  begin,
}) => {
  const rig = await begin();
  const board = t5ai(rig);
  rig.plug(board);
  rig.plugLog(board);
  const ready = await laneOf(rig, board);
  await rig.bench.idle();
  rig.unplug(board);
  const gone = await rig.lane(({ state }) => state === 'gone');
  expect(gone).toMatchObject({ id: ready.id, port: { log: { id: board.log?.seen.id } } });
  const again = await rig.chooseAgain(board, ready.id);
  const back = await rig.lane(
    ({ port, state, chip }) => port.id === again.seen.id && state === 'ready' && Boolean(chip),
  );
  expect(back.id).toBe(ready.id);
  await rig.lane(({ port }) => port.id === again.seen.id && port.askForLog === true);
  await rig.bench.idle();
  again.log?.port.replug();
  rig.plugLog(again, 'chosen', ready.id);
  await rig.lane(({ port, state }) => port.log?.id === board.log?.seen.id && !port.log?.waits && state === 'ready');
  expect([...rig.lanes.keys()]).toEqual([ready.id]);
});

it('are chosen again when both died with the cable, the log first: it is called so, the lane is kept for its board, and takes the other port', async ({
  begin,
}) => {
  const rig = await begin();
  const board = t5ai(rig);
  rig.plug(board);
  rig.plugLog(board);
  const ready = await laneOf(rig, board);
  await rig.bench.idle();
  rig.unplug(board);
  await rig.lane(({ state }) => state === 'gone');
  board.log?.port.replug();
  const pressing = setInterval(() => {
    board.board.power(false);
    board.board.power(true);
  }, 150);
  rig.plugLog(board, 'chosen', undefined, ready.id);
  const told = await rig.lane(({ problem }) => problem?.code === 'board.log-port');
  clearInterval(pressing);
  expect(told).toMatchObject({ id: ready.id, awaits: { mac: board.board.mac } });
  await rig.bench.idle();
  const again = await rig.chooseAgain(board, ready.id);
  const back = await rig.lane(({ port, state }) => port.id === again.seen.id && state === 'ready');
  expect(back).toMatchObject({ id: ready.id, chip: { mac: board.board.mac } });
  await rig.bench.idle();
  expect([...rig.lanes.keys()]).toEqual([ready.id]);
  expect(rig.lanes.get(ready.id)?.port.log).toMatchObject({ id: board.log?.seen.id });
});
