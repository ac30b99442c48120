/**
 * The license stations against a console that answers as the document says: what no virtual board does by habit, and
 * what must never be called written, or bound to a MAC that is none (authorize-cli, sections 2 and 5).
 */
import { beforeEach, expect, it, vi } from 'vitest';
import type { License } from '../../../src/model/license';
import type { DecisionInput } from '../../../src/model/license-decision';
import type { BenchError } from '../../../src/model/problem';
import type { BenchDatabase } from '../../../src/records/database';
import { licenseOfUuid, listLicenses } from '../../../src/records/license-questions';
import { adoptLicense, markAccepted, markSending, reserveLicense } from '../../../src/records/licenses';
import type { Learned } from '../../../src/steps/run/step';
import { license as licenseStation } from '../../../src/steps/stations/license';
import { verify } from '../../../src/steps/stations/verify';
import { failingStorage } from '../failing-storage';
import { madeUp, newDatabase, stockLicenses } from '../rig';
import { contextOf, shellOf, thisRun } from '../talking-shell';

const decided = vi.hoisted(() => ({ inputs: [] as unknown[] }));
vi.mock('../../../src/model/license-decision', async (original) => {
  const real = await original<typeof import('../../../src/model/license-decision')>();
  const decide = (input: DecisionInput) => {
    decided.inputs.push(input);
    return real.decide(input);
  };
  return { ...real, decide };
});

const mac = 'A4:CF:12:00:00:01';
const run = thisRun;
const [first, second] = [madeUp(1), madeUp(2)] as [License, License];
const otherKey = { ...first, authKey: `${second.authKey.slice(0, -1)}x` };

const none = ['Authorization read failure.'];
const shown = ({ uuid, authKey }: License) => [uuid, authKey];

let db: BenchDatabase;
beforeEach(async () => {
  decided.inputs.length = 0;
  db = newDatabase();
  await stockLicenses(db, 3);
});

const problemOf = (work: Promise<unknown>): Promise<BenchError> =>
  work.then(
    () => Promise.reject(new Error('it was done')),
    (fault: unknown) => fault as BenchError,
  );

const taken = async () =>
  (await listLicenses(db)).filter(({ mac: of }) => of).map(({ uuid, state, mac: of }) => [uuid, state, of]);

it('binds nothing to a factory-default MAC, and puts no other MAC in its place', async () => {
  const heard: string[] = [];
  const shell = shellOf({ read_mac: ['mac: c8:47:8c:00:00:18'], 'auth-read': none }, heard);
  const context = contextOf(db, shell, { mac });
  expect((await problemOf(licenseStation.run(context))).code).toBe('license.factory-mac');
  expect(await taken()).toEqual([]);
  expect(context.learned.mac).toBe(mac);
  expect(heard.filter((command) => command.startsWith('auth '))).toEqual([]);
});

it('sends nothing before the intent is on disk', async () => {
  const heard: string[] = [];
  const stateWhenSent: string[] = [];
  const shell = shellOf(
    {
      read_mac: [`mac: ${mac}`],
      'auth-read': none,
      auth: async () => {
        stateWhenSent.push(...(await listLicenses(db)).map(({ state }) => state));
        return ['Authorization write succeeds.'];
      },
    },
    heard,
  );
  await licenseStation.run(contextOf(db, shell, { mac }));
  expect(stateWhenSent).toEqual(['doubtful', 'free', 'free']);
  expect(await taken()).toEqual([[first.uuid, 'written', mac]]);
});

it('sends nothing when the intent cannot be written down', async () => {
  const heard: string[] = [];
  const answers = { read_mac: [`mac: ${mac}`], 'auth-read': none, auth: ['Authorization write succeeds.'] };
  const storage = await failingStorage(db);
  storage.failFrom(1);
  expect((await problemOf(licenseStation.run(contextOf(db, shellOf(answers, heard), { mac })))).code).toBe(
    'storage.failed',
  );
  expect(storage.writes.map(({ what }) => what)).toEqual(['licenses reserved', 'licenses doubtful']);
  expect(heard.filter((command) => command.startsWith('auth '))).toEqual([]);
});

it.each(['Authorization write failure.', 'Authorization write to OTP failure.', 'words nobody knows'])(
  'holds a license for perhaps written after “%s”',
  async (answer) => {
    const shell = shellOf({ read_mac: [`mac: ${mac}`], 'auth-read': none, auth: [answer] });
    const context = contextOf(db, shell, { mac });
    expect(await problemOf(licenseStation.run(context))).toMatchObject({ code: 'license.doubtful' });
    expect(await taken()).toEqual([[first.uuid, 'doubtful', mac]]);
    expect(context.learned.deed).toBe('license-sent');
  },
);

it('keeps what the board refused with its board, and says so', async () => {
  const shell = shellOf({ read_mac: [`mac: ${mac}`], 'auth-read': none, auth: ['uuid length must be 16 or 20'] });
  const context = contextOf(db, shell, { mac });
  expect(await problemOf(licenseStation.run(context))).toMatchObject({
    code: 'license.refused',
    details: { uuid: first.uuid, reason: 'length' },
  });
  expect(await taken()).toEqual([[first.uuid, 'reserved', mac]]);
  expect(context.learned.deed).toBeUndefined();
});

const written = async (to: 'doubtful' | 'written') => {
  await reserveLicense(db, { mac, run, virtual: false, now: 1 });
  await markSending(db, { uuid: first.uuid, mac, run, now: 2 });
  if (to === 'written') await markAccepted(db, { uuid: first.uuid, mac, now: 3 });
};

it.each(['doubtful', 'written'] as const)(
  'does not take another AuthKey under its own UUID for the license it gave, %s',
  async (state) => {
    await written(state);
    const shell = shellOf({ read_mac: [`mac: ${mac}`], 'auth-read': shown(otherKey) });
    expect((await problemOf(licenseStation.run(contextOf(db, shell, { mac })))).code).toBe('license.conflict');
    expect(await taken()).toEqual([[first.uuid, state, mac]]);
    expect(decided.inputs).toMatchObject([{ boundKeyEqual: false, holderKeyEqual: false }]);
  },
);

it('knows its own license by UUID and AuthKey', async () => {
  await written('doubtful');
  const shell = shellOf({ read_mac: [`mac: ${mac}`], 'auth-read': shown(first) });
  const context = contextOf(db, shell, { mac });
  await licenseStation.run(context);
  expect(await taken()).toEqual([[first.uuid, 'written', mac]]);
  expect(context.learned.license).toEqual(first);
  expect(decided.inputs).toMatchObject([{ boundKeyEqual: true, holderKeyEqual: true }]);
});

/** The license was written: `learned` as the station before leaves it. */
const afterWriting = async (): Promise<Learned> => {
  await written('written');
  return { mac, license: first };
};

it.each([
  ['another license', shown(second), { code: 'license.not-equal', details: { round: 2, found: second.uuid } }],
  ['another AuthKey', shown(otherKey), { code: 'license.not-equal', details: { round: 2, found: first.uuid } }],
  ['nothing', none, { code: 'license.not-equal', details: { round: 2, found: '' } }],
  ['torn words', ['uuid'], { code: 'license.unreadable' }],
])('calls a board unequal that shows %s after the restart', async (_, after, problem) => {
  const learned = await afterWriting();
  const context = contextOf(db, shellOf({ 'auth-read': shown(first) }), learned, {
    booted: shellOf({ 'auth-read': after }),
  });
  expect(await problemOf(verify.run(context))).toMatchObject(problem);
  expect(await taken()).toEqual([[first.uuid, 'doubtful', mac]]);
  expect(context.lane.view.readBack?.round).toBe(after.length === 2 ? 2 : 1);
});

it.each([
  ['another license', shown(second)],
  ['another AuthKey', shown(otherKey)],
])('calls a board unequal that shows %s at once, and does not restart it', async (_, before) => {
  const learned = await afterWriting();
  const again: string[] = [];
  const context = contextOf(db, shellOf({ 'auth-read': before }), learned, { booted: shellOf({}, again) });
  expect(await problemOf(verify.run(context))).toMatchObject({ code: 'license.not-equal', details: { round: 1 } });
  expect(again).toEqual([]);
  expect(await taken()).toEqual([[first.uuid, 'doubtful', mac]]);
});

it('calls verified what was equal twice, and of the key tells equalities alone', async () => {
  const context = contextOf(db, shellOf({ 'auth-read': shown(first) }), await afterWriting());
  await verify.run(context);
  expect(await taken()).toEqual([[first.uuid, 'verified', mac]]);
  expect(context.lane.view.readBack).toEqual({
    round: 2,
    intendedUuid: first.uuid,
    storedUuid: first.uuid,
    keyEqual: Array(32).fill(true),
  });
  expect(context.lane.view.onBoard).toMatchObject({ kind: 'has', uuid: first.uuid, ledger: 'ours' });
});

it('verifies what it wrote to a board that kept another license in the run before', async () => {
  const answers = { read_mac: [`mac: ${mac}`], 'auth-read': none, auth: ['Authorization write succeeds.'] };
  const learned = { mac, license: madeUp(9), theirs: true };
  await licenseStation.run(contextOf(db, shellOf(answers), learned));
  await verify.run(contextOf(db, shellOf({ 'auth-read': shown(first) }), learned));
  expect(await taken()).toEqual([[first.uuid, 'verified', mac]]);
});

it('verifies nothing in the ledger for a license that is not this ledger’s to call', async () => {
  const theirs = { ...madeUp(9) };
  const context = contextOf(db, shellOf({ 'auth-read': shown(theirs) }), { mac, license: theirs, theirs: true });
  await verify.run(context);
  expect(await taken()).toEqual([]);
});

it('adopts a free license that the board shows already, and sends nothing', async () => {
  const heard: string[] = [];
  const shell = shellOf({ read_mac: [`mac: ${mac}`], 'auth-read': shown(second) }, heard);
  await licenseStation.run(contextOf(db, shell, { mac }));
  expect(await taken()).toEqual([[second.uuid, 'written', mac]]);
  expect(heard.filter((command) => command.startsWith('auth '))).toEqual([]);
});

it('never adopts for a second board what a first one has', async () => {
  await adoptLicense(db, { uuid: second.uuid, mac, now: 1 });
  const other = 'A4:CF:12:00:00:02';
  const shell = shellOf({ read_mac: [`mac: ${other}`], 'auth-read': shown(second) });
  expect((await problemOf(licenseStation.run(contextOf(db, shell, { mac: other })))).code).toBe('license.duplicate');
  expect((await licenseOfUuid(db, second.uuid))?.mac).toBe(mac);
});
