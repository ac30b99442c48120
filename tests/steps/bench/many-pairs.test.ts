/** A hub with several T5AI is switched on: which log is whose is told by when it speaks, whatever the order of the ports. */
import { expect, test } from 'vitest';
import type { LaneView } from '../../../src/model/run';
import { demoFirmware } from '../../../src/virtual/board/demo-firmware';
import { createVirtualPort } from '../../../src/virtual/board/virtual-port';
import { instant, lifelike } from '../../../src/virtual/parts/board-timing';
import { createRig, newDatabase, type RigBoard } from '../rig';

type Rig = Awaited<ReturnType<typeof createRig>>;

/** One whose channels are known to come together, and one that says nothing. */
const bridges = { CH342: { vendorId: 0x1a86, productId: 0x55d2 }, CH340: { vendorId: 0x1a86, productId: 0x7523 } };
type Bridge = keyof typeof bridges;

const onBridge = (made: RigBoard, name: Bridge): RigBoard => {
  const usb = bridges[name];
  const ids = { usbVendorId: usb.vendorId, usbProductId: usb.productId };
  const port = createVirtualPort(made.board, ids);
  const log = made.board.log && createVirtualPort(made.board.log, ids);
  const seenAs = (id: string, on: typeof port) => ({ port: on, seen: { id, name, usb, port: on } });
  return {
    board: made.board,
    ...seenAs(made.seen.id, port),
    ...(log && made.log && { log: seenAs(made.log.seen.id, log) }),
  };
};

/** Of a port that comes next, what happened before. */
const looksAt = (rig: Rig, { seen }: RigBoard) => rig.lane(({ port }) => port.id === seen.id);
const hasTold = (rig: Rig, { seen }: RigBoard) =>
  rig.lane(({ port, chip }) => port.id === seen.id && chip !== undefined);

const both = (rig: Rig, board: RigBoard) => {
  rig.plug(board);
  rig.plugLog(board);
};
/** Of all boards the ports in the order in which the computer finds them. */
const orders: Readonly<Record<string, (rig: Rig, boards: readonly RigBoard[]) => Promise<void>>> = {
  'the chip of each first': async (rig, boards) => {
    for (const board of boards) both(rig, board);
  },
  'the log of each first': async (rig, boards) => {
    for (const board of boards) {
      rig.plugLog(board);
      rig.plug(board);
    }
  },
  'all chips first': async (rig, boards) => {
    for (const board of boards) rig.plug(board);
    for (const board of [...boards].reverse()) rig.plugLog(board);
  },
  'all logs first': async (rig, boards) => {
    for (const board of boards) rig.plugLog(board);
    for (const board of [...boards].reverse()) rig.plug(board);
  },
  'the others while the first is looked at': async (rig, boards) => {
    const [first, ...rest] = boards;
    both(rig, first!);
    await looksAt(rig, first!);
    for (const board of rest) both(rig, board);
  },
  'the others once the first has told its chip': async (rig, boards) => {
    const [first, ...rest] = boards;
    both(rig, first!);
    await hasTold(rig, first!);
    for (const board of rest) both(rig, board);
  },
};

const paces = { 'at once': { ...instant, bootMs: 20 }, 'as in life': lifelike } as const;

const make = (rig: Rig, count: number, bridge: Bridge, pace: keyof typeof paces) =>
  Array.from({ length: count }, () => {
    const made = rig.makeBoard('t5ai', {}, paces[pace]);
    made.board.flash.program(0, demoFirmware('t5ai'));
    return onBridge(made, bridge);
  });

/** Every board ready on its own lane with its own log port, no lane beside, and no port left open. */
const areAllReady = async (rig: Rig, boards: readonly RigBoard[]) => {
  const isReady =
    ({ seen }: RigBoard) =>
    ({ port, state }: LaneView) =>
      port.id === seen.id && state === 'ready' && port.log !== undefined;
  for (const board of boards) await rig.lane(isReady(board));
  await rig.bench.idle();
  const found = [...rig.lanes.values()].map(({ state, problem, port }) => ({
    port: port.id,
    state,
    problem,
    log: port.log,
  }));
  const byPort = (a: { port: string }, b: { port: string }) => a.port.localeCompare(b.port);
  expect(found.sort(byPort)).toEqual(
    boards
      .map(({ seen, log }) => ({
        port: seen.id,
        state: 'ready',
        problem: undefined,
        log: { id: log?.seen.id, use: 'free' },
      }))
      .sort(byPort),
  );
  const isOpen = ({ port, log }: RigBoard) => port.readable !== null || log?.port.readable !== null;
  expect(boards.filter(isOpen)).toEqual([]);
};

const names = ['at once', 'as in life'] as const;
const rows = [2, 4, 8].flatMap((count) =>
  Object.keys(orders).flatMap((order) =>
    names.flatMap((pace) =>
      (count === 8 ? (['CH342'] as const) : (['CH342', 'CH340'] as const)).map(
        (bridge) => [count, bridge, order, pace] as const,
      ),
    ),
  ),
);

test.concurrent.for(rows)(
  '%s boards on %s plugged in at one moment are each one board, %s, which answer %s',
  { timeout: 180_000 },
  async ([count, bridge, order, pace]) => {
    const rig = await createRig();
    const boards = make(rig, count, bridge, pace);
    await orders[order]?.(rig, boards);
    await areAllReady(rig, boards);
    for (const { board } of boards) board.dispose();
  },
);

test.concurrent.for([2, 4, 8])(
  '%s boards that are there when the page is opened are each one board',
  { timeout: 180_000 },
  async (count) => {
    const boards = make(await createRig(), count, 'CH342', 'as in life');
    const seen = boards.flatMap((each) => [each.seen, ...(each.log ? [each.log.seen] : [])]);
    const page = await createRig(
      newDatabase(),
      {},
      { ports: { list: async () => seen, watch: () => {} }, alone: Promise.resolve() },
    );
    await areAllReady(page, boards);
    for (const { board } of boards) board.dispose();
  },
);
