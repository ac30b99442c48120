import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BenchDatabase } from '../../src/records/database';
import { keepFoundLicense } from '../../src/records/license-found';
import { importLicenses } from '../../src/records/license-import';
import { licenseOfMac, licenseOfUuid, listLicenses, openLicense } from '../../src/records/license-questions';
import { adoptLicense, releaseUnsent, reserveLicense } from '../../src/records/licenses';
import { madeUp, newDatabase } from '../steps/rig';

// A license whose place in the flash is about to be written over is this board's before (authorize-cli, section 5:
// "a device whose MAC already has a row gets that row again, never a fresh one").

const mac = 'A4:CF:12:0A:0B:0C';
const other = 'A4:CF:12:0A:0B:0D';
const found = madeUp(9);

let db: BenchDatabase;
beforeEach(() => {
  db = newDatabase();
});
afterEach(() => db.close());

const keep = (license = found, of = mac, virtual = false) =>
  keepFoundLicense(db, { license, mac: of, virtual, now: 5 });
const stock = (...licenses: { uuid: string; authKey: string }[]) =>
  importLicenses(db, { rows: licenses.map((license) => ({ license })), batch: 'order', virtual: false, now: 1 });

describe('a license found on a board', () => {
  it('that nobody knew is from then on its own, key and all, and is written to it again', async () => {
    await stock(madeUp(1));
    expect(await keep()).toBe('kept');
    expect(await licenseOfUuid(db, found.uuid)).toMatchObject({ state: 'written', mac });
    expect(await openLicense(db, found.uuid)).toEqual(found);
    const again = await reserveLicense(db, { mac, run: 'r', virtual: false, now: 6, boardHasNone: true });
    expect(again.uuid).toBe(found.uuid);
    await releaseUnsent(db, { run: 'r', now: 7 });
    expect(await licenseOfUuid(db, found.uuid)).toMatchObject({ state: 'reserved', mac });
  });

  it('is kept once, however often it is found', async () => {
    await keep();
    await keep();
    expect(await listLicenses(db)).toHaveLength(1);
  });

  it('that was free is taken from the free ones', async () => {
    await stock(found, madeUp(2));
    expect(await keep()).toBe('kept');
    expect(await listLicenses(db, { state: 'free' })).toHaveLength(1);
    expect(await licenseOfMac(db, mac, false)).toMatchObject({ uuid: found.uuid, state: 'written' });
  });

  it('of another board stays that board’s', async () => {
    await stock(found);
    await adoptLicense(db, { uuid: found.uuid, mac: other, now: 2 });
    expect(await keep()).toBe('elsewhere');
    expect(await licenseOfUuid(db, found.uuid)).toMatchObject({ mac: other });
  });

  it('with another key than the ledger has changes nothing', async () => {
    await stock({ ...found, authKey: madeUp(8).authKey });
    expect(await keep()).toBe('elsewhere');
    expect(await licenseOfUuid(db, found.uuid)).toMatchObject({ state: 'free' });
  });

  it('on a board that has one already is noted down as used, and never free', async () => {
    await stock(madeUp(1));
    await adoptLicense(db, { uuid: madeUp(1).uuid, mac, now: 2 });
    expect(await keep()).toBe('elsewhere');
    expect(await licenseOfUuid(db, found.uuid)).toMatchObject({ state: 'spent', mac });
    expect(await licenseOfMac(db, mac, false)).toMatchObject({ uuid: madeUp(1).uuid });
  });

  it('for boards of the other kind is left alone', async () => {
    await stock(found);
    expect(await keep(found, mac, true)).toBe('elsewhere');
    expect(await licenseOfUuid(db, found.uuid)).toMatchObject({ state: 'free', virtual: false });
  });

  it('that is none is not taken down', async () => {
    expect(await keep({ ...found, authKey: 'short' })).toBe('elsewhere');
    expect(await listLicenses(db)).toEqual([]);
  });
});
