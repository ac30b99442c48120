import { afterEach, describe, expect, it, vi } from 'vitest';
import { compareWithLedger, importLicenses } from '../../src/records/license-import';
import { countLicenses, licenseOfUuid, listLicenses, openLicense } from '../../src/records/license-questions';
import { adoptLicense, reserveLicense } from '../../src/records/licenses';
import { importFree, license, macA, macB, newDisk } from './bench';

let disk = newDisk();
afterEach(() => {
  disk.closeAll();
  disk = newDisk();
});

const work = { batch: 'again', virtual: false, now: 5000 };
const free = (n: number) => ({ license: license(n), sheetRow: n + 1 });
const used = (n: number, mac?: string) => ({
  ...free(n),
  spent: 'sheet-status' as const,
  sheet: { status: 'DONE' },
  mac,
});

describe('importing', () => {
  it('keeps what the sheet said', async () => {
    const db = disk.tab();
    const row = { ...used(1, macA), sheet: { status: 'DONE', mac: 'c8478ca1b2c3' }, extra: { Remark: 'shelf 3' } };
    expect(await importLicenses(db, { ...work, rows: [row, free(2)] })).toMatchObject({ free: 1, spent: 1 });
    expect(await licenseOfUuid(db, license(1).uuid)).toEqual({
      uuid: license(1).uuid,
      state: 'spent',
      batch: 'again',
      virtual: false,
      at: 5000,
      mac: macA,
      sheetRow: 2,
      sheet: { status: 'DONE', mac: 'c8478ca1b2c3' },
      extra: { Remark: 'shelf 3' },
      history: [{ at: 5000, state: 'spent', why: 'sheet-status', mac: macA }],
    });
    expect((await licenseOfUuid(db, license(2).uuid))?.history).toEqual([{ at: 5000, state: 'free', why: 'imported' }]);
    expect((await db.licenses.orderBy('order').toArray()).map(({ order }) => order)).toEqual([1, 2]);
  });

  it('takes two used rows with one MAC (authorize-cli, section 4: both kept as consumed)', async () => {
    const db = disk.tab();
    await importLicenses(db, { ...work, rows: [used(1, macA), used(2, macA)] });
    expect(await countLicenses(db, false)).toMatchObject({ spent: 2 });
  });

  // Issue: "nothing half imported".
  it('leaves nothing when a row in the middle fails', async () => {
    const db = disk.tab();
    await importFree(db, 1, 'before', false, 90);
    // As when another tab imports the same sheet between the look at the ledger and the writing.
    const look = vi.spyOn(db.licenses, 'bulkGet').mockImplementation((async (uuids: string[]) => {
      await importFree(disk.tab(), 1, 'other tab', false, 5);
      return uuids.map(() => undefined);
    }) as never);
    const rows = Array.from({ length: 9 }, (_, n) => free(n + 1));
    await expect(importLicenses(db, { ...work, rows })).rejects.toMatchObject({ code: 'storage.failed' });
    look.mockRestore();
    expect((await listLicenses(db)).map((row) => row.batch)).toEqual(['before', 'other tab']);
    expect(await importLicenses(db, { ...work, rows })).toMatchObject({
      free: 8,
      alreadyHere: [{ uuid: license(5).uuid }],
    });
  });

  it('gives up, and leaves nothing, while licenses come in from elsewhere again and again', async () => {
    const db = disk.tab();
    const real = db.licenses.bulkGet.bind(db.licenses);
    let others = 50;
    const look = vi.spyOn(db.licenses, 'bulkGet').mockImplementation((async (uuids: string[]) => {
      const seen = await real(uuids);
      await importFree(disk.tab(), 1, 'other tab', false, others++);
      return seen;
    }) as never);
    await expect(importLicenses(db, { ...work, rows: [free(1)] })).rejects.toMatchObject({
      code: 'storage.failed',
      details: { reason: 'licenses came in meanwhile' },
    });
    look.mockRestore();
    expect(await licenseOfUuid(db, license(1).uuid)).toBeUndefined();
  });

  it('leaves nothing when the same license comes twice', async () => {
    const db = disk.tab();
    await expect(importLicenses(db, { ...work, rows: [free(1), free(2), free(1)] })).rejects.toMatchObject({
      code: 'unexpected',
    });
    expect(await listLicenses(db)).toEqual([]);
  });

  it('leaves nothing when a row in the middle can be no license, and does not say what it was', async () => {
    const db = disk.tab();
    const bad = { license: { ...license(2), authKey: 'too-short-to-be-a-key' }, sheetRow: 3 };
    const fault = await importLicenses(db, { ...work, rows: [free(1), bad, free(3)] }).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 'unexpected', details: { reason: 'auth-key-length', row: 3 } });
    expect(JSON.stringify(fault)).not.toContain('too-short');
    expect(await listLicenses(db)).toEqual([]);
  });

  it('meets the ledger row by row, and the look tells the same as the import', async () => {
    const db = disk.tab();
    await importFree(db, 5);
    await importFree(db, 1, 'made up', true, 50);
    await adoptLicense(db, { uuid: license(3).uuid, mac: macA, now: 2 });
    const rows = [
      free(1),
      used(2, macB),
      used(3, macB),
      { license: { ...license(4), authKey: license(9).authKey }, sheetRow: 5 },
      used(7),
      free(8),
      free(50),
    ];
    const seen = await compareWithLedger(db, { rows, virtual: false });
    expect(await countLicenses(db, false)).toMatchObject({ free: 4 });
    expect(seen).toEqual({
      free: 1,
      spent: 1,
      alreadyHere: [{ uuid: license(1).uuid, sheetRow: 2, state: 'free' }],
      spentSince: [{ uuid: license(2).uuid, sheetRow: 3, state: 'free' }],
      refused: [
        { uuid: license(3).uuid, sheetRow: 4, state: 'written', why: 'mac-differs' },
        { uuid: license(4).uuid, sheetRow: 5, state: 'free', why: 'key-differs' },
        { uuid: license(50).uuid, sheetRow: 51, state: 'free', why: 'other-kind' },
      ],
    });
    expect(await importLicenses(db, { ...work, rows })).toEqual(seen);
    expect(await licenseOfUuid(db, license(2).uuid)).toMatchObject({
      state: 'spent',
      mac: macB,
      sheet: { status: 'DONE' },
    });
    expect(await licenseOfUuid(db, license(3).uuid)).toMatchObject({ state: 'written', mac: macA });
    expect(await openLicense(db, license(4).uuid)).toEqual(license(4));
    expect(await countLicenses(db, false)).toMatchObject({ free: 4, written: 1, spent: 2 });
  });

  it('does not spend what was set aside for a board since the sheet was looked at', async () => {
    const db = disk.tab();
    await importFree(db, 1);
    const real = db.licenses.bulkGet.bind(db.licenses);
    const look = vi.spyOn(db.licenses, 'bulkGet').mockImplementation((async (uuids: string[]) => {
      const seen = await real(uuids);
      await reserveLicense(disk.tab(), { mac: macA, run: 'r1', virtual: false, now: 3 });
      return seen;
    }) as never);
    await importLicenses(db, { ...work, rows: [used(1)] });
    look.mockRestore();
    expect(await licenseOfUuid(db, license(1).uuid)).toMatchObject({ state: 'reserved', mac: macA });
  });
});

describe('one AuthKey under two uuids', () => {
  const borrowed = (n: number, keyOf: number) => ({
    license: { uuid: license(n).uuid, authKey: license(keyOf).authKey },
    sheetRow: n + 1,
  });

  it('is not taken when the ledger has it under the other one, whatever became of that', async () => {
    const db = disk.tab();
    await importFree(db, 2);
    await importFree(db, 1, 'made up', true, 50);
    await adoptLicense(db, { uuid: license(2).uuid, mac: macA, now: 2 });
    const rows = [borrowed(7, 1), borrowed(8, 2), borrowed(9, 50), free(3)];
    const outcome = {
      free: 1,
      refused: [
        { uuid: license(7).uuid, sheetRow: 8, state: 'free', why: 'key-elsewhere' },
        { uuid: license(8).uuid, sheetRow: 9, state: 'written', why: 'key-elsewhere' },
        { uuid: license(9).uuid, sheetRow: 10, state: 'free', why: 'key-elsewhere' },
      ],
    };
    expect(await compareWithLedger(db, { rows, virtual: false })).toMatchObject(outcome);
    expect(await importLicenses(db, { ...work, rows })).toMatchObject(outcome);
    expect((await listLicenses(db)).map(({ uuid }) => uuid).sort()).toEqual(
      [1, 2, 3, 50].map((n) => license(n).uuid).sort(),
    );
  });

  it('is not taken either when it comes alone', async () => {
    const db = disk.tab();
    await importFree(db, 1);
    expect(await importLicenses(db, { ...work, rows: [borrowed(7, 1)] })).toMatchObject({
      free: 0,
      refused: [{ uuid: license(7).uuid, why: 'key-elsewhere' }],
    });
    expect(await listLicenses(db)).toHaveLength(1);
  });

  it('takes nothing of an import that holds it twice', async () => {
    const db = disk.tab();
    const fault = await importLicenses(db, { ...work, rows: [free(1), borrowed(2, 1)] }).catch(
      (error: unknown) => error,
    );
    expect(fault).toMatchObject({
      code: 'unexpected',
      details: { reason: 'one AuthKey under two uuids in an import', uuid: license(2).uuid },
    });
    expect(JSON.stringify(fault)).not.toContain(license(1).authKey);
    expect(await listLicenses(db)).toEqual([]);
  });

  it('is not taken either when another tab brings the other one in at the same time', async () => {
    const db = disk.tab();
    const real = db.licenses.toArray.bind(db.licenses);
    await importFree(db, 1, 'before', false, 90);
    const look = vi.spyOn(db.licenses, 'toArray').mockImplementation((async () => {
      const seen = await real();
      await importFree(disk.tab(), 1);
      return seen;
    }) as never);
    expect(await importLicenses(db, { ...work, rows: [borrowed(7, 1), free(2)] })).toMatchObject({
      free: 1,
      refused: [{ uuid: license(7).uuid, why: 'key-elsewhere' }],
    });
    look.mockRestore();
    expect((await listLicenses(db)).map(({ uuid }) => uuid)).toEqual([90, 1, 2].map((n) => license(n).uuid));
  });
});
