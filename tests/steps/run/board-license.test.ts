/** What was read from a board, held against the ledger (authorize-cli, section 5): no station, no console. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { DeviceLicense, License } from '../../../src/model/license';
import type { BenchDatabase } from '../../../src/records/database';
import { licenseOfUuid } from '../../../src/records/license-questions';
import {
  adoptLicense,
  giveUpLicense,
  markAccepted,
  markSending,
  markVerified,
  reserveLicense,
} from '../../../src/records/licenses';
import {
  decideFor,
  decideFromView,
  licenseOnBoard,
  questionDetails,
  settleDoubt,
} from '../../../src/steps/run/board-license';
import { failingStorage } from '../failing-storage';
import { madeUp, newDatabase, stockLicenses } from '../rig';

const mac = 'A4:CF:12:00:00:01';
const other = 'A4:CF:12:00:00:02';
const [first, second] = [madeUp(1), madeUp(2)] as [License, License];
const otherKey = { ...first, authKey: madeUp(7).authKey };
const stranger = { uuid: 'uuidtheirs0000000001', authKey: madeUp(8).authKey };
const valid = (license: License): DeviceLicense => ({ kind: 'valid', license });

let db: BenchDatabase;
beforeEach(async () => {
  db = newDatabase();
  await stockLicenses(db, 2);
});

/** The first license on its way to the board, as far as this. */
const bring = async (to: 'reserved' | 'doubtful' | 'written' | 'verified' | 'spent') => {
  const { uuid } = await reserveLicense(db, { mac, run: 'r1', virtual: false, now: 1 });
  if (to === 'reserved') return;
  await markSending(db, { uuid, mac, run: 'r1', now: 2 });
  if (to === 'doubtful') return;
  if (to === 'spent') return giveUpLicense(db, { uuid, now: 3 });
  await markAccepted(db, { uuid, mac, now: 3 });
  if (to === 'verified') await markVerified(db, { uuid, mac, now: 4 });
};

describe('a board that shows the license it was given', () => {
  it.each(['reserved', 'doubtful'] as const)('ends the doubt of a %s one', async (state) => {
    await bring(state);
    await settleDoubt(db, { mac, device: valid(first), virtual: false }, 9);
    const row = await licenseOfUuid(db, first.uuid);
    expect(row).toMatchObject({ state: 'written', mac, at: 9 });
    expect(row?.history.at(-1)).toMatchObject({ why: 'found-on-board' });
  });

  it.each(['written', 'verified', 'spent'] as const)('changes nothing of a %s one', async (state) => {
    await bring(state);
    const before = await licenseOfUuid(db, first.uuid);
    await settleDoubt(db, { mac, device: valid(first), virtual: false }, 9);
    expect(await licenseOfUuid(db, first.uuid)).toEqual(before);
  });

  it.each([
    ['another license', { mac, device: valid(second) }],
    ['another AuthKey', { mac, device: valid(otherKey) }],
    ['none', { mac, device: { kind: 'none' } as const }],
    ['nothing readable', { mac, device: { kind: 'unknown', why: 'malformed' } as const }],
    ['its license under another MAC', { mac: other, device: valid(first) }],
    ['its license and no MAC', { device: valid(first) }],
    ['a virtual one', { mac, device: valid(first), virtual: true }],
  ])('but %s proves nothing', async (_, read) => {
    await bring('doubtful');
    await settleDoubt(db, { virtual: false, ...read }, 9);
    expect(await licenseOfUuid(db, first.uuid)).toMatchObject({ state: 'doubtful', at: 2 });
    expect(await licenseOfUuid(db, second.uuid)).toMatchObject({ state: 'free' });
  });

  it('is not taken for proven before the ledger has noted it', async () => {
    await bring('doubtful');
    (await failingStorage(db)).failFrom(0);
    await expect(settleDoubt(db, { mac, device: valid(first), virtual: false }, 9)).rejects.toMatchObject({
      code: 'storage.failed',
    });
  });
});

describe('what a lane shows of a license', () => {
  const seen = (license: License, of: string | undefined = mac) =>
    licenseOnBoard(db, { ...(of && { mac: of }), device: valid(license), virtual: false });

  it('is whose it is, and never its key', async () => {
    const has = { kind: 'has', uuid: first.uuid };
    expect(await seen(first)).toEqual({ ...has, ledger: 'ours' });
    expect(await seen(otherKey)).toEqual({ ...has, ledger: 'ours', keyDiffers: true });
    await adoptLicense(db, { uuid: first.uuid, mac, now: 1 });
    expect(await seen(first)).toEqual({ ...has, ledger: 'ours' });
    expect(await seen(first, other)).toEqual({ ...has, ledger: 'other-board' });
    expect(await seen(otherKey, other)).toEqual({ ...has, ledger: 'other-board', keyDiffers: true });
    expect(await seen(stranger)).toEqual({ kind: 'has', uuid: stranger.uuid, ledger: 'not-in-ledger' });
  });

  it.each([{ kind: 'none' }, { kind: 'unknown', why: 'silence' }] as const)(
    'is as it was read: $kind',
    async (device) => {
      expect(await licenseOnBoard(db, { mac, device, virtual: false })).toEqual(device);
    },
  );
});

describe('the decision from what a lane shows', () => {
  /** Both ways to the table must come out alike. */
  const both = async (device: DeviceLicense, more: { batch?: string; virtual?: boolean } = {}) => {
    const read = { mac, virtual: false, ...more };
    const onBoard = await licenseOnBoard(db, { ...read, device });
    const fromView = await decideFromView(db, { ...read, onBoard });
    expect(fromView).toEqual(await decideFor(db, { ...read, device }));
    return fromView;
  };

  it.each([undefined, 'silence'] as const)('is none while nobody could ask the board: %s', async (why) => {
    expect(
      await decideFromView(db, { mac, onBoard: { kind: 'unknown', ...(why && { why }) }, virtual: false }),
    ).toBeUndefined();
  });

  it('is to stop for a board without a MAC, whatever it holds', async () => {
    for (const device of [valid(first), { kind: 'none' } as const])
      expect(await decideFor(db, { device, virtual: false })).toMatchObject({ code: 'license.no-mac' });
  });

  it('is to ask when the answer could not be read', async () => {
    expect(await both({ kind: 'unknown', why: 'malformed' })).toMatchObject({ code: 'license.unreadable' });
  });

  it('of an empty board: its own again, else a free one, else none', async () => {
    expect(await both({ kind: 'none' })).toEqual({ kind: 'take-free', row: 5 });
    expect(await decideFromView(db, { mac, virtual: false })).toEqual({ kind: 'take-free', row: 5 });
    expect(await both({ kind: 'none' }, { batch: 'gone' })).toMatchObject({ code: 'license.none-free' });
    expect(await both({ kind: 'none' }, { virtual: true })).toMatchObject({ code: 'license.none-free' });
    await bring('written');
    expect(await both({ kind: 'none' })).toEqual({ kind: 'write-same-again', row: 4, uuid: first.uuid });
  });

  it('of a licensed board: its own, one to adopt, a stranger, another key, another board’s', async () => {
    expect(await both(valid(first))).toEqual({ kind: 'adopt', row: 7, uuid: first.uuid });
    expect(await both(valid(otherKey))).toMatchObject({ row: 6, code: 'license.conflict' });
    expect(await both(valid(stranger))).toMatchObject({ code: 'license.foreign' });
    await adoptLicense(db, { uuid: second.uuid, mac: other, now: 1 });
    expect(await both(valid(second))).toMatchObject({ code: 'license.duplicate' });
    await bring('written');
    expect(await both(valid(first))).toEqual({ kind: 'nothing-to-write', row: 3, uuid: first.uuid });
    expect(await both(valid(otherKey))).toMatchObject({ row: 6, code: 'license.conflict' });
    expect(await both(valid(stranger))).toMatchObject({ row: 6, code: 'license.conflict' });
  });
});

it('names in a question what the ledger has for the board, and whose the found license is', async () => {
  const detailsOf = async (found: string) => Object.entries(await questionDetails(db, { mac, found, virtual: false }));
  const plain = (found: string) => [
    ['mac', mac],
    ['found', found],
  ];
  expect(await detailsOf('')).toEqual(plain(''));
  expect(await detailsOf(second.uuid)).toEqual(plain(second.uuid));
  await adoptLicense(db, { uuid: first.uuid, mac, now: 1 });
  expect(await detailsOf(first.uuid)).toEqual(plain(first.uuid));
  expect(await detailsOf('')).toEqual([...plain(''), ['expected', first.uuid]]);
  await adoptLicense(db, { uuid: second.uuid, mac: other, now: 1 });
  expect(await detailsOf(second.uuid)).toEqual([...plain(second.uuid), ['expected', first.uuid], ['owner', other]]);
});
