/** What happens after the first try: mended, bound before, released, bound by a code, or stopped before it began. */
import { expect, test } from 'vitest';
import type { BoardHabits } from '../../../src/model/board-habits';
import type { ProblemCode } from '../../../src/model/problem';
import type { LaneView } from '../../../src/model/run';
import { listLicenses } from '../../../src/records/license-questions';
import { firstPlan } from '../../../src/steps/bench/bench-view';
import type { BenchCommand } from '../../../src/steps/run/messages';
import { demoUid } from '../../../src/virtual/cloud/demo-state';
import type { CloudFault } from '../../../src/virtual/cloud/state';
import { createBindRig, lampPid } from '../bind-rig';
import { ended, madeUp } from '../rig';

const timeout = 60_000;

/** A board that has been through one run; `again` presses something and waits for the next end. */
const runTwice = async (
  habits: BoardHabits = {},
  plan: Parameters<typeof createBindRig>[0] = {},
  more: Parameters<typeof createBindRig>[1] = {},
) => {
  const rig = await createBindRig(plan, more);
  const board = rig.bindable(habits);
  const run = async (start: () => Promise<unknown> | unknown): Promise<LaneView> => {
    const before = [...rig.lanes.values()][0]?.runId;
    await start();
    return rig.lane((each) => each.runId !== before && each.state !== 'ready' && ended(each));
  };
  const again = (command: Partial<Extract<BenchCommand, { kind: 'retry' }>> = {}) =>
    run(async () => rig.bench.handle({ kind: 'retry', lane: [...rig.lanes.keys()][0] ?? '', ...command }));
  const begin = async () => {
    rig.plug(board);
    const { id } = await rig.lane(({ state }) => state === 'ready');
    return run(() => rig.bench.handle({ kind: 'start', lane: id }));
  };
  return { ...rig, board, run, again, begin };
};

/** Side by side: what a bench waits for is real time. */
const it = test.extend<{ afterRun: typeof runTwice }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names of the fixtures from this pattern
  afterRun: async ({}, use) => {
    const stops: (() => Promise<void>)[] = [];
    await use(async (...given) => {
      const rig = await runTwice(...given);
      stops.push(rig.stop);
      return rig;
    });
    for (const stop of stops) await stop();
  },
}).concurrent;

/** What the first run followed, as far as a second one needs it. */
const rigPlan = { ...firstPlan, product: lampPid, ssid: 'Bench' };

const states = ({ stations }: LaneView) => stations.map(({ state }) => state);

it('pairs again with a token of its own once the cloud takes tokens', { timeout }, async ({ afterRun }) => {
  const { emulated, begin, again } = await afterRun();
  emulated.set('token-expired');
  expect((await begin()).problem).toMatchObject({ code: 'bind.token-refused' });
  emulated.clear('token-expired');
  const lane = await again();
  expect(lane.state).toBe('proven');
  expect(emulated.state.devices).toHaveLength(1);
});

/** What stood in the way at the cloud, and has gone. */
const passing: readonly (readonly [CloudFault, ProblemCode])[] = [
  ['license-foreign', 'bind.not-authorised'],
  ['license-elsewhere', 'bind.license-elsewhere'],
  ['unknown-pid', 'bind.pid-mismatch'],
];

it.for(passing)('binds at the next try once it is over: %s', { timeout }, async ([fault, code], { afterRun }) => {
  // On a cable it asks for a token in the cloud besides.
  const { emulated, begin, again } = await afterRun({ onCable: true });
  emulated.set(fault);
  expect((await begin()).problem?.code).toBe(code);
  emulated.clear(fault);
  const lane = await again();
  expect(lane.problem).toBeUndefined();
  expect(lane.state).toBe('proven');
  expect(emulated.state.devices).toHaveLength(1);
});

it('tells a board that keeps a license no cloud knows as not authorised', { timeout }, async ({ afterRun }) => {
  const { begin, again, db } = await afterRun({ licensed: madeUp(9) });
  expect(await begin()).toMatchObject({ state: 'yours' });
  const lane = await again({ instead: 'keep-theirs' });
  expect(lane).toMatchObject({ state: 'failed', problem: { code: 'bind.not-authorised' } });
  expect(lane.bind?.fault?.step).toBe('activation');
  expect(await listLicenses(db, { state: 'free' })).toHaveLength(3);
});

it('gives a license to a board that was left without one, and binds it', { timeout }, async ({ afterRun }) => {
  const { bench, begin, again, db } = await afterRun({}, { license: false, verify: false });
  expect((await begin()).problem?.code).toBe('bind.placeholder-license');
  await bench.handle({ kind: 'set-plan', plan: { ...rigPlan, flash: false } });
  const lane = await again({ from: 'license' });
  expect(lane.state).toBe('proven');
  expect(await listLicenses(db, { state: 'free' })).toHaveLength(2);
});

it('keeps the binding of a board whose login was refused, once it is over', { timeout }, async ({ afterRun }) => {
  const { emulated, begin, again } = await afterRun();
  emulated.set('login-refused');
  const refused = await begin();
  expect(refused.problem).toMatchObject({ code: 'bind.login-refused', details: { client: 'device' } });
  expect(refused.bind?.fault?.step).toBe('online');
  emulated.clear('login-refused');
  expect(await again()).toMatchObject({ state: 'yours', problem: { code: 'pair.was-bound' } });
  const lane = await again({ from: 'pair', instead: 'keep-binding' });
  expect(lane.state).toBe('proven');
  expect(emulated.state.devices).toHaveLength(1);
});

it('names a device that was removed while it was offline at its next login, and binds it anew', {
  timeout,
}, async ({ afterRun }) => {
  const { bench, emulated, call, begin, again, lane, lanes, run } = await afterRun();
  const heard: string[] = [];
  emulated.listen(({ kind }) => heard.push(kind));
  const first = await begin();
  const [id = ''] = lanes.keys();
  const deviceId = first.device?.deviceId ?? '';
  emulated.set('device-offline');
  await bench.handle({ kind: 'set-plan', plan: { ...rigPlan, flash: false } });
  expect((await run(() => bench.handle({ kind: 'start', lane: id }))).problem?.code).toBe('pair.was-bound');
  // Removed behind its back: it learns of it by the broker's no, as "not authorised" (device-cloud, section 4).
  await call({ method: 'DELETE', path: `/v1.0/devices/${deviceId}` });
  const ending = again({ from: 'pair', instead: 'keep-binding' });
  await lane(({ current }) => current === 'activate');
  emulated.clear('device-offline');
  const removed = await ending;
  expect(removed).toMatchObject({ state: 'failed', problem: { code: 'bind.broker-refused' } });
  expect(removed.bind?.fault?.step).toBe('online');
  const bound = await again();
  expect(bound.state).toBe('proven');
  expect(heard.filter((kind) => kind === 'bound')).toHaveLength(2);
});

it('joins the network whose password was given better', { timeout }, async ({ afterRun }) => {
  const network = { ssid: 'Bench', password: 'changed last night' };
  const { bench, begin, again } = await afterRun({ wifi: { only: [network] } });
  expect((await begin()).problem?.code).toBe('bind.wifi-password');
  await bench.handle({ kind: 'set-wifi', ...network });
  expect((await again()).state).toBe('proven');
});

it('asks about a board that was bound before; kept, it answers as the device it was', { timeout }, async ({
  afterRun,
}) => {
  const { bench, begin, again, lanes, run, emulated } = await afterRun();
  const first = await begin();
  await bench.handle({ kind: 'set-plan', plan: { ...rigPlan, flash: false } });
  const [id = ''] = lanes.keys();
  const asked = await run(() => bench.handle({ kind: 'start', lane: id }));
  expect(asked).toMatchObject({ state: 'yours', problem: { code: 'pair.was-bound' } });
  const kept = await again({ from: 'pair', instead: 'keep-binding' });
  expect(states(kept).slice(-3)).toEqual(['proven', 'proven', 'proven']);
  expect(kept.device?.deviceId).toBe(first.device?.deviceId);
  expect(emulated.state.devices).toHaveLength(1);
});

it('releases a bound board over the cable and binds it anew', { timeout }, async ({ afterRun }) => {
  const { bench, begin, again, lanes, run, emulated } = await afterRun();
  await begin();
  await bench.handle({ kind: 'set-plan', plan: { ...rigPlan, flash: false } });
  const [id = ''] = lanes.keys();
  await run(() => bench.handle({ kind: 'start', lane: id }));
  const heard: string[] = [];
  emulated.listen(({ kind }) => heard.push(kind));
  const released = await again({ from: 'pair', instead: 'release' });
  expect(released.problem).toBeUndefined();
  expect(states(released).slice(-3)).toEqual(['proven', 'proven', 'proven']);
  expect(heard.indexOf('unbound')).toBeGreaterThanOrEqual(0);
  expect(heard.lastIndexOf('bound')).toBeGreaterThan(heard.indexOf('unbound'));
});

it('binds by a code that a phone reads, also one read too early', { timeout }, async ({ afterRun }) => {
  const { bench, begin, lane } = await afterRun({}, { pairBy: 'qr' });
  const done = begin();
  const { id, qr } = await lane((each) => each.qr !== undefined);
  expect(qr).toBe(`https://smartapp.tuya.com/s/p?p=demolamp00000001&uuid=${madeUp(1).uuid}&v=2.0`);
  await bench.handle({ kind: 'scan-qr', lane: id });
  const bound = await done;
  expect(bound.problem).toBeUndefined();
  expect(bound.bind?.channel).toBe('qr');
});

it('touches nothing when the Wi-Fi password is missing', { timeout }, async ({ afterRun }) => {
  const { begin, db, board } = await afterRun({}, { ssid: 'Another' });
  const before = board.board.flash.read(0, board.board.flash.size);
  const lane = await begin();
  expect(lane).toMatchObject({ state: 'yours', problem: { code: 'wifi.missing' } });
  expect(Buffer.compare(board.board.flash.read(0, board.board.flash.size), before)).toBe(0);
  expect(await listLicenses(db, { state: 'free' })).toHaveLength(3);
});

it('goes on with the same license after the cable was pulled in mid-activation', { timeout }, async ({ afterRun }) => {
  const { begin, board, lane, unplug, replug, db } = await afterRun();
  const broken = begin();
  await lane(({ current }) => current === 'activate');
  unplug(board);
  expect((await broken).problem?.code).toBe('port.lost');
  replug(board);
  const bound = await lane(({ state, port }) => state === 'proven' && port.id !== board.seen.id);
  expect(states(bound)).toEqual(Array(8).fill('proven'));
  expect(await listLicenses(db, { state: 'free' })).toHaveLength(2);
});

it('pairs with a token made elsewhere where the bench has no cloud, and takes the log for its witness', {
  timeout,
}, async ({ afterRun }) => {
  const { begin, again, emulated, events } = await afterRun({}, {}, { cloudGone: true });
  expect((await begin()).problem?.code).toBe('cloud.no-relay');
  const { text, token } = emulated.makeToken({ uid: demoUid });
  const lane = await again({ from: 'pair', token: text });
  expect(lane.problem).toBeUndefined();
  expect(states(lane)).toEqual([...Array(7).fill('proven'), 'left-out']);
  expect(lane.device?.deviceId).toBe(emulated.state.devices[0]?.deviceId);
  expect(JSON.stringify(events)).not.toContain(token);
});

it('binds a virtual board as its firmware was built, whatever product the plan names', { timeout }, async ({
  afterRun,
}) => {
  const plan = { product: 'anotherproduct01', license: false, verify: false } as const;
  const { board, begin } = await afterRun({ licensed: madeUp(1) }, plan);
  board.seen.virtual = { habit: 'plain', holdBoot: () => {} };
  const lane = await begin();
  expect(lane.problem).toBeUndefined();
  expect(lane.device?.pid).toBe(lampPid);
});
