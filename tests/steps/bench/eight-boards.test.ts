/** Eight boards at once: what the page does while any of them is at work, and that none of them hears of another. */
import { expect, it } from 'vitest';
import { choosePort } from '../../../src/app/choose-port';
import { keepAwake } from '../../../src/app/keep-awake';
import { askBeforeLeaving, isBeingWritten } from '../../../src/app/leaving';
import type { LaneView } from '../../../src/model/run';
import { type Bench, createBenchView, fold } from '../../../src/steps/bench/bench-view';
import { createRig, ended, type RigBoard, stockFirmware } from '../rig';

type Rig = Awaited<ReturnType<typeof createRig>>;

const eight = 8;
const atWork = ({ state }: LaneView) => state === 'running' || state === 'recognising';

/** The page beside the bench: what it shows, the lock of its screen, and what closing it would do. */
const pageOf = (rig: Rig) => {
  const view = createBenchView();
  const held = new Set<EventTarget>();
  const wakeLock = {
    async request() {
      const sentinel = new EventTarget();
      held.add(sentinel);
      return Object.assign(sentinel, { release: async () => void held.delete(sentinel) });
    },
  };
  const screen = Object.assign(new EventTarget(), { visibilityState: 'visible' as const });
  keepAwake(view, wakeLock as unknown as WakeLock, screen as unknown as Document);
  const page = new EventTarget();
  askBeforeLeaving(view, page);
  let folded = 0;
  const follow = () => {
    for (const event of rig.events.slice(folded))
      if (event.kind !== 'log' && event.kind !== 'bytes') view.setState(fold(view.getState(), event), true);
    folded = rig.events.length;
  };
  return {
    view,
    follow,
    held,
    asksBeforeClosing() {
      const event = new Event('beforeunload', { cancelable: true });
      page.dispatchEvent(event);
      return event.defaultPrevented;
    },
  };
};

const appFrom = 0x1_0000;

const blank = Buffer.alloc(0x1_0000, 0xff);

/** Past the chip and the bench: some of the application is there, and not all of it. */
const isHalfWritten = ({ board }: RigBoard, app: Uint8Array): boolean => {
  const now = board.flash.read(appFrom, app.length);
  return Buffer.compare(now, blank.subarray(0, app.length)) !== 0 && Buffer.compare(now, app) !== 0;
};

it('eight boards at once: the screen stays awake and closing is asked about until the last is done, a port is chosen and forgotten and a cable pulled meanwhile', async () => {
  const rig = await createRig(undefined, { license: false, verify: false });
  const { bytes } = await stockFirmware(rig.db);
  const app = bytes.subarray(appFrom);
  const page = pageOf(rig);
  let together = 0;
  const unsafe: string[] = [];
  const boards = Array.from({ length: eight }, () => rig.makeBoard('esp32', {}, { page256Ms: 0.5 }));
  const pulled = boards[2]!;
  let slept = 0;
  let running = false;
  let tellHalf = () => {};
  const pulledHalfWritten = new Promise<void>((told) => {
    tellHalf = told;
  });
  rig.watch(() => {
    page.follow();
    const lanes = page.view.getState().lanes.filter(({ state }) => state === 'running');
    together = Math.max(together, lanes.length);
    // From the first moment on that all are at work.
    running ||= together === eight && page.held.size === 1;
    if (running && lanes.length > 0 && page.held.size !== 1) slept += 1;
  });
  // A person may close the page at the very moment in which the flash is changed; no other board's question counts.
  for (const { board, seen } of boards) {
    const { program } = board.flash;
    board.flash.program = (at, piece) => {
      const lane = page.view.getState().lanes.find(({ port }) => port.id === seen.id);
      // The OTA data is the application's own, at its start.
      const isImage = at < bytes.length && (at < 0xd000 || at >= 0xf000);
      if (isImage && lane?.state === 'running' && !(isBeingWritten(lane) && page.asksBeforeClosing()))
        unsafe.push(seen.id);
      program(at, piece);
      if (seen === pulled.seen && at >= appFrom && at < bytes.length && pulled.port.connected) {
        rig.unplug(pulled);
        tellHalf();
      }
    };
  }

  for (const board of boards) rig.plug(board);
  const lanes = await Promise.all(
    boards.map(({ seen }) => rig.lane(({ port, state }) => port.id === seen.id && state === 'ready')),
  );
  await rig.bench.idle();
  expect(page.asksBeforeClosing()).toBe(false);
  expect(page.held.size).toBe(0);

  const runs = lanes.map(({ id }) => rig.lane((lane) => lane.id === id && ended(lane)));
  for (const { id } of lanes) void rig.bench.handle({ kind: 'start', lane: id });
  await pulledHalfWritten;

  // A ninth, chosen in the browser's list while all others are written; it is no board, and the browser shall forget it.
  const ninth = rig.makeBoard('esp32', { silentUntilBootHeld: true });
  let forgotten = 0;
  Object.assign(ninth.seen, {
    forget: async () => {
      forgotten += 1;
      ninth.port.unplug();
    },
  });
  const asked: (SerialPortRequestOptions | undefined)[] = [];
  const bench: Bench = { view: page.view, send: (command) => void rig.bench.handle(command) };
  const requestPort = async (options?: SerialPortRequestOptions) => {
    asked.push(options);
    rig.plug(ninth);
    return { getInfo: () => ninth.port.getInfo() } as SerialPort;
  };
  expect(await choosePort(bench, { requestPort }, 'Linux')()).toBe('chosen');
  expect(asked[0]?.filters).toHaveLength(5);
  const { id: silent } = await rig.lane(({ port, handshake }) => port.id === ninth.seen.id && handshake !== undefined);
  await rig.bench.handle({ kind: 'stop', lane: silent });
  await rig.lane(({ id, state, port }) => id === silent && state === 'stopped' && port.use === 'free');
  await rig.bench.handle({ kind: 'drop-port', lane: silent });
  expect(forgotten).toBe(1);
  expect(rig.lanes.has(silent)).toBe(false);

  const ends = await Promise.all(runs);
  await rig.bench.idle();
  expect(ends.filter(({ state }) => state === 'proven').map(({ port }) => port.id)).toEqual(
    boards.filter((board) => board !== pulled).map(({ seen }) => seen.id),
  );
  expect(ends[2]).toMatchObject({ problem: { code: 'port.lost' } });
  for (const board of boards) {
    if (board === pulled) continue;
    expect(isHalfWritten(board, app)).toBe(false);
    expect(board.port.readable).toBeNull();
  }
  expect(together).toBe(eight);
  expect(unsafe).toEqual([]);
  expect(slept).toBe(0);
  expect([...rig.lanes.values()].some(atWork)).toBe(false);
  expect(page.asksBeforeClosing()).toBe(false);
  expect(page.held.size).toBe(0);
  await rig.stop();
});
