import { expect, it } from 'vitest';
import { exportSheet } from '../../src/protocols/license-sheet/files/save-sheet';
import { readSheetFile } from '../../src/protocols/license-sheet/reading/open-sheet';
import { importLicenses } from '../../src/records/license-import';
import { countLicenses, listLicenses, openLicenses } from '../../src/records/license-questions';
import { adoptLicense, markSending, reserveLicense } from '../../src/records/licenses';
import { license, macA, macB, newDisk } from './bench';

// Issue: "Export in the same form so that people can go back"; authorize-cli, section 4, for what counts as used.
it.each(['xlsx', 'csv'] as const)('a sheet, a day of work, and back through %s into an empty bench', async (format) => {
  const [here, there] = [newDisk(), newDisk()];
  const [db, other] = [here.tab(), there.tab()];
  const lines = [1, 2, 3, 4, 5].map(
    (n) => `${license(n).uuid},${license(n).authKey},${n === 5 ? 'DONE' : ''},note ${n}`,
  );
  const file = new File([['UUID,AuthKey,Status,Remark', ...lines].join('\n')], 'Tuesday order.csv');
  const sheet = await readSheetFile(file);
  if (sheet.kind !== 'sheet') throw new Error(sheet.kind);
  await importLicenses(db, { rows: sheet.licenses, batch: 'Tuesday order', virtual: false, now: 1000 });
  await adoptLicense(db, { uuid: license(2).uuid, mac: macA, now: 2000 });
  const { uuid } = await reserveLicense(db, { mac: macB, run: 'r1', virtual: false, now: 2000 });
  await markSending(db, { uuid, mac: macB, run: 'r1', now: 3000 });

  const saved = new File(
    [await exportSheet(await openLicenses(db, { virtual: false }), format, 'tyutool-2')],
    `out.${format}`,
  );
  const back = await readSheetFile(saved);
  if (back.kind !== 'sheet') throw new Error(back.kind);
  expect(back.counts).toEqual({ free: 2, spent: 3, malformed: 0, duplicates: 0 });

  // The same bench knows them all; an empty one takes them, and each board still gets its own.
  const again = { rows: back.licenses, batch: 'back', virtual: false, now: 4000 };
  expect(await importLicenses(db, again)).toMatchObject({ free: 0, spent: 0, spentSince: [], refused: [] });
  expect(await importLicenses(other, again)).toMatchObject({ free: 2, spent: 3 });
  expect(await countLicenses(other, false)).toMatchObject({ free: 2, spent: 3 });
  const own = await reserveLicense(other, { mac: macB, run: 'r2', virtual: false, now: 5000, boardHasNone: true });
  expect(own.uuid).toBe(uuid);
  expect((await listLicenses(other)).map((row) => row.extra?.Remark)).toEqual([1, 2, 3, 4, 5].map((n) => `note ${n}`));
  expect((await openLicenses(other)).map(({ authKey }) => authKey)).toEqual(
    [1, 2, 3, 4, 5].map((n) => license(n).authKey),
  );
  here.closeAll();
  there.closeAll();
});
