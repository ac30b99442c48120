/** From plugged in to bound: the whole run over a virtual board, its radio and the emulated cloud. */
import { expect, test } from 'vitest';
import type { BindStepName } from '../../../src/model/bind';
import type { BoardHabits } from '../../../src/model/board-habits';
import type { ProblemCode } from '../../../src/model/problem';
import type { StationName } from '../../../src/model/run';
import type { CloudFault } from '../../../src/virtual/cloud/state';
import { createBindRig, lampPid } from '../bind-rig';
import { ended } from '../rig';

/** Side by side: what a bench waits for is real time. */
const it = test.extend<{ begin: typeof createBindRig }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names of the fixtures from this pattern
  begin: async ({}, use) => {
    const stops: (() => Promise<void>)[] = [];
    await use(async (...given) => {
      const rig = await createBindRig(...given);
      stops.push(rig.stop);
      return rig;
    });
    for (const stop of stops) await stop();
  },
}).concurrent;

it('takes a board from plugged in to a flipped data point', async ({ begin }) => {
  const rig = await begin();
  rig.plug(rig.bindable());
  const ready = await rig.lane(({ state }) => state === 'ready');
  await rig.bench.handle({ kind: 'start', lane: ready.id });
  const lane = await rig.lane((each) => each.state !== 'ready' && ended(each));
  expect(lane.problem).toBeUndefined();
  expect(lane.stations.map(({ state }) => state)).toEqual(Array(8).fill('proven'));
  const [device] = rig.emulated.state.devices;
  expect(lane.device).toMatchObject({ deviceId: device?.deviceId, pid: lampPid, place: 'relay' });
  expect(lane.firstPoint).toMatchObject({ code: 'switch_1', value: true });
});

/** Habits of the board, or a fault of the cloud, and what the lane must then say: where, what, at which step of the binding (device-cloud, sections 3 and 4). */
const faults: readonly (readonly [
  string,
  { habits?: BoardHabits; fault?: CloudFault },
  StationName,
  ProblemCode,
  BindStepName?,
])[] = [
  [
    'wrong Wi-Fi password',
    { habits: { wifi: { only: [{ ssid: 'Bench', password: 'another one' }] } } },
    'activate',
    'bind.wifi-password',
    'wifi',
  ],
  ['no such network', { habits: { wifi: { only: [] } } }, 'activate', 'bind.wifi-not-found', 'wifi'],
  [
    'a network on 5 GHz',
    { habits: { wifi: { only: [{ ssid: 'Bench', password: 'correct horse', band: '5' }] } } },
    'activate',
    'bind.wifi-not-found',
    'wifi',
  ],
  ['expired token', { fault: 'token-expired' }, 'activate', 'bind.token-refused', 'activation'],
  ['used token', { fault: 'token-used' }, 'activate', 'bind.token-refused', 'activation'],
  ['license of somebody else', { fault: 'license-foreign' }, 'activate', 'bind.not-authorised', 'activation'],
  ['license in use elsewhere', { fault: 'license-elsewhere' }, 'activate', 'bind.license-elsewhere', 'activation'],
  ['wrong AuthKey at the cloud', { fault: 'wrong-auth-key' }, 'activate', 'bind.login-refused'],
  ['refused login', { fault: 'login-refused' }, 'activate', 'bind.login-refused'],
  ['another data centre', { fault: 'wrong-data-centre' }, 'control', 'cloud.refused'],
  ['no report', { fault: 'report-lost' }, 'control', 'control.no-answer'],
  ['unknown product', { fault: 'unknown-pid' }, 'activate', 'bind.pid-mismatch', 'activation'],
];

it.for(faults)('says what is wrong: %s', { timeout: 60_000 }, async ([, cause, station, code, step], { begin }) => {
  const rig = await begin();
  if (cause.fault) rig.emulated.set(cause.fault);
  rig.plug(rig.bindable(cause.habits));
  const ready = await rig.lane(({ state }) => state === 'ready');
  await rig.bench.handle({ kind: 'start', lane: ready.id });
  const lane = await rig.lane((each) => each.state !== 'ready' && ended(each));
  expect(lane.stations.find(({ state }) => state === 'failed' || state === 'yours')?.name).toBe(station);
  expect(lane.problem?.code).toBe(code);
  if (step) expect(lane.bind?.fault?.step).toBe(step);
  // The line that told it is among what is known, whatever the board said behind it.
  const told = lane.bind?.fault?.text;
  if (told !== undefined) expect(lane.evidence.map(({ text }) => text)).toContain(told);
});

it('waits for a first report that the cloud hears five seconds late, as the air had it first', {
  timeout: 60_000,
}, async ({ begin }) => {
  // Longer than the way of a command from the cloud to the board: it still reports to whom it thinks is there.
  const rig = await begin({}, { hangUpMs: 1500 });
  rig.plug(rig.bindable());
  const ready = await rig.lane(({ state }) => state === 'ready');
  await rig.bench.handle({ kind: 'start', lane: ready.id });
  const lane = await rig.lane((each) => each.state !== 'ready' && ended(each));
  expect(lane.problem).toBeUndefined();
  expect(lane.firstPoint?.latencyMs).toBeGreaterThan(4000);
});

it('asks about a bound board though it says so only a moment after its banner', { timeout: 60_000 }, async ({
  begin,
}) => {
  const rig = await begin();
  rig.plug(rig.bindable({ wifi: {} }, { bootMs: 1600 }));
  const { id } = await rig.lane(({ state }) => state === 'ready');
  await rig.bench.handle({ kind: 'start', lane: id });
  const first = await rig.lane((each) => each.state !== 'ready' && ended(each));
  expect(first.state).toBe('proven');
  await rig.bench.handle({ kind: 'start', lane: id });
  const lane = await rig.lane((each) => each.runId !== first.runId && ended(each));
  expect(lane.state).toBe('yours');
  expect(lane.problem?.code).toBe('pair.was-bound');
});

it('names the placeholder license of a board that was left without one', { timeout: 60_000 }, async ({ begin }) => {
  const rig = await begin({ license: false, verify: false });
  rig.plug(rig.bindable());
  const { id } = await rig.lane(({ state }) => state === 'ready');
  await rig.bench.handle({ kind: 'start', lane: id });
  const lane = await rig.lane((each) => each.state !== 'ready' && ended(each));
  expect(lane.problem?.code).toBe('bind.placeholder-license');
  expect(lane.bind?.fault?.step).toBe('license');
});
