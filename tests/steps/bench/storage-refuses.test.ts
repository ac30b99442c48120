/**
 * Storage that is full or gone at each write of a run (issue 8, section 4): what is told is what is so, no license is
 * ever given twice, and the retry settles what was left open.
 */
import { afterEach, describe, expect, it } from 'vitest';
import type { LaneView } from '../../../src/model/run';
import { listDeviceKeys } from '../../../src/records/device-keys';
import { listDevices } from '../../../src/records/devices';
import { listLicenses } from '../../../src/records/license-questions';
import { listRuns } from '../../../src/records/runs';
import { createBindRig } from '../bind-rig';
import { failingStorage } from '../failing-storage';
import { ended } from '../rig';

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

const begin = async () => {
  const rig = await createBindRig();
  stop = rig.stop;
  const storage = await failingStorage(rig.db);
  const board = rig.bindable();
  const over = async () => {
    const lane = await rig.lane((each) => each.state !== 'ready' && ended(each));
    await rig.bench.idle();
    return lane;
  };
  /** Plugs the board and lets the whole plan run. */
  const run = async () => {
    rig.plug(board);
    const lane = await rig.lane(({ state }) => state === 'ready' || state === 'failed');
    await rig.bench.idle();
    if (lane.state === 'failed') return lane;
    await rig.bench.handle({ kind: 'start', lane: lane.id });
    return over();
  };
  const retry = async (lane: LaneView) => {
    await rig.bench.handle({ kind: 'retry', lane: lane.id });
    const again = await rig.lane((each) => each.state === 'ready' || ended(each));
    await rig.bench.idle();
    if (again.state !== 'ready') return again;
    await rig.bench.handle({ kind: 'start', lane: again.id });
    return over();
  };
  /** Lines in which a license was sent. */
  const sent = () =>
    rig.events
      .flatMap((event) => (event.kind === 'log' ? event.lines : []))
      .filter(({ text, sent: ours }) => ours && text.startsWith('auth uuid')).length;
  const troubles = () => rig.events.flatMap((event) => (event.kind === 'trouble' ? [event.problem] : []));
  return { rig, storage, board, run, retry, sent, troubles };
};

/** Of the licenses, those that are with a board, as `uuid state`. */
const given = async (bench: Awaited<ReturnType<typeof begin>>) =>
  (await listLicenses(bench.rig.db)).filter(({ mac }) => mac).map(({ uuid, state }) => `${uuid.slice(-1)} ${state}`);

interface Case {
  /** The write that is refused, as `failingStorage` names it. */
  write: string;
  nth?: number;
  state: LaneView['state'];
  problem?: { code: string; done?: string };
  /** Of the license, in the ledger. */
  ledger: readonly string[];
  /** Times that the board was sent a license until then. */
  sent: number;
}

const cases: readonly Case[] = [
  { write: 'devices', state: 'failed', problem: { code: 'storage.failed' }, ledger: [], sent: 0 },
  { write: 'unfinished', state: 'failed', problem: { code: 'storage.failed' }, ledger: [], sent: 0 },
  {
    write: 'unfinished delete',
    state: 'failed',
    problem: { code: 'storage.not-noted', done: 'flashed' },
    ledger: [],
    sent: 0,
  },
  // The firmware was written by then; no license went out.
  {
    write: 'licenses reserved',
    state: 'failed',
    problem: { code: 'storage.not-noted', done: 'flashed' },
    ledger: [],
    sent: 0,
  },
  {
    write: 'licenses doubtful',
    state: 'failed',
    problem: { code: 'storage.not-noted', done: 'flashed' },
    ledger: ['1 reserved'],
    sent: 0,
  },
  {
    write: 'licenses written',
    state: 'doubtful',
    problem: { code: 'storage.not-noted', done: 'license-accepted' },
    ledger: ['1 doubtful'],
    sent: 1,
  },
  {
    write: 'licenses verified',
    state: 'doubtful',
    problem: { code: 'storage.not-noted', done: 'license-verified' },
    ledger: ['1 written'],
    sent: 1,
  },
  {
    write: 'devices',
    nth: 3,
    state: 'failed',
    problem: { code: 'storage.not-noted', done: 'bound' },
    ledger: ['1 verified'],
    sent: 1,
  },
  { write: 'deviceKeys', state: 'proven', ledger: ['1 verified'], sent: 1 },
  { write: 'dpHistory', state: 'proven', ledger: ['1 verified'], sent: 1 },
  { write: 'runs', state: 'proven', ledger: ['1 verified'], sent: 1 },
];

/** Which number the write will have: the writes of a run are always the same. */
const order = [
  'adapters',
  'devices',
  // Before the first byte.
  'unfinished',
  'adapters',
  'unfinished delete',
  'licenses reserved',
  'licenses doubtful',
  'licenses written',
  // Which license it has, for a device page to know its board by.
  'devices',
  'licenses verified',
  'devices',
  'deviceKeys',
  'dpHistory',
  'dpHistory',
  'runs',
];
const numberOf = ({ write, nth = 1 }: Case): number =>
  order.flatMap((each, at) => (each === write ? [at] : []))[nth - 1] ?? -1;

it('names every write of a run', { timeout: 60_000 }, async () => {
  const bench = await begin();
  const lane = await bench.run();
  expect(lane.problem).toBeUndefined();
  expect(bench.storage.writes.map(({ what }) => what)).toEqual(order);
});

describe.each([
  ['once', 1],
  ['from then on', Number.POSITIVE_INFINITY],
])('refused %s', (_, count) => {
  it.each(cases)('$write $nth', { timeout: 60_000 }, async (each) => {
    const bench = await begin();
    bench.storage.failFrom(numberOf(each), count);
    const lane = await bench.run();
    const { problem } = lane;
    expect({ state: lane.state, problem: problem && { code: problem.code, done: problem.details.done } }).toEqual({
      state: each.state,
      problem: each.problem && { code: each.problem.code, done: each.problem.done },
    });
    expect(bench.sent()).toBe(each.sent);
    // What was set aside and not used is given back where storage takes that, and stays with its board otherwise.
    const unused = each.ledger.join() === '1 reserved' && count === 1 ? [] : each.ledger;
    expect(await given(bench)).toEqual(unused);
    if (each.write === 'deviceKeys') {
      expect(lane.keysNotKept).toBe(true);
      expect(lane.evidence.some(({ fact }) => fact?.code === 'keys-not-kept')).toBe(true);
    } else expect(lane.keysNotKept).toBeUndefined();
    const lost = bench.troubles().map(({ details }) => details.done);
    const runLost = each.write !== 'devices' || each.nth === 3 ? count > 1 || each.write === 'runs' : false;
    expect(lost.includes('run')).toBe(runLost);
    expect((await listRuns(bench.rig.db)).length).toBe(runLost || (each.write === 'devices' && !each.nth) ? 0 : 1);

    // With storage again the same board goes on with the same license, and nothing is sent or paired twice.
    bench.storage.heal();
    const pairings = bench.rig.emulated.state.tokens.length;
    if (each.state !== 'proven') {
      const again = await bench.retry(lane);
      expect([again.state, again.problem]).toEqual(['proven', undefined]);
      if (lane.license && each.sent > 0) expect(again.license?.uuid).toBe(lane.license.uuid);
    }
    expect(bench.sent()).toBe(1);
    if (each.problem?.done === 'bound') {
      expect(bench.rig.emulated.state.tokens.length).toBe(pairings);
      expect((await listDevices(bench.rig.db))[0]?.device?.deviceId).toBe(
        bench.rig.emulated.state.devices[0]?.deviceId,
      );
      expect(await listDeviceKeys(bench.rig.db)).toHaveLength(1);
    }
    if (count > 1) return;
    // Another board is never given the license of the first.
    const next = bench.rig.bindable();
    bench.rig.plug(next);
    const ready = await bench.rig.lane((at) => at.state === 'ready' && at.chip?.mac === next.board.mac);
    await bench.rig.bench.handle({ kind: 'start', lane: ready.id });
    const second = await bench.rig.lane((at) => at.id === ready.id && at.state !== 'ready' && ended(at));
    expect(second.problem).toBeUndefined();
    const rows = (await listLicenses(bench.rig.db)).filter(({ mac }) => mac);
    expect(new Set(rows.map(({ mac }) => mac)).size).toBe(rows.length);
    expect(rows.map(({ state }) => state)).not.toContain('reserved');
    expect(second.license?.uuid).not.toBe(lane.license?.uuid);
  });
});

it.each([1, 2])(
  'what an adapter taught is not kept (%i): the run does not suffer',
  { timeout: 60_000 },
  async (nth) => {
    const bench = await begin();
    const adapters = order.flatMap((what, at) => (what === 'adapters' ? [at] : []));
    bench.storage.failFrom(adapters[nth - 1]!, 1);
    const lane = await bench.run();
    expect([lane.state, lane.problem]).toEqual(['proven', undefined]);
    expect(bench.troubles()).toEqual([]);
  },
);

it('gone while the license is on its way', { timeout: 60_000 }, async () => {
  const bench = await begin();
  const sending = (lane: LaneView) => lane.stations.some(({ fact }) => fact?.code === 'sending');
  void bench.rig.lane(sending).then(() => bench.storage.close());
  const lane = await bench.run();
  expect(lane.problem).toMatchObject({ code: 'storage.not-noted', details: { done: 'license-accepted' } });
  expect(lane.state).toBe('doubtful');
  // What cannot be done now is said, and does not take the words of the lane away.
  expect(bench.troubles().map(({ details }) => details.done)).toEqual(['set-aside', 'run']);
  bench.storage.heal();
  expect(await given(bench)).toEqual(['1 doubtful']);
  expect((await bench.retry(lane)).state).toBe('proven');
  expect(await given(bench)).toEqual(['1 verified']);
  expect(bench.sent()).toBe(1);
});
