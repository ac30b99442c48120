/**
 * One-time memory on a virtual T5AI, from the plan to the ledger: the whole run, a power cut in the middle of the write,
 * a board that prints nothing, one that came with a license (authorize-cli, sections 2 and 5).
 */
import { expect, test } from 'vitest';
import type { BoardHabits } from '../../../src/model/board-habits';
import type { LaneView, Plan } from '../../../src/model/run';
import { listLicenses } from '../../../src/records/license-questions';
import type { BenchCommand } from '../../../src/steps/run/messages';
import { demoFirmware } from '../../../src/virtual/board/demo-firmware';
import { createRig, ended, madeUp, newDatabase, stockImage, stockLicenses } from '../rig';

const plan: Partial<Plan> = { otp: true, pair: false, activate: false, control: false };

const it = test.extend<{ begin: (habits?: BoardHabits) => ReturnType<typeof beginWith> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names of the fixtures from this pattern
  begin: async ({}, use) => {
    const stops: (() => Promise<void>)[] = [];
    await use(async (habits) => {
      const begun = await beginWith(habits);
      stops.push(begun.rig.stop);
      return begun;
    });
    for (const stop of stops) await stop();
  },
}).concurrent;

const beginWith = async (habits: BoardHabits = {}) => {
  const rig = await createRig(newDatabase(), plan);
  await stockLicenses(rig.db, 2);
  await stockImage(rig.db, demoFirmware('t5ai'), 't5ai');
  const made = rig.makeBoard('t5ai', habits);
  rig.plug(made);
  const ready = await rig.lane(({ state }) => state === 'ready');
  const act = async (command: BenchCommand) => {
    const before = rig.lanes.get(ready.id)?.runId;
    await rig.bench.handle(command);
    return rig.lane((lane) => lane.runId !== before && ended(lane));
  };
  const start = () => act({ kind: 'start', lane: ready.id });
  const say = (instead: Extract<BenchCommand, { kind: 'retry' }>['instead']) =>
    act({ kind: 'retry', lane: ready.id, from: 'license', instead });
  const rows = async () =>
    (await listLicenses(rig.db)).filter(({ mac }) => mac).map(({ uuid, state, place }) => [uuid, state, place]);
  return { rig, made, ready, start, say, rows };
};

const codes = (lane: LaneView) => lane.evidence.flatMap(({ fact }) => (fact ? [fact.code] : []));
const uuid = madeUp(1).uuid;

it('asks, writes, proves it twice, and finds it again when all of the flash is new', async ({ begin }) => {
  const { made, start, say, rows, rig, ready } = await begin();
  const asked = await start();
  expect([asked.state, asked.problem?.code]).toEqual(['yours', 'license.otp-confirm']);
  expect(asked.problem?.details).toEqual({ mac: made.board.mac });
  expect(await rows()).toEqual([]);
  const done = await say('into-otp');
  expect(done.problem).toBeUndefined();
  expect(done.onBoard).toMatchObject({ kind: 'has', uuid, place: 'otp', ledger: 'ours' });
  expect(await rows()).toEqual([[uuid, 'verified', 'otp']]);

  // Everything but the radio's sector: the license is not in the flash.
  made.board.flash.erase(0, 0x7fe000);
  const again = await start();
  expect(again.problem).toBeUndefined();
  expect(codes(again)).toContain('already-has-it');
  expect(await rows()).toEqual([[uuid, 'verified', 'otp']]);
  expect(JSON.stringify([rig.events, ready])).not.toContain(madeUp(1).authKey);
});

it('may still go into the flash by a word, which then holds for the board', async ({ begin }) => {
  const { start, say, rows } = await begin();
  await start();
  const done = await say('into-flash');
  expect(done.state).toBe('proven');
  expect(await rows()).toEqual([[uuid, 'verified', 'kv']]);
});

it('believes what is read where nothing is printed', async ({ begin }) => {
  const { start, say, rows } = await begin({ quietOtp: true });
  await start();
  const done = await say('into-otp');
  expect(done.problem).toBeUndefined();
  expect(await rows()).toEqual([[uuid, 'verified', 'otp']]);
});

it('gives the one license to the flash where a power cut has spoiled the memory', async ({ begin }) => {
  const { start, say, rows } = await begin({ powerLossInOtp: true });
  await start();
  const broken = await say('into-otp');
  // Written to again, refused by the memory, and read as empty each time.
  expect([broken.state, broken.problem?.code]).toEqual(['yours', 'license.otp-failed']);
  expect(await rows()).toEqual([[uuid, 'reserved', undefined]]);
  const done = await say('into-flash');
  expect(done.problem).toBeUndefined();
  expect(await rows()).toEqual([[uuid, 'verified', 'kv']]);
});

it('has done it where the power went before the answer', async ({ begin }) => {
  const { start, say, rows } = await begin({ powerLossAfterAuth: true });
  await start();
  const done = await say('into-otp');
  expect(done.problem).toBeUndefined();
  expect(await rows()).toEqual([[uuid, 'verified', 'otp']]);
});

it('goes on by reading where the cable was pulled in the middle of it', async ({ begin }) => {
  const { rig, made, start, say, rows } = await begin();
  await start();
  const sending = rig.lane((lane) => codes(lane).includes('sending'));
  const broken = say('into-otp');
  await sending;
  rig.unplug(made);
  expect(await broken).toMatchObject({ state: 'doubtful' });
  expect(await rows()).toEqual([[uuid, 'doubtful', 'otp']]);
  const again = rig.replug(made);
  const lane = await rig.lane((seen) => seen.port.id === again.seen.id && ended(seen));
  // Either it is there, and proved; or it is not, and nobody burns it without being asked for it once more.
  if (lane.state === 'proven') expect(await rows()).toEqual([[uuid, 'verified', 'otp']]);
  else {
    expect(lane.problem?.code).toMatch(/^license\.otp-confirm$/);
    expect((await rows()).map(([of]) => of)).toEqual([uuid]);
  }
});

it('leaves alone a board that came with a license in it', async ({ begin }) => {
  const theirs = madeUp(99);
  const { start, say, rows, made } = await begin({ otpOnly: theirs });
  const asked = await start();
  expect([asked.state, asked.problem?.code, asked.problem?.details]).toEqual([
    'yours',
    'license.conflict',
    { mac: made.board.mac, found: theirs.uuid, otp: 1 },
  ]);
  const kept = await say('keep-theirs');
  expect(kept.problem).toBeUndefined();
  expect(kept.onBoard).toMatchObject({ uuid: theirs.uuid, place: 'otp' });
  expect(await rows()).toEqual([]);
});

it.for<[string, BoardHabits]>([
  ['a noisy log', { noisyLogMs: 10 }],
  ['a slow adapter', { slowAdapter: true }],
])('comes to the same end with %s', async ([, habits], { begin }) => {
  const { start, say, rows } = await begin(habits);
  await start();
  expect((await say('into-otp')).problem).toBeUndefined();
  expect(await rows()).toEqual([[uuid, 'verified', 'otp']]);
});
