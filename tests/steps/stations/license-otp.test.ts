/**
 * One-time memory against a console that answers as the document says (authorize-cli, section 2 "OTP", section 5 rows 2
 * and 13): what is asked before anything is decided, what is never sent twice, and where the ledger says a license stands.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import type { ChipId } from '../../../src/model/chip';
import type { License } from '../../../src/model/license';
import { BenchError } from '../../../src/model/problem';
import type { BenchDatabase } from '../../../src/records/database';
import { listLicenses } from '../../../src/records/license-questions';
import { adoptLicense } from '../../../src/records/licenses';
import { firstPlan } from '../../../src/steps/bench/bench-view';
import type { RunContext } from '../../../src/steps/run/step';
import { license as licenseStation } from '../../../src/steps/stations/license';
import { verify } from '../../../src/steps/stations/verify';
import { madeUp, newDatabase, stockLicenses } from '../rig';
import { contextOf, shellOf } from '../talking-shell';

const mac = 'A4:CF:12:00:00:01';
const otherMac = 'A4:CF:12:00:00:02';
const [first, second] = [madeUp(1), madeUp(2)] as [License, License];
const foreign: License = { uuid: 'uuidfromelsewhere001', authKey: 'ELSEWHEREabcdefghijklmnopqrstuvw' };
const none = ['Authorization read failure.'];
const shown = ({ uuid, authKey }: License) => [uuid, authKey];
const succeeded = ['Authorization write to OTP Succeeds.'];

let db: BenchDatabase;
let heard: string[];
beforeEach(async () => {
  heard = [];
  db = newDatabase();
  await stockLicenses(db, 3);
});

type Lines = readonly string[];
type Said = Lines | (() => Lines | Promise<Lines>);

interface Board {
  /** Of `auth-read`, of `auth-read 1` and of `auth`, in turn; the last one goes on. */
  flash?: Lines[];
  otp?: Said[];
  auth?: Said[];
  mac?: string;
}

/** A board whose stores answer one after the other. */
const shellWith = (board: Board) => {
  const next = (list: Said[]) => {
    const said = list.length > 1 ? list.shift()! : list[0]!;
    return typeof said === 'function' ? said() : said;
  };
  const { flash = [none], otp = [none], auth = [succeeded] } = board;
  return shellOf(
    {
      read_mac: [`mac: ${board.mac ?? mac}`],
      'auth-read': (command) => next(command === 'auth-read 1' ? otp : flash),
      auth: () => next(auth),
    },
    heard,
  );
};

const silence = () => Promise.reject(new BenchError('console.silent'));

const contextWith = (board: Board, more: Partial<RunContext> = {}, chip: ChipId = 't5ai'): RunContext => {
  const plan = { ...firstPlan, otp: true };
  const context = contextOf(db, shellWith(board), { mac, otpAsked: mac }, { plan, answer: 'into-otp', ...more });
  context.lane.set({ chip: { chip } });
  return context;
};

const problemOf = (work: Promise<unknown>): Promise<BenchError> =>
  work.then(
    () => Promise.reject(new Error('it was done')),
    (fault: unknown) => fault as BenchError,
  );

const sent = () => heard.filter((command) => command.startsWith('auth '));
const taken = async () =>
  (await listLicenses(db))
    .filter(({ state }) => state !== 'free')
    .map(({ uuid, state, mac: of, place }) => [uuid, state, of, place]);

describe('before anything is decided', () => {
  it('a T5AI is asked for its one-time memory, an ESP32 is not', async () => {
    await licenseStation.run(contextWith({ auth: [['Authorization write succeeds.']] }, { plan: firstPlan }));
    expect(heard).toEqual(['read_mac', 'auth-read', 'auth-read 1', `auth ${first.uuid} ${first.authKey}`]);
    heard.length = 0;
    const esp = contextWith({ mac: otherMac, auth: [['Authorization write succeeds.']] }, {}, 'esp32');
    await licenseStation.run(esp);
    expect(heard).toEqual(['read_mac', 'auth-read', `auth ${second.uuid} ${second.authKey}`]);
    expect(await taken()).toEqual([
      [first.uuid, 'written', mac, 'kv'],
      [second.uuid, 'written', otherMac, 'kv'],
    ]);
  });

  it('a person is asked for each board, with nothing set aside and nothing sent', async () => {
    const context = contextWith({}, { answer: undefined });
    const problem = await problemOf(licenseStation.run(context));
    expect([problem.code, problem.details]).toEqual(['license.otp-confirm', { mac }]);
    expect(context.learned.otpAsked).toBe(mac);
    expect(sent()).toEqual([]);
    expect(await taken()).toEqual([]);
  });

  it.each([
    ['for another board', { otpAsked: otherMac }],
    ['that nobody was asked for', {}],
  ])('a yes %s is none', async (_, learned) => {
    const context = contextWith({});
    context.learned = learned;
    expect((await problemOf(licenseStation.run(context))).code).toBe('license.otp-confirm');
    expect(sent()).toEqual([]);
  });

  it('a yes is used up by the run it was said for', async () => {
    const context = contextWith({ otp: [none, silence], auth: [[]] });
    expect((await problemOf(licenseStation.run(context))).code).toBe('license.doubtful');
    heard.length = 0;
    expect((await problemOf(licenseStation.run(contextWith({}, { learned: context.learned })))).code).toBe(
      'license.otp-confirm',
    );
    expect(sent()).toEqual([]);
  });

  it('a factory default MAC stops the run', async () => {
    const context = contextWith({ mac: 'C8:47:8C:00:00:18' });
    expect((await problemOf(licenseStation.run(context))).code).toBe('license.factory-mac');
    expect(sent()).toEqual([]);
    expect(await taken()).toEqual([]);
  });

  it.each([
    ['silence', silence],
    ['a torn pair', () => ['uuidrig00000', 'RIGKEY1abc']],
    ['no line', () => []],
  ])('%s is not "no license"', async (_, said) => {
    expect((await problemOf(licenseStation.run(contextWith({ otp: [said] })))).code).toBe('license.unreadable');
    expect(sent()).toEqual([]);
    expect(await taken()).toEqual([]);
  });

  it('firmware without one-time memory has none in it', async () => {
    const otp = [['OTP storage is only supported on T5 platform.']];
    const auth = [['Authorization write succeeds.']];
    await licenseStation.run(contextWith({ otp, auth }, { plan: firstPlan }));
    expect(await taken()).toEqual([[first.uuid, 'written', mac, 'kv']]);
  });
});

describe('writing for good', () => {
  const yes = `auth ${first.uuid} ${first.authKey} 1`;

  it('is noted as begun before the first byte, and as done where it was done', async () => {
    const whenSent: unknown[] = [];
    const auth = [
      async () => {
        whenSent.push(...(await taken()));
        return succeeded;
      },
    ];
    const context = contextWith({ auth });
    await licenseStation.run(context);
    expect(whenSent).toEqual([[first.uuid, 'doubtful', mac, 'otp']]);
    expect(await taken()).toEqual([[first.uuid, 'written', mac, 'otp']]);
    expect(sent()).toEqual([yes]);
  });

  it('is done where nothing is printed and the license is read there', async () => {
    await licenseStation.run(contextWith({ otp: [none, shown(first)], auth: [[]] }));
    expect(sent()).toEqual([yes]);
    expect(await taken()).toEqual([[first.uuid, 'written', mac, 'otp']]);
  });

  it('is tried three times at most, and only while it is read as empty', async () => {
    const problem = await problemOf(
      licenseStation.run(contextWith({ auth: [['Authorization write to OTP failure.']] })),
    );
    expect(problem.code).toBe('license.otp-failed');
    expect(sent()).toEqual([yes, yes, yes]);
    expect(await taken()).toEqual([[first.uuid, 'reserved', mac, undefined]]);
  });

  it('is done by the second try where the first left nothing', async () => {
    await licenseStation.run(contextWith({ auth: [['Authorization write to OTP failure.'], succeeded] }));
    expect(sent()).toEqual([yes, yes]);
    expect(await taken()).toEqual([[first.uuid, 'written', mac, 'otp']]);
  });

  it.each([
    ['stays silent afterwards', [none, silence], [silence]],
    ['tells a torn pair afterwards', [none, ['torn'], ['torn']], [[]]],
    ['holds another license afterwards', [none, shown(foreign)], [[]]],
  ])('of a board that %s is in doubt, and not sent again', async (_, otp, auth) => {
    const problem = await problemOf(licenseStation.run(contextWith({ otp, auth })));
    expect(problem.code).toBe('license.doubtful');
    expect(sent()).toEqual([yes]);
    expect(await taken()).toEqual([[first.uuid, 'doubtful', mac, 'otp']]);
  });

  it('by a cable that is pulled in it is in doubt', async () => {
    const lost = () => Promise.reject(new BenchError('port.lost'));
    expect((await problemOf(licenseStation.run(contextWith({ auth: [lost] })))).details).toMatchObject({
      reason: 'port.lost',
    });
    expect(await taken()).toEqual([[first.uuid, 'doubtful', mac, 'otp']]);
  });

  it('by firmware that does not know of it goes into the flash, and the ledger says so', async () => {
    const context = contextWith({ auth: [['Authorization write succeeds.']] });
    await licenseStation.run(context);
    expect(await taken()).toEqual([[first.uuid, 'written', mac, 'kv']]);
    expect(context.lane.view.stations[2]?.fact?.code).toBe('not-in-otp');
  });

  it('by firmware that refuses it leaves the license set aside for the board', async () => {
    const auth = [['OTP storage is only supported on T5 platform.']];
    const problem = await problemOf(licenseStation.run(contextWith({ auth })));
    expect([problem.code, problem.details.reason]).toEqual(['license.otp-failed', 'storage']);
    expect(await taken()).toEqual([[first.uuid, 'reserved', mac, undefined]]);
  });

  it('is proved by two readings, where the license stands', async () => {
    const context = contextWith({ otp: [none, shown(first)] });
    await licenseStation.run(context);
    await verify.run(context);
    expect(await taken()).toEqual([[first.uuid, 'verified', mac, 'otp']]);
    expect(context.lane.view.onBoard).toMatchObject({ kind: 'has', uuid: first.uuid, place: 'otp' });
  });
});

describe('a license that is there already', () => {
  it.each([
    ['in one-time memory', { flash: [none], otp: [shown(foreign)] }],
    ['in the flash', { flash: [shown(foreign)], otp: [none] }],
  ])("%s is never written over (row 13), and stays by a person's word", async (_, board) => {
    expect((await problemOf(licenseStation.run(contextWith(board)))).code).toBe('license.conflict');
    const context = contextWith(board, { answer: 'keep-theirs' });
    await licenseStation.run(context);
    expect(context.learned).toMatchObject({ license: foreign, theirs: true });
    expect(sent()).toEqual([]);
    expect(await taken()).toEqual([]);
  });

  it('in one-time memory of a foreign batch is asked about where the flash was meant (row 9)', async () => {
    const context = contextWith({ otp: [shown(foreign)] }, { plan: firstPlan });
    expect((await problemOf(licenseStation.run(context))).code).toBe('license.foreign');
    expect(sent()).toEqual([]);
  });

  it("in one-time memory and free in the ledger becomes that board's (row 7)", async () => {
    await licenseStation.run(contextWith({ otp: [shown(second)] }, { plan: firstPlan }));
    expect(sent()).toEqual([]);
    expect(await taken()).toEqual([[second.uuid, 'written', mac, 'otp']]);
  });

  it("kept by a person's word is no other board's from then on", async () => {
    await licenseStation.run(contextWith({ otp: [shown(second)] }, { answer: 'keep-theirs' }));
    expect(await taken()).toEqual([[second.uuid, 'written', mac, 'otp']]);
  });

  it("in one-time memory and another board's is a duplicate (row 8)", async () => {
    await adoptLicense(db, { uuid: second.uuid, mac: otherMac, now: 1 });
    const context = contextWith({ otp: [shown(second)] }, { plan: firstPlan });
    expect((await problemOf(licenseStation.run(context))).code).toBe('license.duplicate');
    expect(sent()).toEqual([]);
  });

  it('in the flash, with another of ours burned in, takes that one from the shelf', async () => {
    await adoptLicense(db, { uuid: second.uuid, mac, now: 1 });
    const context = contextWith({ flash: [shown(second)], otp: [shown(first)] }, { plan: firstPlan });
    await licenseStation.run(context);
    expect(sent()).toEqual([]);
    expect(await taken()).toEqual([
      [first.uuid, 'spent', mac, 'otp'],
      [second.uuid, 'written', mac, 'kv'],
    ]);
    expect(context.lane.view.evidence.some(({ fact }) => fact?.code === 'otp-holds-another')).toBe(true);
  });

  it('with the same UUID and another key takes nothing from the shelf', async () => {
    await adoptLicense(db, { uuid: second.uuid, mac, now: 1 });
    const wrong = { ...first, authKey: `${first.authKey.slice(0, -1)}x` };
    await licenseStation.run(contextWith({ flash: [shown(second)], otp: [shown(wrong)] }, { plan: firstPlan }));
    expect(await taken()).toEqual([[second.uuid, 'written', mac, 'kv']]);
  });
});
