/** Edges of the ledger that no walk along it touches: reasons, indexes, numbers, and what is not there. */
import { afterEach, expect, it } from 'vitest';
import type { BenchDatabase } from '../../src/records/database';
import { importLicenses } from '../../src/records/license-import';
import {
  countLicenses,
  isOurKey,
  licenseOfMac,
  licenseOfUuid,
  listBatches,
  listLicenses,
  openLicense,
  openLicenses,
} from '../../src/records/license-questions';
import {
  adoptLicense,
  giveUpLicense,
  hasFreeLicense,
  markAccepted,
  markFoundOnBoard,
  markNotEqual,
  markSending,
  markVerified,
  releaseUnsent,
  reserveLicense,
} from '../../src/records/licenses';
import { importFree, license, macA, macB, newDisk } from './bench';

let disk = newDisk();
afterEach(() => {
  disk.closeAll();
  disk = newDisk();
});

const reserve = (db: BenchDatabase, mac: string, run: string, more = {}) =>
  reserveLicense(db, { mac, run, virtual: false, now: 2000, ...more });
const lastOf = ({ history }: { history: readonly { why: string }[] }) => history.at(-1)?.why;

it('says which batch had none, and names no batch where any would have done', async () => {
  const db = disk.tab();
  const detailsOf = (batch?: string) =>
    reserve(db, macA, 'r1', { ...(batch && { batch }) }).catch((fault: { details: object }) => fault.details);
  expect(Object.entries(await detailsOf())).toEqual([]);
  expect(await detailsOf('Tuesday')).toEqual({ batch: 'Tuesday' });
});

it('says why a license comes back to its board: it was only set aside, or it was not found on it', async () => {
  const db = disk.tab();
  await importFree(db, 1);
  await reserve(db, macA, 'r1');
  expect(lastOf(await reserve(db, macA, 'r2', { boardHasNone: true }))).toBe('set-aside');
  expect(lastOf(await reserve(db, macA, 'r3'))).toBe('set-aside');
  await markSending(db, { uuid: license(1).uuid, mac: macA, run: 'r3', now: 3 });
  expect(lastOf(await reserve(db, macA, 'r4', { boardHasNone: true }))).toBe('not-on-board');
  // It was out once: reserved again and looked for again, it is again not there.
  expect(lastOf(await reserve(db, macA, 'r5', { boardHasNone: true }))).toBe('not-on-board');
  expect(lastOf(await reserve(db, macA, 'r6'))).toBe('set-aside');
});

it('lets storage itself refuse a second license for one MAC', async () => {
  const db = disk.tab();
  await importFree(db, 2);
  await reserve(db, macA, 'r1');
  const [first, second] = await Promise.all([1, 2].map((n) => db.licenses.get(license(n).uuid)));
  expect(first?.owner).toBe(macA);
  expect(second?.owner).toBeUndefined();
  if (!first || !second) throw new Error('no rows');
  await expect(db.licenses.put({ ...second, mac: macA, state: 'reserved', owner: macA })).rejects.toThrow();
  await giveUpLicense(db, { uuid: first.uuid, now: 3 });
  expect((await db.licenses.get(first.uuid))?.owner).toBeUndefined();
});

it.each([
  ['sending', (db: BenchDatabase, uuid: string) => markSending(db, { uuid, mac: macA, run: 'r1', now: 1 })],
  ['accepted', (db: BenchDatabase, uuid: string) => markAccepted(db, { uuid, mac: macA, now: 1 })],
  ['verified', (db: BenchDatabase, uuid: string) => markVerified(db, { uuid, mac: macA, now: 1 })],
  ['found', (db: BenchDatabase, uuid: string) => markFoundOnBoard(db, { uuid, mac: macA, now: 1 })],
  ['not equal', (db: BenchDatabase, uuid: string) => markNotEqual(db, { uuid, mac: macA, now: 1 })],
  ['adopted', (db: BenchDatabase, uuid: string) => adoptLicense(db, { uuid, mac: macA, now: 1 })],
  ['given up', (db: BenchDatabase, uuid: string) => giveUpLicense(db, { uuid, now: 1 })],
])('a license that is not there is not %s', async (_, change) => {
  const db = disk.tab();
  await expect(change(db, 'nobody')).rejects.toMatchObject({
    code: 'unexpected',
    details: { reason: 'no such license', uuid: 'nobody' },
  });
});

it('sends only what this run holds for this board', async () => {
  const db = disk.tab();
  await importFree(db, 1);
  const { uuid } = await reserve(db, macA, 'r1');
  for (const [mac, run] of [
    [macA, 'r2'],
    [macB, 'r1'],
  ] as const)
    await expect(markSending(db, { uuid, mac, run, now: 1 })).rejects.toMatchObject({
      code: 'unexpected',
      details: { reason: 'license not held by this run', uuid, from: 'reserved' },
    });
  expect((await licenseOfUuid(db, uuid))?.state).toBe('reserved');
});

it('takes a row or a pair in an import once, and names the row that is none', async () => {
  const db = disk.tab();
  const bring = (...rows: { license: ReturnType<typeof license>; sheetRow?: number }[]) =>
    importLicenses(db, { rows, batch: 'sheet', virtual: false, now: 1 });
  await expect(bring({ license: license(1) }, { license: license(1) })).rejects.toMatchObject({
    details: { reason: 'one license twice in an import', uuid: license(1).uuid },
  });
  const bad = { ...license(2), authKey: 'short' };
  await expect(bring({ license: license(1) }, { license: bad })).rejects.toMatchObject({
    details: { reason: 'auth-key-length', row: 2 },
  });
  await expect(bring({ license: bad, sheetRow: 17 })).rejects.toMatchObject({ details: { row: 17 } });
  expect(await listLicenses(db)).toEqual([]);
});

it('answers for what is not there, and for another AuthKey', async () => {
  const db = disk.tab();
  await importFree(db, 1);
  expect(await licenseOfMac(db, macA, false)).toBeUndefined();
  expect(await licenseOfUuid(db, 'nobody')).toBeUndefined();
  expect(await isOurKey(db, license(2))).toBe(false);
  expect(await isOurKey(db, { ...license(1), authKey: license(2).authKey })).toBe(false);
  expect(await isOurKey(db, license(1))).toBe(true);
  await expect(openLicense(db, 'nobody')).rejects.toMatchObject({
    code: 'storage.failed',
    details: { reason: 'no such license', uuid: 'nobody' },
  });
  expect(await openLicense(db, license(1).uuid)).toEqual(license(1));
});

it('lists, counts and opens by kind, state, batch and page', async () => {
  const db = disk.tab();
  await importFree(db, 3, 'A');
  await importFree(db, 2, 'B', false, 10);
  await importFree(db, 1, 'A', true, 20);
  await reserve(db, macA, 'r1', { batch: 'B' });
  const uuids = async (filter: Parameters<typeof listLicenses>[1]) =>
    (await listLicenses(db, filter)).map(({ uuid }) => Number(uuid.slice(-3)));
  expect(await uuids({})).toEqual([1, 2, 3, 10, 11, 20]);
  expect(await uuids({ virtual: true })).toEqual([20]);
  expect(await uuids({ virtual: false })).toEqual([1, 2, 3, 10, 11]);
  expect(await uuids({ state: 'reserved' })).toEqual([10]);
  expect(await uuids({ batch: 'B' })).toEqual([10, 11]);
  expect(await uuids({ virtual: false, offset: 1, limit: 2 })).toEqual([2, 3]);
  expect(await countLicenses(db, false)).toEqual({
    free: 4,
    reserved: 1,
    doubtful: 0,
    written: 0,
    verified: 0,
    spent: 0,
  });
  expect(await countLicenses(db, true)).toMatchObject({ free: 1 });
  const none = { free: 0, reserved: 0, doubtful: 0, written: 0, verified: 0, spent: 0 };
  expect(await listBatches(db)).toEqual([
    { batch: 'A', virtual: false, counts: { ...none, free: 3 } },
    { batch: 'B', virtual: false, counts: { ...none, free: 1, reserved: 1 } },
    { batch: 'A', virtual: true, counts: { ...none, free: 1 } },
  ]);
  expect(await openLicenses(db, { batch: 'A', virtual: true })).toMatchObject([
    { row: { uuid: license(20).uuid }, authKey: license(20).authKey },
  ]);
  // What only storage needs stays there.
  const [row] = await listLicenses(db);
  expect(Object.keys(row ?? {})).not.toEqual(expect.arrayContaining(['sealed']));
  for (const inner of ['sealed', 'shelf', 'order', 'owner']) expect(row).not.toHaveProperty(inner);
  expect(await hasFreeLicense(db, false)).toBe(true);
  expect(await hasFreeLicense(db, false, 'C')).toBe(false);
  expect(await hasFreeLicense(db, true, 'B')).toBe(false);
});

it('leaves what was never this run’s', async () => {
  const db = disk.tab();
  await importFree(db, 2);
  await reserve(db, macA, 'r1');
  await reserve(db, macB, 'r2');
  expect((await releaseUnsent(db, { run: 'r1', now: 9 })).map(({ state }) => state)).toEqual(['free']);
  expect((await licenseOfMac(db, macB, false))?.state).toBe('reserved');
});
