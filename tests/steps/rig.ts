import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { BoardHabits, VirtualChip } from '../../src/model/board-habits';
import type { EspChipId } from '../../src/model/chip';
import { ownClock } from '../../src/model/clock';
import type { License } from '../../src/model/license';
import { BenchError } from '../../src/model/problem';
import type { LaneView, Plan } from '../../src/model/run';
import { readFirmware } from '../../src/protocols/firmware/read-firmware';
import { type BenchDatabase, openDatabase } from '../../src/records/database';
import { addFirmware, sha256Of } from '../../src/records/firmware';
import { importLicenses } from '../../src/records/license-import';
import { createBench } from '../../src/steps/bench/bench';
import { firstPlan } from '../../src/steps/bench/bench-view';
import type { BenchEvent } from '../../src/steps/run/messages';
import type { Outside, PortSource, SeenPort } from '../../src/steps/run/outside';
import { createVirtualBoard, type VirtualBoard } from '../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../src/virtual/board/virtual-port';
import { buildImage } from '../../src/virtual/esp/demo-image';
import { instant } from '../../src/virtual/parts/board-timing';
import { realClock } from '../../src/virtual/parts/clock';
import type { BoardSettings, BoardTiming } from '../../src/virtual/parts/wire';

/** A bench on a table of boards that the bench takes for real ones, with a ledger of its own. */

let made = 0;

export const newDatabase = (): BenchDatabase =>
  openDatabase({ name: `rig-${++made}`, indexedDB: new IDBFactory(), IDBKeyRange });

export const madeUp = (at: number): License => ({
  uuid: `uuidrig${String(at).padStart(13, '0')}`,
  authKey: `RIGKEY${String(at).padEnd(26, 'abcdefghijklmnopqrstuvwxyz')}`,
});

export const stockLicenses = (db: BenchDatabase, count: number, from = 1) =>
  importLicenses(db, {
    rows: Array.from({ length: count }, (_, at) => ({ license: madeUp(from + at) })),
    batch: 'order',
    virtual: false,
    now: 1,
  });

export const stockFirmware = (db: BenchDatabase, chip: EspChipId = 'esp32', name = 'switch_demo') =>
  stockImage(db, buildImage({ chip, name, merged: true, appBytes: 40_000 }), name);

export const stockImage = async (db: BenchDatabase, bytes: Uint8Array, name = 'switch_demo') => {
  const kept = bytes.slice().buffer;
  const sha256 = await sha256Of(kept);
  const facts = readFirmware(bytes, `${name}.bin`);
  await addFirmware(db, { sha256, fileName: `${name}.bin`, addedAt: 1, virtual: false, facts }, kept);
  return { sha256, bytes };
};

export interface RigBoard {
  seen: SeenPort;
  board: VirtualBoard;
  port: ReturnType<typeof createVirtualPort>;
  /** The second port of boards that have one; not plugged in by itself, as if nobody had granted it. */
  log?: { seen: SeenPort; port: ReturnType<typeof createVirtualPort> };
}

/** `outside` for what else there is of the world: radio, cloud. */
export const createRig = async (
  db: BenchDatabase = newDatabase(),
  plan: Partial<Plan> = {},
  outside: Partial<Outside> = {},
) => {
  const events: BenchEvent[] = [];
  const lanes = new Map<string, LaneView>();
  const watchers = new Set<() => void>();
  const table = new Map<string, RigBoard>();
  /** Second ports that the browser lets the bench see. */
  const granted = new Map<string, NonNullable<RigBoard['log']>>();
  let changed: (plugged: readonly string[]) => void = () => {};
  const ports: PortSource = {
    list: async () =>
      [...table.values(), ...granted.values()].filter(({ port }) => port.connected).map(({ seen }) => seen),
    watch: (told) => {
      changed = told;
    },
  };
  const tell = (event: BenchEvent) => {
    events.push(event);
    if (event.kind === 'lane') lanes.set(event.lane.id, event.lane);
    if (event.kind === 'lane-gone') lanes.delete(event.lane);
    for (const watcher of [...watchers]) watcher();
  };
  const bench = createBench(
    {
      ports,
      db,
      virtualBoards: async () => {
        throw new Error('no virtual table in this rig');
      },
      radio: { find: () => Promise.reject(new BenchError('browser.no-bluetooth')) },
      cloud: () => Promise.reject(new BenchError('cloud.no-relay')),
      virtualWifi: { ssid: 'Workshop-2G', password: 'there-is-no-radio' },
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
      zone: 'Europe/Berlin',
      ...ownClock,
      newId: () => `id-${++made}`,
      ...outside,
    },
    tell,
  );
  await bench.begin();
  await bench.handle({ kind: 'set-plan', plan: { ...firstPlan, ...plan } });

  /** Settles with the first lane that fits, now or later. */
  const lane = (fits: (lane: LaneView) => boolean): Promise<LaneView> =>
    new Promise((found) => {
      const look = () => {
        const match = [...lanes.values()].find(fits);
        if (!match) return;
        watchers.delete(look);
        found(match);
      };
      watchers.add(look);
      look();
    });

  /** After every event. */
  const watch = (look: () => void) => void watchers.add(look);

  const makeBoard = (
    chip: VirtualChip,
    habits: BoardHabits = {},
    slower: Partial<BoardTiming> = {},
    settings: Partial<BoardSettings> = {},
    /** What runs when the chip leaves reset, instead of what is in its flash. */
    start?: Parameters<typeof createVirtualBoard>[2],
  ): RigBoard => {
    const at = ++made;
    const mac = `A4:CF:12:00:${(at >> 8).toString(16).padStart(2, '0')}:${(at & 255).toString(16).padStart(2, '0')}`;
    const board = createVirtualBoard(
      { chip, mac: mac.toUpperCase(), habits, timing: { ...instant, ...slower }, ...settings },
      realClock(),
      start,
    );
    const seenAs = (id: string, port: RigBoard['port']) => ({
      seen: { id, name: 'CH340', port, usb: { vendorId: 0x1a86, productId: 0x7523 } },
      port,
    });
    const port = createVirtualPort(board, { usbVendorId: 0x1a86, usbProductId: 0x7523 });
    const log = board.log && createVirtualPort(board.log, { usbVendorId: 0x1a86, usbProductId: 0x7523 });
    return { ...seenAs(`port-${at}`, port), board, ...(log && { log: seenAs(`log-${at}`, log) }) };
  };
  /** The second port of a board: with the cable, or `chosen` in the browser's list. */
  const plugLog = ({ log }: RigBoard, chosen?: 'chosen', logOf?: string, lane?: string) => {
    if (!log) throw new Error('a board with one port');
    granted.set(log.seen.id, log);
    if (!chosen) return changed([log.seen.id]);
    return void bench.handle({
      kind: 'look-for-ports',
      picked: log.port.getInfo(),
      ...(logOf && { logOf }),
      ...(lane && { lane }),
    });
  };
  const plug = (made: RigBoard) => {
    table.set(made.seen.id, made);
    changed([made.seen.id]);
  };
  const unplug = (board: RigBoard) => {
    board.port.unplug();
    board.log?.port.unplug();
    changed([]);
  };
  const unplugLog = ({ log }: RigBoard) => {
    log?.port.unplug();
    changed([]);
  };
  /** Plugged again: the browser shows it as a new port. */
  const replug = (old: RigBoard): RigBoard => {
    table.delete(old.seen.id);
    old.port.replug();
    const again = { ...old, seen: { ...old.seen, id: `port-${++made}` } };
    plug(again);
    return again;
  };
  /** Plugged again where the browser has forgotten it: nothing is told, and a person chooses it, for a lane that waits. */
  const chooseAgain = async (old: RigBoard, lane?: string): Promise<RigBoard> => {
    table.delete(old.seen.id);
    if (!old.port.connected) old.port.replug();
    const again = { ...old, seen: { ...old.seen, id: `port-${++made}` } };
    table.set(again.seen.id, again);
    await bench.handle({ kind: 'look-for-ports', picked: again.port.getInfo(), ...(lane && { lane }) });
    return again;
  };
  const stop = async () => {
    await bench.idle();
    for (const { board } of table.values()) board.dispose();
  };
  const boards = () => [...table.values()].map(({ seen, board }) => ({ id: seen.id, radio: board.radio }));
  return {
    bench,
    db,
    events,
    lanes,
    lane,
    watch,
    makeBoard,
    plug,
    unplug,
    replug,
    chooseAgain,
    boards,
    stop,
    plugLog,
    unplugLog,
  };
};

export const ended = ({ state }: LaneView) => ['proven', 'failed', 'doubtful', 'yours', 'stopped'].includes(state);
