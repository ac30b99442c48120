/** What the license stations tell and note on their way, and where they stop (authorize-cli, section 5). */
import { beforeEach, expect, it } from 'vitest';
import type { License } from '../../../src/model/license';
import { BenchError } from '../../../src/model/problem';
import type { BenchDatabase } from '../../../src/records/database';
import { importLicenses } from '../../../src/records/license-import';
import { listLicenses } from '../../../src/records/license-questions';
import { markAccepted, markSending, markVerified, reserveLicense } from '../../../src/records/licenses';
import { firstPlan } from '../../../src/steps/bench/bench-view';
import type { RunContext } from '../../../src/steps/run/step';
import { license as licenseStation } from '../../../src/steps/stations/license';
import { verify } from '../../../src/steps/stations/verify';
import { failingStorage } from '../failing-storage';
import { madeUp, newDatabase, stockLicenses } from '../rig';
import { contextOf, shellOf, thisRun } from '../talking-shell';

const mac = 'A4:CF:12:00:00:01';
const first = madeUp(1) as License;
const none = ['Authorization read failure.'];
const yes = ['Authorization write succeeds.'];
const blank = { read_mac: [`mac: ${mac}`], 'auth-read': none, auth: yes };

let db: BenchDatabase;
beforeEach(async () => {
  db = newDatabase();
  await stockLicenses(db, 2);
});

const factsOf = ({ lane }: RunContext) => lane.view.evidence.flatMap(({ fact }) => (fact ? [fact.code] : []));
const problemOf = (work: Promise<unknown>): Promise<BenchError> =>
  work.then(
    () => Promise.reject(new Error('it was done')),
    (fault: unknown) => fault as BenchError,
  );
const rows = async () =>
  (await listLicenses(db)).filter(({ mac: of }) => of).map(({ uuid, state }) => [uuid, state] as const);

it('tells each step of a writing, and holds what it wrote for the reading back', async () => {
  const context = contextOf(db, shellOf(blank), { mac });
  await licenseStation.run(context);
  expect(factsOf(context)).toEqual(['set-aside', 'sending', 'accepted']);
  expect(context.lane.view.license).toEqual({ uuid: first.uuid, batch: 'order' });
  expect(context.learned).toMatchObject({ license: first, mac, deed: 'license-accepted' });
  await verify.run(
    contextOf(db, shellOf({ 'auth-read': [first.uuid, first.authKey] }), context.learned, { lane: context.lane }),
  );
  expect(factsOf(context)).toEqual([
    'set-aside',
    'sending',
    'accepted',
    'reading-back',
    'restarting',
    'read-back-once',
    'read-back-twice',
  ]);
  expect(context.learned.deed).toBe('license-verified');
});

it('takes the MAC of the loader where the firmware cannot tell its own, and stops without any', async () => {
  const mute = { ...blank, read_mac: ['No command or file name'] };
  expect(await problemOf(licenseStation.run(contextOf(db, shellOf(mute))))).toMatchObject({
    code: 'license.no-mac',
    details: { mac: '', found: '' },
  });
  expect(await rows()).toEqual([]);
  await licenseStation.run(contextOf(db, shellOf(mute), { mac }));
  expect((await listLicenses(db))[0]?.mac).toBe(mac);
});

it('takes the firmware’s own word for the MAC before that of the loader', async () => {
  const context = contextOf(db, shellOf(blank), { mac: 'A4:CF:12:00:00:77' });
  await licenseStation.run(context);
  expect((await listLicenses(db))[0]?.mac).toBe(mac);
  expect(context.learned.mac).toBe(mac);
});

it.each([
  [false, 'second', 'uuidother00000000001'],
  [true, 'second', undefined],
])('takes a real board’s license from the batch of the plan alone: virtual %s', async (virtual, batch, uuid) => {
  const other = { uuid: 'uuidother00000000001', authKey: madeUp(5).authKey };
  await importLicenses(db, { rows: [{ license: other }], batch, virtual: false, now: 1 });
  const context = contextOf(db, shellOf(blank), { mac }, { virtual, plan: { ...firstPlan, batch } });
  const end = licenseStation.run(context);
  if (uuid) {
    await end;
    expect(context.lane.view.license).toEqual({ uuid, batch });
    // Of a batch that has no more there is none, whatever the others have.
    const next = contextOf(db, shellOf({ ...blank, read_mac: ['mac: A4:CF:12:00:00:02'] }), {}, { plan: context.plan });
    expect(await problemOf(licenseStation.run(next))).toMatchObject({
      code: 'license.none-free',
      // Known before anything is set aside.
      details: { mac: 'A4:CF:12:00:00:02', found: '' },
    });
  } else expect((await problemOf(end)).code).toBe('license.none-free');
});

it('gives a virtual board one of its own kind, whatever batch the plan names for real ones', async () => {
  const demo = { uuid: 'uuiddemo000000000001', authKey: madeUp(6).authKey };
  await importLicenses(db, { rows: [{ license: demo }], batch: 'demo', virtual: true, now: 1 });
  const context = contextOf(db, shellOf(blank), { mac }, { virtual: true, plan: { ...firstPlan, batch: 'order' } });
  await licenseStation.run(context);
  expect(context.lane.view.license).toEqual({ uuid: demo.uuid, batch: 'demo' });
});

it('leaves alone what another run holds for a board of the same MAC', async () => {
  await reserveLicense(db, { mac, run: 'run-2', virtual: false, now: 1 });
  const context = contextOf(db, shellOf(blank), { mac }, { liveRuns: async () => [thisRun, 'run-2'] });
  expect((await problemOf(licenseStation.run(context))).code).toBe('license.duplicate');
  expect((await listLicenses(db))[0]?.run).toBe('run-2');
});

it('sends nothing any more when it was stopped before', async () => {
  const heard: string[] = [];
  const stop = new AbortController();
  const context = contextOf(db, shellOf(blank, heard), { mac }, { signal: stop.signal });
  const { fact } = context.lane;
  context.lane.fact = (...told) => {
    fact(...told);
    if (told[1] === 'set-aside') stop.abort(new BenchError('cancelled'));
  };
  expect((await problemOf(licenseStation.run(context))).code).toBe('cancelled');
  expect(heard.filter((command) => command.startsWith('auth '))).toEqual([]);
  expect(await rows()).toEqual([[first.uuid, 'reserved']]);
});

it.each([
  ['the line is lost', false, 'port.lost'],
  ['a person stops it', true, 'cancelled'],
])('leaves the license in doubt when %s while it is sent, and says by what', async (_, stopped, reason) => {
  const stop = new AbortController();
  const auth = () => {
    if (stopped) stop.abort(new BenchError('cancelled'));
    throw new BenchError('port.lost');
  };
  const context = contextOf(db, shellOf({ ...blank, auth }), { mac }, { signal: stop.signal });
  expect(await problemOf(licenseStation.run(context))).toMatchObject({
    code: 'license.doubtful',
    details: { uuid: first.uuid, reason, sentAt: expect.any(Number) },
  });
  expect(factsOf(context)).toEqual(['set-aside', 'sending', 'sent-no-answer']);
  expect(await rows()).toEqual([[first.uuid, 'doubtful']]);
});

it('says that a board took its license when the ledger cannot note it, and not before', async () => {
  const storage = await failingStorage(db);
  storage.failFrom(2);
  const context = contextOf(db, shellOf(blank), { mac });
  expect((await problemOf(licenseStation.run(context))).code).toBe('storage.failed');
  expect(context.learned.deed).toBe('license-accepted');
  expect(factsOf(context)).toEqual(['set-aside', 'sending']);
});

it('says that a board refused its license when the ledger cannot note that', async () => {
  const storage = await failingStorage(db);
  storage.failFrom(2);
  const context = contextOf(db, shellOf({ ...blank, auth: ['Use like: auth'] }), { mac });
  expect(await problemOf(licenseStation.run(context))).toMatchObject({
    code: 'storage.not-noted',
    details: { done: 'license-refused', uuid: first.uuid, refusal: 'usage' },
  });
});

it('says that what was read back is unequal when the ledger cannot note that', async () => {
  await reserveLicense(db, { mac, run: thisRun, virtual: false, now: 1 });
  await markSending(db, { uuid: first.uuid, mac, run: thisRun, now: 2 });
  await markAccepted(db, { uuid: first.uuid, mac, now: 3 });
  const storage = await failingStorage(db);
  storage.failFrom(0);
  const context = contextOf(db, shellOf({ 'auth-read': none }), { mac, license: first });
  expect(await problemOf(verify.run(context))).toMatchObject({
    code: 'storage.not-noted',
    details: { done: 'license-not-equal', uuid: first.uuid },
  });
});

it('wakes the restarted board, gives it its log back, and is done only when the ledger has noted it', async () => {
  await reserveLicense(db, { mac, run: thisRun, virtual: false, now: 1 });
  await markSending(db, { uuid: first.uuid, mac, run: thisRun, now: 2 });
  await markAccepted(db, { uuid: first.uuid, mac, now: 3 });
  const storage = await failingStorage(db);
  storage.failFrom(0);
  const done: string[] = [];
  const read = () => {
    done.push('read');
    return [first.uuid, first.authKey];
  };
  const shell = shellOf({ 'auth-read': read });
  const slow = (what: string) => async () => {
    await Promise.resolve();
    done.push(what);
  };
  const booted = { ...shell, wake: slow('awake'), restoreLog: slow('log on') };
  const context = contextOf(db, shell, { mac, license: first }, { booted });
  expect((await problemOf(verify.run(context))).code).toBe('storage.failed');
  expect(done).toEqual(['read', 'awake', 'read', 'log on']);
  expect(context.learned.deed).toBe('license-verified');
});

it('says unequal of a license that is verified here, or nobody’s here, and changes no row by it', async () => {
  await reserveLicense(db, { mac, run: thisRun, virtual: false, now: 1 });
  await markSending(db, { uuid: first.uuid, mac, run: thisRun, now: 2 });
  await markAccepted(db, { uuid: first.uuid, mac, now: 3 });
  await markVerified(db, { uuid: first.uuid, mac, now: 4 });
  for (const license of [first, madeUp(9)]) {
    const context = contextOf(db, shellOf({ 'auth-read': none }), { mac, license });
    expect(await problemOf(verify.run(context))).toMatchObject({ code: 'license.not-equal', details: { round: 1 } });
  }
  expect(await rows()).toEqual([[first.uuid, 'verified']]);
});

it('takes a license that a board of this bench shows again for what it is', async () => {
  await reserveLicense(db, { mac, run: thisRun, virtual: false, now: 1 });
  await markSending(db, { uuid: first.uuid, mac, run: thisRun, now: 2 });
  const context = contextOf(db, shellOf({ ...blank, 'auth-read': [first.uuid, first.authKey] }), { mac });
  await licenseStation.run(context);
  expect(factsOf(context)).toEqual(['already-has-it']);
  expect(await rows()).toEqual([[first.uuid, 'written']]);
  expect(context.lane.view.license?.uuid).toBe(first.uuid);
});

it('tells that it adopted a license it found', async () => {
  const context = contextOf(db, shellOf({ ...blank, 'auth-read': [first.uuid, first.authKey] }), { mac });
  await licenseStation.run(context);
  expect(factsOf(context)).toEqual(['adopted']);
  expect(context.learned.license).toEqual(first);
});

it('takes its own license for its own, and an unreadable one for unreadable, whatever a person answered', async () => {
  const answer = 'keep-theirs';
  const torn = contextOf(db, shellOf({ ...blank, 'auth-read': ['torn'] }), { mac }, { answer });
  expect(await problemOf(licenseStation.run(torn))).toMatchObject({
    code: 'license.unreadable',
    details: { mac, found: '', why: 'malformed' },
  });
  const own = contextOf(db, shellOf({ ...blank, 'auth-read': [first.uuid, first.authKey] }), { mac }, { answer });
  await licenseStation.run(own);
  expect(own.learned.theirs).toBeUndefined();
  expect(factsOf(own)).toEqual(['adopted']);
  expect(await rows()).toEqual([[first.uuid, 'written']]);
});

it('asks before it keeps a license of nobody here, and keeps it on a word, noting nothing', async () => {
  const theirs = { uuid: 'uuidtheirs0000000001', authKey: madeUp(7).authKey };
  const shell = shellOf({ ...blank, 'auth-read': [theirs.uuid, theirs.authKey] });
  const question = await problemOf(licenseStation.run(contextOf(db, shell, { mac })));
  expect(question.code).toBe('license.foreign');
  expect(Object.entries(question.details).sort()).toEqual([
    ['found', theirs.uuid],
    ['mac', mac],
  ]);
  const context = contextOf(db, shell, { mac }, { answer: 'keep-theirs' });
  await licenseStation.run(context);
  expect(factsOf(context)).toEqual(['kept-theirs']);
  expect(context.learned).toMatchObject({ license: theirs, theirs: true });
  expect(await rows()).toEqual([]);
});

/** Of a sheet that marks it as used and names no board (authorize-cli, section 5, row 7). */
const halfUsed = { uuid: 'uuidhalfused00000001', authKey: madeUp(8).authKey };
const showsHalfUsed = { ...blank, 'auth-read': [halfUsed.uuid, halfUsed.authKey] };
const stockHalfUsed = () =>
  importLicenses(db, {
    rows: [{ license: halfUsed, spent: 'sheet-status', sheet: { status: 'DONE' } }],
    batch: 'order',
    virtual: false,
    now: 1,
  });

it('asks before it binds a license that another tool had half used, and binds it on a word', async () => {
  await stockHalfUsed();
  const shell = shellOf(showsHalfUsed);
  expect((await problemOf(licenseStation.run(contextOf(db, shell, { mac })))).code).toBe('license.half-used');
  expect(await rows()).toEqual([]);
  const context = contextOf(db, shell, { mac }, { answer: 'keep-theirs' });
  await licenseStation.run(context);
  expect(factsOf(context)).toEqual(['kept-theirs']);
  expect(context.learned.license).toEqual(halfUsed);
  expect(context.learned.theirs).toBeUndefined();
  expect(await rows()).toEqual([[halfUsed.uuid, 'written']]);
});

it.each(['kept a half used license', 'adopted a license', 'found its own one'])(
  'does not say that it %s before the ledger has it',
  async (what) => {
    await stockHalfUsed();
    const half = what.includes('half');
    if (what.includes('own')) {
      await reserveLicense(db, { mac, run: thisRun, virtual: false, now: 1 });
      await markSending(db, { uuid: first.uuid, mac, run: thisRun, now: 2 });
    }
    const storage = await failingStorage(db);
    storage.failFrom(0);
    const shown = half ? showsHalfUsed : { ...blank, 'auth-read': [first.uuid, first.authKey] };
    const context = contextOf(db, shellOf(shown), { mac }, half ? { answer: 'keep-theirs' } : {});
    expect((await problemOf(licenseStation.run(context))).code).toBe('storage.failed');
    expect(factsOf(context)).toEqual([]);
  },
);
