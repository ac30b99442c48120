/** A used board, a ledger and tabs of the bench that come and go, all in virtual time. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { VirtualChip } from '../../src/model/board-habits';
import { ownClock } from '../../src/model/clock';
import { BenchError } from '../../src/model/problem';
import type { LaneView } from '../../src/model/run';
import { licenseIn, storeOffset } from '../../src/protocols/kv-store/license-files';
import { blockBytes, blockCount } from '../../src/protocols/kv-store/metadata-block';
import { readStore } from '../../src/protocols/kv-store/read-store';
import { rememberAdapter } from '../../src/records/adapters';
import { type AdapterRow, openDatabase } from '../../src/records/database';
import { listLicenses } from '../../src/records/license-questions';
import { createBench } from '../../src/steps/bench/bench';
import { firstPlan } from '../../src/steps/bench/bench-view';
import type { SeenPort } from '../../src/steps/run/outside';
import { bekenTwins } from '../../src/virtual/beken/twins';
import { demoFirmware } from '../../src/virtual/board/demo-firmware';
import { siliconOf } from '../../src/virtual/board/silicons';
import { createVirtualBoard, type VirtualBoard } from '../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../src/virtual/board/virtual-port';
import { lifelike } from '../../src/virtual/parts/board-timing';
import { pseudoCode } from '../../src/virtual/parts/demo-image-filler';
import type { Clock, PortBoard } from '../../src/virtual/parts/wire';
import { stockImage, stockLicenses } from '../../tests/steps/rig';
import { bekenTiming } from '../bench/beken-floor';
import { same, sectorEnd } from './row';
import { createPhaseEar, type Phase } from './wire-phases';

const mac = 'A4:CF:12:00:00:77';
/** Of the adapter that all its boards are behind. */
export const workshopUsb = { vendorId: 0x1a86, productId: 0x7523 };
/** Behind the image the flash is used as well, up to here. */
const usedBytes = 0x60000;

const isBeken = (chip: VirtualChip): boolean => chip in bekenTwins;

/** As it was delivered, with something else where the image goes and behind it. */
const usedBoard = (chip: VirtualChip, latencyMs: number, clock: Clock): VirtualBoard => {
  const fresh = createVirtualBoard({ chip, mac }, clock);
  const flash = fresh.flash.read(0, fresh.flash.size).slice();
  fresh.dispose();
  flash.set(pseudoCode(usedBytes, 31));
  const { erase64kMs, erase4kMs, page256Ms } = bekenTiming;
  const timing = {
    ...lifelike,
    ...(isBeken(chip) && { erase64kMs, erase4kMs, page256Ms }),
    adapterLatencyMs: latencyMs,
  };
  return createVirtualBoard({ chip, mac, flash, timing }, clock);
};

/** The board as one page has it: once that is gone it can do nothing to it, whatever of it still runs. */
const wireOf = (board: VirtualBoard, reached: (phase: Phase) => void) => {
  let alive = true;
  const ear = createPhaseEar((phase) => alive && reached(phase));
  const wire: PortBoard = {
    clock: board.clock,
    hostSentAt: board.hostSentAt,
    get send() {
      return alive ? board.send : undefined;
    },
    set send(next) {
      if (alive) board.send = next;
    },
    get unplugged() {
      return board.unplugged;
    },
    set unplugged(next) {
      if (alive) board.unplugged = next;
    },
    receive(bytes) {
      if (!alive) return;
      board.receive(bytes);
      ear.heard(bytes);
    },
    lines(state) {
      if (!alive) return;
      board.lines(state);
      ear.lines(state);
    },
    hostBaud: (rate) => alive && board.hostBaud(rate),
    power: (on) => alive && board.power(on),
  };
  const die = () => {
    alive = false;
    board.send = undefined;
    board.lines({ dtr: false, rts: false });
  };
  return { wire, die };
};

const ends: readonly LaneView['state'][] = ['proven', 'failed', 'doubtful', 'yours', 'stopped'];

let made = 0;

export const createWorkshop = async (chip: VirtualChip, latencyMs: number, clock: Clock) => {
  const indexedDB = new IDBFactory();
  const database = () => openDatabase({ name: 'workshop', indexedDB, IDBKeyRange });
  const board = usedBoard(chip, latencyMs, clock);
  const before = board.flash.read(0, board.flash.size).slice();
  const status = { ...board.flash.status };
  const image = demoFirmware(chip, { appBytes: 60_000 });
  const stock = database();
  await stockLicenses(stock, 3);
  await stockImage(stock, image, 'switch_demo');

  const openTab = async (reached: (phase: Phase) => void = () => {}) => {
    const db = database();
    const { wire, die } = wireOf(board, reached);
    const port = createVirtualPort(wire, { usbVendorId: workshopUsb.vendorId, usbProductId: workshopUsb.productId });
    let seen: SeenPort | undefined;
    let changed: (plugged: readonly string[]) => void = () => {};
    const lanes = new Map<string, LaneView>();
    const watchers = new Set<() => void>();
    let alive = true;
    const bench = createBench(
      {
        ports: {
          list: async () => (seen && port.connected ? [seen] : []),
          watch: (told) => {
            changed = told;
          },
        },
        db,
        virtualBoards: () => Promise.reject(new Error('no virtual table here')),
        radio: { find: () => Promise.reject(new BenchError('browser.no-bluetooth')) },
        cloud: () => Promise.reject(new BenchError('cloud.no-relay')),
        virtualWifi: { ssid: '', password: '' },
        random: (length) => crypto.getRandomValues(new Uint8Array(length)),
        zone: 'Europe/Berlin',
        ...ownClock,
        newId: () => `id-${++made}`,
      },
      (event) => {
        if (!alive) return;
        if (event.kind === 'lane') lanes.set(event.lane.id, event.lane);
        if (event.kind === 'lane-gone') lanes.delete(event.lane);
        for (const watcher of [...watchers]) watcher();
      },
    );
    await bench.begin();
    const plan = { ...firstPlan, pair: false, activate: false, control: false };
    await bench.handle({ kind: 'set-plan', plan });

    const laneHere = () => [...lanes.values()].find((lane) => lane.port.id === seen?.id);
    const when = (is: (lane: LaneView) => boolean): Promise<LaneView> =>
      new Promise((resolve) => {
        const look = () => {
          const lane = laneHere();
          if (!lane || !is(lane)) return;
          watchers.delete(look);
          resolve(lane);
        };
        watchers.add(look);
        look();
      });
    const settled = (not: readonly LaneView['state'][] = []): Promise<LaneView> =>
      when(({ state }) => !not.includes(state) && (state === 'ready' || ends.includes(state)));

    return {
      port,
      bench,
      lane: laneHere,
      plug() {
        seen = { id: `port-${++made}`, name: 'CH340', port, usb: workshopUsb };
        changed([seen.id]);
      },
      unplug() {
        port.unplug();
        changed([]);
      },
      /** Its chip is told, or is not going to be. */
      told: () => when(({ chip: found, state }) => found !== undefined || ends.includes(state)),
      /** Recognised and run to its end, whatever that is. */
      async through(): Promise<LaneView> {
        const ready = await settled();
        if (ready.state !== 'ready') return ready;
        await bench.handle({ kind: 'start', lane: ready.id });
        return settled(['ready']);
      },
      async again(): Promise<LaneView> {
        if (seen) await bench.handle({ kind: 'recognise', port: seen.id });
        return this.through();
      },
      /** The page is gone: nothing of it touches port or records any more. */
      die() {
        alive = false;
        die();
        db.close();
      },
      async close() {
        await bench.idle();
        db.close();
      },
    };
  };

  const [store] = (siliconOf(chip).partitions(board.flash) ?? []).filter(({ label }) => label === 'tuya');
  const storeAt = (store?.offset ?? 0) + storeOffset;
  const storeBytes = Math.min(blockCount * blockBytes, board.flash.size - storeAt);
  /** What runs on the board writes there: its store, and on an Espressif chip which slot started. */
  const theirs = [
    { from: storeAt, until: storeAt + storeBytes },
    ...(isBeken(chip) ? [] : [{ from: 0xd000, until: 0xf000 }]),
  ];

  return {
    board,
    mac,
    image,
    openTab,
    /** Where something changed that is neither the image's nor the board's own. */
    changedOutside(): string | undefined {
      const now = board.flash.read(0, before.length);
      for (let at = sectorEnd(image.length); at < before.length; at += 0x1000) {
        if (theirs.some(({ from, until }) => at >= from && at < until)) continue;
        if (!same(now.subarray(at, at + 0x1000), before.subarray(at, at + 0x1000))) return at.toString(16);
      }
      return undefined;
    },
    holdsImage: () => {
      const found = board.flash.read(0, image.length).slice();
      for (const { from, until } of theirs) if (from < image.length) found.set(image.subarray(from, until), from);
      return same(found, image);
    },
    isLocked: () => board.flash.status.sr1 === status.sr1 && board.flash.status.sr2 === status.sr2,
    licenseOnBoard(): string | undefined {
      const files = readStore(board.flash.read(storeAt, storeBytes));
      const found = licenseIn(files ?? []);
      return found.kind === 'valid' ? found.license.uuid : undefined;
    },
    ledger: () => listLicenses(stock),
    /** As if an adapter had been here before. */
    meet: (adapter: AdapterRow) => rememberAdapter(stock, adapter.id, adapter),
    end() {
      stock.close();
      board.dispose();
    },
  };
};

export type Workshop = Awaited<ReturnType<typeof createWorkshop>>;
export type Tab = Awaited<ReturnType<Workshop['openTab']>>;
