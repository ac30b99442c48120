/** Made-up moments of a bench, one per picture of the look that the bench answers to. */
import { ownClock } from '../../../src/model/clock';
import type { FirmwareRow, Partition } from '../../../src/model/firmware';
import type { WorkSpan } from '../../../src/model/flash-work';
import type { Details, Problem, ProblemCode } from '../../../src/model/problem';
import type { FlashProgress, LaneView, PortView, StationView } from '../../../src/model/run';
import { bekenMaps } from '../../../src/protocols/images/beken-maps';
import type { BrowserFacts, Stock } from '../../../src/screens/parts/bench-context';
import type { BenchView } from '../../../src/steps/bench/bench-view';
import { followProgress } from '../../../src/steps/stations/flash-progress';

const at = Date.UTC(2026, 10, 22, 14, 32, 7, 118);
const mib = 1024 * 1024;

const ahead: readonly StationView[] = (['recognise', 'flash', 'license', 'verify'] as const).map((name) => ({
  name,
  state: 'ahead',
}));
const stations = (...known: Partial<StationView>[]): readonly StationView[] =>
  ahead.map((station, index) => ({ ...station, ...known[index] }));

const recognised: Partial<StationView> = {
  state: 'proven',
  ms: 812,
  fact: { code: 'chip-told', details: { revision: 'v0.2', flashBytes: 8 * mib } },
};
const flashed: Partial<StationView> = {
  state: 'proven',
  ms: 18_420,
  fact: { code: 'md5-equal', details: { size: 1_676_000 } },
};
const licensed: Partial<StationView> = {
  state: 'proven',
  ms: 310,
  fact: { code: 'accepted', details: { uuid: 'a3f277d01b9e44a2c6e0' } },
};

const partitions: readonly Partition[] = [
  { label: 'nvs', type: 1, subtype: 2, offset: 0x9000, size: 0x4000 },
  { label: 'otadata', type: 1, subtype: 0, offset: 0xd000, size: 0x2000 },
  { label: 'phy_init', type: 1, subtype: 1, offset: 0xf000, size: 0x1000 },
  { label: 'ota_0', type: 0, subtype: 16, offset: 0x20000, size: 0x300000 },
  { label: 'ota_1', type: 0, subtype: 17, offset: 0x320000, size: 0x300000 },
  { label: 'littlefs', type: 1, subtype: 0x83, offset: 0x620000, size: 0x1e0000 },
];

const rates = Array.from({ length: 52 }, (_, i) => ({
  ms: i * 260,
  rate: i < 3 ? 30_000 * i : i === 33 ? 46_000 : 92_000 + ((i * 37) % 7) * 900,
}));

const writing: FlashProgress = {
  phase: 'writing',
  share: 1.24 / 2.88,
  done: 1.24 * mib,
  total: 2.88 * mib,
  size: 2.88 * mib,
  rate: 94_200,
  leftMs: 17_600,
  at: 1.24 * mib,
  from: 0,
  flashBytes: 8 * mib,
  covers: [
    { label: 'bootloader', offset: 0, size: 0x8000 },
    { label: 'ota_0', offset: 0x20000, size: Math.round(2.88 * mib) - 0x20000 },
  ],
  partitions,
  rates,
};

const port = (id: string, name: string, more: Partial<PortView> = {}): PortView => ({
  id,
  name,
  use: 'open',
  baud: 115_200,
  ...more,
});
const virtualPort = (id: string, name: string, habit: string): PortView => port(id, name, { virtual: { habit } });

const base: Omit<LaneView, 'id' | 'port' | 'state'> = {
  stations: ahead,
  evidence: [],
  startedAt: at,
  endedAt: at + 20_000,
};

const flashing: LaneView = {
  ...base,
  id: '1',
  port: port('p1', 'CP210x', { baud: 921_600 }),
  state: 'running',
  chip: { chip: 'esp32s3', revision: 'v0.2', mac: 'C8:47:8C:A1:B2:C3', flashBytes: 8 * mib, flashId: 'c84017' },
  app: { name: 'echo_app', version: '0.9.4' },
  onBoard: { kind: 'none' },
  current: 'flash',
  stations: stations(recognised, { state: 'working', ms: 13_000, fact: { code: 'writing', details: {} } }),
  progress: writing,
  endedAt: undefined,
};

const proven: LaneView = {
  ...base,
  id: '2',
  port: port('p2', 'CH9102'),
  state: 'proven',
  chip: { chip: 'esp32', revision: 'v3.1', mac: '34:85:18:6E:0A:5C', flashBytes: 4 * mib },
  app: { name: 'switch_demo', version: '1.0.2' },
  onBoard: { kind: 'has', uuid: 'a3f277d01b9e44a2c6e0', ledger: 'ours' },
  stations: stations(recognised, flashed, licensed, {
    state: 'proven',
    ms: 1_960,
    fact: { code: 'read-back-twice', details: {} },
  }),
};

const failed: LaneView = {
  ...base,
  id: '3',
  port: port('p3', 'CH340', { use: 'free' }),
  state: 'failed',
  chip: { chip: 'esp32c3', revision: 'v0.4', mac: 'C8:47:8C:03:19:7E', flashBytes: 4 * mib },
  current: 'flash',
  stations: stations(recognised, { state: 'failed', ms: 9_410, fact: { code: 'checking', details: {} } }),
  problem: { code: 'flash.verify-failed', details: {} },
  evidence: [
    { at: at - 9_000, state: 'working', fact: { code: 'writing', details: {} } },
    { at: at + 1_784, state: 'working', fact: { code: 'checking', details: {} } },
    { at: at + 2_342, state: 'failed', text: 'md5 7f2c9a40 told, 1b88e2d3 wanted' },
  ],
};

const silent: LaneView = {
  ...base,
  id: '4',
  port: port('p4', 'CH340'),
  state: 'recognising',
  current: 'recognise',
  stations: stations({ state: 'working', ms: 14_000, fact: { code: 'resetting', details: {} } }),
  handshake: {
    attempts: 57,
    heard: 37,
    recent: Array.from({ length: 60 }, (_, i) => (i === 50 ? 9 : i === 51 ? 16 : i === 52 ? 12 : 0)),
    lastHeardTicks: ownClock.ticks() - 600,
  },
  endedAt: undefined,
};

const virtualProven: LaneView = {
  ...proven,
  id: '5',
  port: virtualPort('v1', 'ESP32-C3', 'slow'),
  chip: { chip: 'esp32c3', revision: 'v0.4', mac: '02:00:00:00:00:07', flashBytes: 4 * mib },
  onBoard: { kind: 'has', uuid: 'demo3k9x0qv7m2e8w1zr', ledger: 'ours' },
};

const doubtful: LaneView = {
  ...base,
  id: '6',
  port: port('p6', 'CP210x', { use: 'free' }),
  state: 'doubtful',
  chip: { chip: 'esp32', mac: 'C8:47:8C:55:0E:91', flashBytes: 4 * mib },
  current: 'license',
  stations: stations(recognised, flashed, { state: 'doubtful', ms: 96, fact: { code: 'sent-no-answer', details: {} } }),
  problem: { code: 'license.doubtful', details: { uuid: 'a3f258ceaa01d6b3f744' } },
  evidence: [
    { at, state: 'working', fact: { code: 'set-aside', details: { uuid: 'a3f258ceaa01d6b3f744' } } },
    { at: at + 138, state: 'working', fact: { code: 'sending', details: {} } },
    { at: at + 179, state: 'doubtful', fact: { code: 'sent-no-answer', details: {} } },
  ],
};

const ready: LaneView = {
  ...base,
  id: '7',
  port: port('p7', 'CP210x', { use: 'free' }),
  state: 'ready',
  chip: { chip: 'esp32c6', revision: 'v0.1', mac: '40:4C:CA:41:7D:20', flashBytes: 4 * mib },
  onBoard: { kind: 'none' },
  stations: stations(recognised),
};

const verifying: LaneView = {
  ...base,
  id: '8',
  port: virtualPort('v8', 'ESP32', 'plain'),
  state: 'running',
  chip: { chip: 'esp32', mac: '02:00:00:00:00:01', flashBytes: 4 * mib },
  current: 'verify',
  stations: stations(recognised, flashed, licensed, {
    state: 'working',
    ms: 700,
    fact: { code: 'reading-back', details: {} },
  }),
  readBack: {
    round: 1,
    intendedUuid: 'a3f277d01b9e44a2c6e0',
    storedUuid: 'a3f277d01b9e44a2c6e0',
    keyEqual: Array.from({ length: 32 }, () => true),
  },
};

const virtualSilent: LaneView = { ...silent, id: '9', port: virtualPort('v9', 'ESP32', 'silent') };

const yours: LaneView = {
  ...base,
  id: '10',
  port: port('p10', 'CH9102', { use: 'free' }),
  state: 'yours',
  chip: { chip: 'esp32', mac: 'C8:47:8C:77:41:02', flashBytes: 4 * mib },
  onBoard: { kind: 'has', uuid: 'b7e01c9d33aa41f5e2d8', ledger: 'not-in-ledger' },
  current: 'license',
  stations: stations(recognised, flashed, { state: 'yours', ms: 220, fact: { code: 'hand-needed', details: {} } }),
  problem: { code: 'license.foreign', details: { uuid: 'b7e01c9d33aa41f5e2d8' } },
  evidence: [{ at, text: 'tuya> auth-read' }],
};

/** Questions before the first byte of flash. */
const asked = (id: string, code: ProblemCode, details: Details): LaneView => ({
  ...yours,
  id,
  onBoard: { kind: 'has', uuid: 'b7e01c9d33aa41f5e2d8', ledger: 'ours' },
  current: 'flash',
  stations: stations(recognised, { state: 'yours', ms: 1_840, fact: { code: 'preparing', details: {} } }),
  problem: {
    code,
    details: { file: 'switch_demo_whole_chip.bin', uuid: 'b7e01c9d33aa41f5e2d8', again: 1, ...details },
  },
  evidence: [{ at, fact: { code: 'chip-told', details: { revision: 'v0.2', flashBytes: 4 * mib } } }],
});

const firmware: FirmwareRow = {
  sha256: '9d1c5e074ab83f2e61c0d7b920fe8a3477e1b05cd93f6a180c42e9b75f8d1a63',
  fileName: 'switch_demo_esp32s3_QIO_1.0.2.bin',
  addedAt: at,
  virtual: false,
  facts: {
    kind: 'merged',
    chip: 'esp32s3',
    app: 'switch_demo',
    version: '1.0.2',
    address: 0,
    size: 3_019_898,
    partitions,
    covers: writing.covers,
  },
};

const fullStock: Stock = {
  read: true,
  firmware: [firmware, { ...firmware, sha256: 'c6', facts: { ...firmware.facts, chip: 'esp32c6' } }],
  pools: [{ batch: 'Tuesday order', virtual: false, free: 21, total: 48 }],
};
const noStock: Stock = { read: true, firmware: [], pools: [] };

export const browser: BrowserFacts = {
  name: 'Chrome 156',
  system: 'Linux',
  host: 'localhost:4173',
  grants: 'by-serial',
  serial: 'yes',
  offline: 'yes',
  storage: 'maybe',
  used: 84.2 * mib,
  quota: 6.1 * 1024 * mib,
  version: '0.1.0',
  build: '6247c7c',
};

export interface Scene {
  view: Pick<BenchView, 'ports' | 'lanes'> & Partial<BenchView>;
  stock: Stock;
  browser?: Partial<BrowserFacts>;
}

const withLanes = (...lanes: LaneView[]): Scene => ({
  view: {
    ports: [...lanes.map((lane) => lane.port), port('px', 'FT232R', { use: 'elsewhere' })],
    lanes,
    plan: {
      flash: true,
      license: true,
      verify: true,
      boot: false,
      pair: false,
      activate: false,
      control: false,
      pairBy: 'bluetooth',
      firmware: firmware.sha256,
      baud: 921_600,
      startByItself: true,
    },
  },
  stock: fullStock,
});

/** What a board's own layout says of an application, and what its boot says of the program. */
const slotProblems: readonly Problem[] = [
  { code: 'firmware.no-bootloader', details: { found: 'blank' } },
  { code: 'firmware.no-table', details: { found: 'damaged' } },
  { code: 'firmware.no-slot', details: { reason: 'none' } },
  { code: 'firmware.no-slot', details: { reason: 'not-chosen', slot: 'ota_0' } },
  { code: 'firmware.beyond-slot', details: { slot: 'factory', size: 1_310_720, room: 1_048_576 } },
  { code: 'flash.other-program', details: { by: 'slot', expected: '0x190000', found: '0x10000' } },
  { code: 'flash.other-program', details: { by: 'build', expected: '5ebd4d8e9', found: 'c0ffee123' } },
  { code: 'flash.not-told-apart', details: { slot: 'ota_1', other: 'ota_0' } },
];

const refusedFlash = (problem: Problem, index: number): LaneView => {
  const state = problem.code === 'flash.not-told-apart' ? 'doubtful' : 'failed';
  const fact =
    state === 'doubtful'
      ? ({ code: 'not-told-apart', details: {} } as const)
      : ({ code: 'booting', details: {} } as const);
  const before = problem.code.startsWith('firmware.');
  return {
    ...failed,
    id: `slot${index}`,
    state,
    problem,
    stations: stations(recognised, { state, ms: 9_410, fact: before ? { code: 'preparing', details: {} } : fact }),
    evidence: before
      ? []
      : [{ at, state: 'working', fact: { code: 'slot-starts', details: { slot: 'ota_1', offset: 0x190000 } } }],
  };
};

const intoSlot: LaneView = {
  ...flashing,
  progress: {
    ...writing,
    share: 0.4 / 1.1,
    total: 1.1 * mib,
    size: 1.1 * mib,
    done: 0.4 * mib,
    from: 0x320000,
    at: 0x320000 + 0.4 * mib,
    covers: [{ label: 'new_lamp', offset: 0x320000, size: 1.1 * mib }],
    slot: { label: 'ota_1', offset: 0x320000 },
  },
};

const k64 = 0x10000;
const ofT5ai = bekenMaps.t5ai!;
/** A T5AI that holds most of its image already. */
const partly = followProgress(
  { address: 0, size: 46 * k64, covers: [], partitions: ofT5ai.partitions, flashBytes: 8 * mib },
  (
    (now) => () =>
      (now += 400)
  )(0),
);
const plan: readonly WorkSpan[] = [
  { offset: 0, size: 2 * k64, deed: 'keep' },
  { offset: 2 * k64, size: 17 * k64, deed: 'send' },
  { offset: 19 * k64, size: 6 * k64, deed: 'keep' },
  { offset: 25 * k64, size: 2 * k64, deed: 'erase' },
  { offset: 27 * k64, size: 11 * k64, deed: 'send' },
  { offset: 38 * k64, size: 3 * k64, deed: 'erase' },
  { offset: 41 * k64, size: 5 * k64, deed: 'send' },
];
const delta = (behind: number): FlashProgress => {
  const told = { phase: 'writing', total: 46 * k64, work: plan } as const;
  for (let at = 0; at < behind; at += 0.5) partly({ ...told, done: (8 + at) * k64 });
  return partly({ ...told, done: (8 + behind) * k64 });
};
const deltaLane = (id: string, progress: FlashProgress): LaneView => ({
  ...flashing,
  id,
  port: port(`p${id}`, 'CH342', { baud: 921_600 }),
  chip: { chip: 't5ai', mac: 'C8:47:8C:A1:B2:C3', flashBytes: 8 * mib, flashId: '1765c8' },
  progress,
});

const resumed = delta(12);
const halfWritten = {
  sha256: firmware.sha256,
  name: 'switch_demo_t5ai_QIO_1.0.2.bin',
  held: 0.62 * 46 * k64,
  total: 46 * k64,
  at,
};

/** What is said of a port that is gone, by what the browser is known to make of it. */
const pulled = (...lanes: LaneView[]): Scene => {
  const scene = withLanes(...lanes);
  return { ...scene, view: { ...scene.view, ports: [], trouble: { code: 'port.kept', details: { name: 'CH340' } } } };
};
const lost = (id: string, grant?: PortView['grant'], more: Partial<LaneView> = {}): LaneView => ({
  ...failed,
  id,
  port: port(`p${id}`, 'CH340', { use: 'free', ...(grant && { grant }) }),
  problem: { code: 'port.lost', details: { name: 'CH340' } },
  ...more,
});

/** A port that did not open, as the lane tells it. */
const refused = (problem: Problem, browser: Partial<BrowserFacts> = {}): Scene => ({
  ...withLanes({
    ...failed,
    id: 'r1',
    chip: undefined,
    app: undefined,
    onBoard: undefined,
    port: port('pr1', 'CH340', { use: 'free' }),
    current: 'recognise',
    stations: stations({ state: 'failed' }),
    evidence: [],
    problem,
  }),
  browser,
});
const notOpened = (met: 0 | 1): Problem => ({
  code: 'port.not-opened',
  details: { name: 'CH340', met, usb: '1a86:7523' },
});

export const scenes: Readonly<Record<string, Scene>> = {
  pulled: pulled(
    lost('l1'),
    lost('l2', 'came-back', { cameInstead: { mac: '40:4C:CA:41:7D:20' } }),
    lost('l3', 'chosen-again'),
    { ...ready, state: 'gone', port: { ...ready.port, log: { id: 'q', use: 'free' } } },
    {
      ...ready,
      id: 'l5',
      state: 'recognising',
      chip: undefined,
      current: 'recognise',
      awaits: { mac: 'C8:47:8C:03:19:7E' },
    },
  ),
  'pulled-socket': { ...pulled(lost('l1')), browser: { system: 'Windows', grants: 'by-socket' } },
  'pulled-unknown': { ...pulled(lost('l1')), browser: { grants: 'unknown' } },
  'refused-linux': refused(notOpened(0)),
  'refused-linux-met': refused(notOpened(1)),
  'refused-windows': refused(notOpened(0), { system: 'Windows' }),
  'refused-macos': refused(notOpened(0), { system: 'macOS', knownBad: true, name: 'Chrome 139' }),
  'refused-chromeos': refused(notOpened(0), { system: 'ChromeOS' }),
  'refused-policy': refused({ code: 'port.not-allowed', details: { name: 'CH340' } }),
  'refused-busy': refused({ code: 'port.busy', details: { name: 'CH340' } }),
  'refused-other-tab': refused({ code: 'port.other-tab', details: { name: 'CH340' } }),
  empty: { view: { ports: [], lanes: [] }, stock: noStock },
  firefox: {
    view: { ports: [], lanes: [] },
    stock: noStock,
    browser: { name: 'Firefox 148', serial: 'no', offline: 'soon', storage: 'kept' },
  },
  lanes: withLanes(flashing, proven, failed),
  unfinished: withLanes(
    {
      ...deltaLane('u1', { ...resumed, resumed: 62 }),
      stations: stations(recognised, {
        state: 'working',
        ms: 4_000,
        fact: { code: 'writing', details: { resumed: 62 } },
      }),
    },
    {
      ...ready,
      id: 'u2',
      chip: { chip: 't5ai', mac: 'C8:47:8C:A1:B2:C3', flashBytes: 8 * mib, flashId: '1765c8' },
      unfinished: halfWritten,
    },
    {
      ...yours,
      id: 'u3',
      unfinished: halfWritten,
      current: 'flash',
      stations: stations(recognised, { state: 'yours', ms: 3 }),
      problem: { code: 'flash.unfinished', details: { file: halfWritten.name, percent: 62 } },
    },
  ),
  burned: withLanes(
    {
      ...yours,
      id: 'o1',
      chip: { chip: 't5ai', mac: 'C8:47:8C:A1:B2:C3', flashBytes: 8 * mib },
      onBoard: { kind: 'none' },
      problem: { code: 'license.otp-confirm', details: { mac: 'C8:47:8C:A1:B2:C3' } },
    },
    {
      ...ready,
      id: 'o2',
      chip: { chip: 't5ai', mac: 'C8:47:8C:00:00:18', flashBytes: 8 * mib },
      onBoard: { kind: 'has', uuid: 'b7e01c9d33aa41f5e2d8', ledger: 'other-board', place: 'otp' },
      calibration: {
        state: 'blank',
        owner: 'C8:47:8C:D0:0E:91',
        offers: [
          {
            id: 'k1',
            mac: 'C8:47:8C:D0:0E:91',
            virtual: false,
            chip: 't5ai',
            offset: 0x7fe000,
            size: 4096,
            sha256: '4f1a0c9b77e2d35a'.repeat(4),
            at,
          },
        ],
      },
    },
  ),
  delta: withLanes(deltaLane('d1', delta(9.4)), deltaLane('d2', delta(29)), {
    ...proven,
    stations: stations(
      recognised,
      { ...flashed, fact: { code: 'md5-equal', details: { size: 46 * k64, sent: 6 * k64, kept: 40 * k64 } } },
      licensed,
    ),
  }),
  slots: withLanes(intoSlot, ...slotProblems.map(refusedFlash)),
  fast: withLanes(
    { ...flashing, id: 'x1', port: port('v1', 'ESP32-S3', { virtual: { habit: 'plain', speed: 10 } }) },
    { ...virtualProven, port: port('v2', 'ESP32', { virtual: { habit: 'noisy', speed: 3 } }) },
  ),
  stores: withLanes(
    asked('s1', 'flash.reaches-stores', { license: 1, wifi: 1 }),
    asked('s2', 'flash.reaches-stores', { license: 0, wifi: 1, uuid: '' }),
    asked('s3', 'flash.reaches-stores', { license: 1, wifi: 0, uuid: '', again: 0 }),
  ),
  copies: withLanes(
    asked('s4', 'flash.moves-stores', { license: 1, wifi: 0 }),
    asked('s5', 'flash.loses-stores', { license: 1, wifi: 0 }),
    asked('s6', 'flash.carries-license', {}),
    asked('s7', 'flash.carries-known-license', { owner: 'C8:47:8C:A1:B2:C3' }),
  ),
  hands: withLanes(silent, virtualProven, doubtful),
  moves: withLanes(
    silent,
    { ...silent, id: 'm1', port: port('m1', 'CH340', { met: 'esp32s3' }) },
    { ...silent, id: 'm2', port: port('m2', 'CH342', { met: 't5ai' }) },
    { ...silent, id: 'm3', port: { ...virtualPort('m3', 'T5AI', 'silent'), met: 't5ai' } },
    {
      ...failed,
      id: 'm4',
      chip: undefined,
      problem: { code: 'board.foreign', details: { heard: 900 } },
      stations: stations({ state: 'failed', ms: 1_750 }),
    },
    {
      ...failed,
      id: 'm5',
      state: 'yours',
      chip: undefined,
      problem: { code: 'board.log-port', details: { baud: 460_800 } },
      stations: stations({ state: 'yours', ms: 2_400 }),
    },
  ),
  more: withLanes(ready, verifying, virtualSilent, yours),
  rest: withLanes(
    { ...ready, id: 'a', onBoard: { kind: 'has', uuid: 'b7e01c9d33aa41f5e2d8', ledger: 'other-board' } },
    {
      ...flashing,
      id: 'b',
      progress: { ...writing, phase: 'booting', done: writing.total, leftMs: undefined, at: undefined },
    },
    {
      ...failed,
      id: 'c',
      state: 'stopped',
      problem: { code: 'cancelled', details: {} },
      stations: stations(recognised, { fact: { code: 'stopped', details: {} } }),
    },
    {
      ...failed,
      id: 'd',
      problem: { code: 'board.silent', details: { attempts: 12 } },
      chip: undefined,
      stations: stations({ state: 'failed', ms: 14_000 }),
    },
    { ...proven, id: 'e', state: 'gone' },
    { ...silent, id: 'f', handshake: { attempts: 2, heard: 0, recent: [0, 0] } },
  ),
  locked: withLanes(
    {
      ...failed,
      id: 'a',
      state: 'yours',
      chip: {
        chip: 'esp32s3',
        mac: '34:85:18:00:00:01',
        revision: 'v0.2',
        flashBytes: 8 << 20,
        locks: ['secure-boot', 'flash-encryption'],
      },
      problem: {
        code: 'board.locked',
        details: { chip: 'ESP32-S3', locks: 'secure-boot flash-encryption', verb: 'write' },
      },
      stations: stations({
        state: 'proven',
        ms: 900,
        fact: {
          code: 'chip-told',
          details: { revision: 'v0.2', flashBytes: 8 << 20, locks: 'secure-boot flash-encryption' },
        },
      }),
    },
    {
      ...failed,
      id: 'b',
      chip: undefined,
      problem: { code: 'board.closed', details: { chip: 'ESP32-C3', why: 'secure-download' } },
      stations: stations({ state: 'failed', ms: 1200 }),
    },
    {
      ...flashing,
      id: 'c',
      stations: stations(recognised, {
        state: 'working',
        ms: 9000,
        fact: { code: 'writing', details: { baud: 230_400, asked: 921_600 } },
      }),
    },
    {
      ...failed,
      id: 'd',
      problem: { code: 'flash.verify-failed', details: { at: 0, size: 1_638_400, reason: 'no-answer' } },
    },
  ),
  closed: withLanes(
    {
      ...failed,
      id: 'a',
      chip: undefined,
      problem: { code: 'board.closed', details: { why: 'no-download' } },
      stations: stations({ state: 'failed', ms: 1200 }),
    },
    {
      ...failed,
      id: 'b',
      problem: { code: 'board.locked', details: { chip: 'ESP32', locks: 'secure-boot', verb: 'write' } },
    },
    {
      ...failed,
      id: 'c',
      problem: { code: 'flash.write-failed', details: { at: 0, reason: 'no-answer', phase: 'preparing' } },
    },
  ),
  storage: withLanes(
    {
      ...doubtful,
      id: 'g',
      problem: { code: 'storage.not-noted', details: { done: 'license-accepted', uuid: 'a3f258ceaa01d6b3f744' } },
    },
    {
      ...failed,
      id: 'h',
      problem: { code: 'storage.not-noted', details: { done: 'bound', deviceId: 'bf7c20d98e41a70c3k8w' } },
    },
    {
      ...proven,
      id: 'i',
      device: { deviceId: 'bf7c20d98e41a70c3k8w', pid: 'qk7xw2mvnbe4dplz', place: 'relay' },
      firstPoint: { id: 1, code: 'switch_1', value: true, latencyMs: 142 },
      keysNotKept: true,
    },
  ),
};
