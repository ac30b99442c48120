/** A license that was met on a board, before its place in the flash is written over (issue 8, section 1). */
import { afterEach, expect, it, vi } from 'vitest';
import { keepFoundLicense } from '../../src/records/license-found';
import { importLicenses } from '../../src/records/license-import';
import { licenseOfUuid, listLicenses, openLicense } from '../../src/records/license-questions';
import { adoptLicense, markSending, markVerified, reserveLicense } from '../../src/records/licenses';
import { importFree, license, macA, macB, newDisk } from './bench';

let disk = newDisk();
afterEach(() => {
  vi.unstubAllGlobals();
  disk.closeAll();
  disk = newDisk();
});

const found = (n: number, more = {}) => ({ license: license(n), mac: macA, virtual: false, now: 50, ...more });
const shelf = async (db: ReturnType<typeof disk.tab>) =>
  (await listLicenses(db)).map(({ uuid, state, mac }) => [Number(uuid.slice(-3)), state, mac]);

it('of nobody here: becomes this board’s, sealed, behind all others', async () => {
  const db = disk.tab();
  await importFree(db, 2);
  expect(await keepFoundLicense(db, found(9))).toBe('kept');
  expect(await shelf(db)).toEqual([
    [1, 'free', undefined],
    [2, 'free', undefined],
    [9, 'written', macA],
  ]);
  expect(await openLicense(db, license(9).uuid)).toEqual(license(9));
  const [first, , row] = await db.licenses.orderBy('order').toArray();
  expect(row).toMatchObject({ owner: macA, batch: macA, at: 50, virtual: false, order: (first?.order ?? 0) + 2 });
  expect(row?.history).toEqual([{ at: 50, state: 'written', why: 'found-on-board', mac: macA }]);
  // Nobody else is given it, and the board is given it again.
  const back = await reserveLicense(db, { mac: macA, run: 'r1', virtual: false, now: 60, boardHasNone: true });
  expect(back.uuid).toBe(license(9).uuid);
});

it('is the first row of an empty ledger', async () => {
  const db = disk.tab();
  expect(await keepFoundLicense(db, found(1))).toBe('kept');
  expect((await db.licenses.toArray()).map(({ order }) => order)).toEqual([1]);
});

it('of nobody here, on a board that has one of its own: is spent, and the own one stays', async () => {
  const db = disk.tab();
  await importFree(db, 1);
  await adoptLicense(db, { uuid: license(1).uuid, mac: macA, now: 1 });
  expect(await keepFoundLicense(db, found(9))).toBe('elsewhere');
  expect(await shelf(db)).toEqual([
    [1, 'written', macA],
    [9, 'spent', macA],
  ]);
});

it('free in the ledger: is adopted', async () => {
  const db = disk.tab();
  await importFree(db, 1);
  expect(await keepFoundLicense(db, found(1))).toBe('kept');
  expect((await licenseOfUuid(db, license(1).uuid))?.history.at(-1)).toMatchObject({
    state: 'written',
    why: 'adopted',
  });
});

it('in doubt for this board: is found', async () => {
  const db = disk.tab();
  await importFree(db, 1);
  await reserveLicense(db, { mac: macA, run: 'r1', virtual: false, now: 1 });
  await markSending(db, { uuid: license(1).uuid, mac: macA, run: 'r1', now: 2 });
  expect(await keepFoundLicense(db, found(1))).toBe('kept');
  expect((await licenseOfUuid(db, license(1).uuid))?.history.at(-1)).toMatchObject({ why: 'found-on-board' });
});

it('written or verified for this board: stays as it is', async () => {
  const db = disk.tab();
  await importFree(db, 1);
  await adoptLicense(db, { uuid: license(1).uuid, mac: macA, now: 1 });
  const before = await licenseOfUuid(db, license(1).uuid);
  expect(await keepFoundLicense(db, found(1))).toBe('kept');
  expect(await licenseOfUuid(db, license(1).uuid)).toEqual(before);
  await markVerified(db, { uuid: license(1).uuid, mac: macA, now: 2 });
  expect(await keepFoundLicense(db, found(1))).toBe('kept');
  expect((await licenseOfUuid(db, license(1).uuid))?.state).toBe('verified');
});

it.each([
  ['with another AuthKey', { license: { ...license(1), authKey: license(7).authKey } }],
  ['for the other kind of boards', { virtual: true }],
  ['that cannot be one', { license: { ...license(1), authKey: 'short' } }],
])('%s: nothing is changed', async (_, more) => {
  const db = disk.tab();
  await importFree(db, 1);
  expect(await keepFoundLicense(db, found(1, more))).toBe('elsewhere');
  expect(await shelf(db)).toEqual([[1, 'free', undefined]]);
});

it('of another board, or beside one of its own: nothing is taken from a board', async () => {
  const db = disk.tab();
  await importFree(db, 2);
  await adoptLicense(db, { uuid: license(1).uuid, mac: macB, now: 1 });
  expect(await keepFoundLicense(db, found(1))).toBe('elsewhere');
  expect(await keepFoundLicense(db, found(2, { mac: macB }))).toBe('elsewhere');
  expect(await shelf(db)).toEqual([
    [1, 'written', macB],
    [2, 'free', undefined],
  ]);
});

it.each([
  ['is adopted as it came', {}, 'kept', 'written'],
  ['stays as it came when its AuthKey differs', { authKey: license(7).authKey }, 'elsewhere', 'free'],
] as const)('of nobody here, and brought in by another tab meanwhile: %s', async (_, more, answer, state) => {
  const [db, other] = [disk.tab(), disk.tab()];
  let first = true;
  // The other tab has its turn at the ledger just before this one.
  const request = async (_name: string, work: () => Promise<unknown>) => {
    if (first) {
      first = false;
      const rows = [{ license: { ...license(1), ...more } }];
      await importLicenses(other, { rows, batch: 'order', virtual: false, now: 1 });
    }
    return work();
  };
  vi.stubGlobal('navigator', { locks: { request } });
  expect(await keepFoundLicense(db, found(1))).toBe(answer);
  expect(await listLicenses(db)).toMatchObject([{ uuid: license(1).uuid, state, batch: 'order' }]);
  expect(await openLicense(db, license(1).uuid)).toEqual({ ...license(1), ...more });
});
