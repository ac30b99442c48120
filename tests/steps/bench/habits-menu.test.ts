/** Every habit of the menu does what it says, on each family it is offered for; what only one family can do is offered for no other. */
import { describe, expect, test } from 'vitest';
import { type BoardHabits, type BoardSpeed, virtualChips } from '../../../src/model/board-habits';
import type { LaneView, Plan } from '../../../src/model/run';
import { listLicenses } from '../../../src/records/license-questions';
import { waitsForHand } from '../../../src/screens/parts/lane-words';
import { habitsFor, virtualHabits } from '../../../src/screens/parts/virtual-habits';
import { firstPlan } from '../../../src/steps/bench/bench-view';
import type { BenchCommand } from '../../../src/steps/run/messages';
import { createVirtualBoard } from '../../../src/virtual/board/virtual-board';
import { createVirtualPort } from '../../../src/virtual/board/virtual-port';
import { instant } from '../../../src/virtual/parts/board-timing';
import { testClock } from '../../virtual/test-clock';
import { benchOf } from '../menu-bench';
import { ended } from '../rig';

/** One of each family. */
const chips = ['t5ai', 'esp32'] as const;
type Chip = (typeof chips)[number];

type Bench = Awaited<ReturnType<typeof benchOf>>;

interface OnBench extends Bench {
  chip: Chip;
  habits: BoardHabits;
  /** Recognised. */
  ready: LaneView;
  /** To the end of the run, or of what was answered. */
  run(command?: Partial<Extract<BenchCommand, { kind: 'retry' }>>): Promise<LaneView>;
}

interface Says {
  plan?: Partial<Plan>;
  speed?: number;
  /** While it is looked at. */
  meanwhile?(bench: Bench): Promise<void>;
  shows(bench: OnBench): Promise<void>;
}

const flashOnly: Partial<Plan> = {
  license: false,
  verify: false,
  boot: false,
  pair: false,
  activate: false,
  control: false,
};
const licenseOnly: Partial<Plan> = { boot: false, pair: false, activate: false, control: false };

const fails = (code: string, plan: Partial<Plan> = {}): Says => ({
  plan,
  async shows({ run }) {
    expect((await run()).problem?.code).toBe(code);
  },
});
const slowedTo = (speed: object): Says => ({
  plan: { ...flashOnly, baud: 921_600 },
  async shows({ run, events }) {
    expect((await run()).state).toBe('proven');
    const told = events.flatMap((event) =>
      event.kind === 'lane'
        ? event.lane.stations.flatMap(({ fact }) => (fact?.code === 'writing' ? [fact.details] : []))
        : [],
    );
    expect(told.at(-1)).toMatchObject(speed);
  },
});
/** What came before its program: told by the program, and by the table the loader reads. */
const brought = (slot: string): Says => ({
  plan: flashOnly,
  async shows({ ready, run }) {
    expect(ready.app).toMatchObject({ name: 'old_lamp', version: '0.9.0' });
    const lane = await run();
    expect(lane.layout?.boots).toMatchObject({ label: slot });
  },
});
/** Its own way through the license: what a power cut leaves is doubtful, and the board itself says what became of it. */
const doubtful: Says = {
  plan: licenseOnly,
  async shows({ run, db, chip }) {
    const lane = await run();
    expect(lane.problem?.code).toBe('license.doubtful');
    const [row] = await listLicenses(db, { virtual: true, state: 'doubtful' });
    expect(row?.uuid).toBe(lane.license?.uuid);
    const again = await run({});
    expect([chip, again.problem]).toEqual([chip, undefined]);
    expect(again.license?.uuid).toBe(row?.uuid);
  },
};

/** Looked at once a program runs that can tell. */
const onBoard = async ({ ready, run, send, lane }: OnBench) => {
  const { runId } = await run();
  await send({ kind: 'recognise', port: ready.port.id });
  return (await lane((seen) => seen.state === 'ready' && seen.runId !== runId)).onBoard;
};

/** Of the adapter, which no lane tells of: how long a byte takes to the board and back, and how many come. */
const probe = async (chip: Chip, habits: BoardHabits, bytes: number) => {
  const clock = testClock();
  const board = createVirtualBoard({ chip, habits, timing: { ...instant } }, clock, (io) => ({
    receive: () => io.send(new Uint8Array(bytes)),
    stop: () => {},
  }));
  const port = createVirtualPort(board);
  await clock.pass(500);
  await port.open({ baudRate: 115_200 });
  await port.setSignals({ dataTerminalReady: false, requestToSend: false });
  await clock.pass(500);
  let heard = 0;
  board.send = (piece) => {
    heard += piece.length;
  };
  board.receive(Uint8Array.of(1));
  const at: number[] = [];
  for (let ms = 0; ms <= 40; ms += 1) {
    at.push(heard);
    await clock.pass(1);
  }
  board.dispose();
  return { tookMs: at.findIndex((count) => count > 0), heard };
};

const says: Readonly<Record<string, Says>> = {
  plain: {
    async shows({ run }) {
      const lane = await run();
      expect(lane.problem).toBeUndefined();
      expect(lane.stations.map(({ state }) => state)).toEqual(Array(8).fill('proven'));
    },
  },
  silent: {
    plan: flashOnly,
    async meanwhile({ lane, send }) {
      // As often as the lane asks, and let go when it asks no more.
      for (;;) {
        const { id, port, state } = await lane((seen) => waitsForHand(seen) || seen.state === 'ready');
        if (state === 'ready') return;
        await send({ kind: 'hold-boot', port: port.id, held: true });
        await lane((seen) => seen.id === id && !waitsForHand(seen));
        await send({ kind: 'hold-boot', port: port.id, held: false });
      }
    },
    async shows({ events }) {
      expect(events.some((event) => event.kind === 'lane' && waitsForHand(event.lane))).toBe(true);
    },
  },
  licensed: {
    plan: flashOnly,
    async shows(bench) {
      expect(await onBoard(bench)).toMatchObject({ kind: 'has', uuid: bench.habits.licensed?.uuid });
    },
  },
  secondSlot: brought('ota_1'),
  foreignTable: brought('app0'),
  factoryMac: fails('license.factory-mac', licenseOnly),
  powerInOtp: {
    plan: { ...licenseOnly, otp: true },
    async shows({ run }) {
      expect((await run()).problem?.code).toBe('license.otp-confirm');
      expect((await run({ from: 'license', instead: 'into-otp' })).problem?.code).toBe('license.otp-failed');
    },
  },
  wipedRadio: {
    async shows({ ready }) {
      expect(ready.calibration?.state).toBe('blank');
    },
  },
  otpOnly: {
    plan: flashOnly,
    async shows(bench) {
      expect(await onBoard(bench)).toMatchObject({ kind: 'has', place: 'otp', uuid: bench.habits.otpOnly?.uuid });
    },
  },
  slow: {
    async shows({ chip, habits }) {
      expect((await probe(chip, habits, 10)).tookMs).toBe(16);
    },
  },
  late: {
    async shows({ chip, habits }) {
      expect((await probe(chip, habits, 10)).tookMs).toBe(32);
    },
  },
  fastest: slowedTo({ baud: 230_400, asked: 921_600 }),
  rtsReset: slowedTo({ baud: 115_200, asked: 921_600 }),
  opened: slowedTo({ baud: 115_200, asked: 921_600 }),
  noisy: {
    plan: licenseOnly,
    async shows({ run, events }) {
      const lane = await run();
      expect(lane.problem).toBeUndefined();
      const lines = events.flatMap((event) => (event.kind === 'log' ? event.lines : []));
      const texts = lines.map(({ text }) => text);
      const most = Math.max(...texts.map((text) => texts.filter((other) => other === text).length));
      expect(most).toBeGreaterThan(10);
    },
  },
  lostByte: {
    async shows({ chip, habits }) {
      expect((await probe(chip, habits, 5000)).heard).toBe(4999);
    },
  },
  cable: {
    plan: flashOnly,
    async shows({ run, lane }) {
      const failed = await run();
      expect(failed.problem?.code).toBe('port.lost');
      expect(failed.stations[1]?.state).toBe('failed');
      // It is put back, and the run goes on by itself.
      const proven = await lane(({ state }) => state === 'proven');
      expect(proven.written?.bytes).toBeGreaterThan(0);
    },
  },
  powerAfter: doubtful,
  powerBefore: doubtful,
  wrongLicense: {
    async shows({ run }) {
      expect((await run()).stations.find(({ state }) => state === 'failed' || state === 'yours')?.name).toBe('license');
      const lane = await run({ from: 'license', instead: 'keep-theirs' });
      expect(lane.problem?.code).toBe('bind.not-authorised');
    },
  },
  onCable: {
    plan: { pairBy: 'qr' },
    async meanwhile({ lane, send }) {
      const { id } = await lane(({ qr }) => qr !== undefined);
      await send({ kind: 'scan-qr', lane: id });
    },
    async shows({ run }) {
      expect((await run()).state).toBe('proven');
    },
  },
  noWifi: fails('bind.wifi-not-found'),
  wrongPassword: {
    async shows({ run, send }) {
      expect((await run()).problem?.code).toBe('bind.wifi-password');
      await send({ kind: 'set-wifi', ssid: 'Workshop-2G', password: 'changed-last-night' });
      await send({ kind: 'set-plan', plan: { ...firstPlan, ssid: 'Workshop-2G' } });
      expect((await run({})).state).toBe('proven');
    },
  },
  fiveGhz: {
    async shows({ run, send }) {
      expect((await run()).problem?.code).toBe('bind.wifi-not-found');
      await send({ kind: 'set-wifi', ssid: 'Workshop-IoT', password: 'two-point-four' });
      await send({ kind: 'set-plan', plan: { ...firstPlan, ssid: 'Workshop-IoT' } });
      expect((await run({})).state).toBe('proven');
    },
  },
  locked: {
    plan: flashOnly,
    async shows({ run, ready }) {
      expect(ready.chip?.locks).toEqual(['secure-boot', 'flash-encryption']);
      expect((await run()).problem?.code).toBe('board.locked');
    },
  },
  silentRadio: fails('pair.silent'),
};

const rows = chips.flatMap((chip) => habitsFor(chip).map((habit) => [chip, habit] as const));

describe.concurrent('every habit of the menu does what it says', () => {
  test.for(rows)('%s: %s', { timeout: 120_000 }, async ([chip, habit]) => {
    const { plan = {}, meanwhile, shows } = says[habit] ?? {};
    if (!shows) throw new Error(`nothing says what ${habit} does`);
    const bench = await benchOf(plan);
    const { lane, send } = bench;
    const habits = virtualHabits[habit]?.() ?? {};
    const other = meanwhile?.(bench);
    await send({ kind: 'add-virtual-board', chip, habits, habit, speed: 10 satisfies BoardSpeed });
    let last = await lane(({ state }) => state === 'ready' || state === 'failed');
    expect(last.problem).toBeUndefined();
    const run = async (again?: Partial<Extract<BenchCommand, { kind: 'retry' }>>) => {
      const before = last.runId;
      void send(again ? { ...again, kind: 'retry', lane: last.id } : { kind: 'start', lane: last.id });
      last = await lane(
        (seen) => seen.runId !== before && seen.endedAt !== undefined && seen.state !== 'ready' && ended(seen),
      );
      return last;
    };
    await shows({ ...bench, chip, habits, ready: last, run });
    await other;
    await bench.stop();
  });
});

test('every habit of the menu is tested, and offered for some chip', () => {
  expect(Object.keys(says).sort()).toEqual(Object.keys(virtualHabits).sort());
  expect(new Set(virtualChips.flatMap(habitsFor))).toEqual(new Set(Object.keys(virtualHabits)));
});

test('a habit that is no more than a word on a chip is not offered for it', () => {
  expect(habitsFor('esp32')).not.toContain('wipedRadio');
  expect(habitsFor('esp32')).not.toContain('powerInOtp');
  expect(habitsFor('bk7231n')).not.toContain('otpOnly');
  expect(habitsFor('t5ai')).not.toContain('secondSlot');
});
