import { expect, test } from 'vitest';
import { licenses as english } from '../../../src/i18n/en/licenses';
import { licenses as chinese } from '../../../src/i18n/zh/licenses';
import { readSheetText } from '../../../src/protocols/license-sheet/reading/open-sheet';
import type { SheetReport } from '../../../src/protocols/license-sheet/sheet';
import type { ImportOutcome } from '../../../src/records/license-import';
import { exceptionsOf, reportCounts, reportRows } from '../../../src/screens/licenses/import/import-report';

const uuid = (n: number) => `a3f2${String(n).padStart(16, '0')}`;
const key = (n: number) => `k${String(n).padStart(31, '0')}`;

/** The sheet of picture 06: 51 rows, of which 48 are licenses. */
const sheetOfPicture = async (): Promise<SheetReport> => {
  const rows = Array.from({ length: 51 }, (_, i) => {
    const n = i + 2;
    if (n === 17) return `${uuid(n)},${key(n).slice(1)},,`;
    if (n === 22) return `${uuid(9)},${key(9)},,`;
    if (n === 45) return `${uuid(12)},${key(12)},,`;
    return `${uuid(n)},${key(n)},${n === 31 || n === 32 ? 'USED' : ''},${n === 34 ? 'C8:47:8C:A1:B2:C3' : ''}`;
  });
  const report = await readSheetText(['UUID,key,status,MAC', ...rows].join('\n'), { name: 'order.csv', kind: 'csv' });
  if (report.kind !== 'sheet') throw new Error(report.kind);
  return report;
};

const outcomeOf = (report: SheetReport, more: Partial<ImportOutcome> = {}): ImportOutcome => ({
  free: report.counts.free,
  spent: report.counts.spent,
  alreadyHere: [],
  spentSince: [],
  refused: [],
  ...more,
});

test('the sentence of the issue: 48 licenses, 3 spent, 1 malformed, 2 duplicates', async () => {
  const report = await sheetOfPicture();
  const counts = reportCounts(report, outcomeOf(report));
  expect(english.words.report.counts(counts)).toBe('48 licenses, 3 spent, 1 malformed, 2 duplicates.');
  expect(chinese.report.counts(counts)).toBe('48 个授权码，3 个已用，1 行格式不对，2 行重复。');
});

test('the button that keeps a sheet says how many of it are free, and so does the word that it is kept', async () => {
  const { kept, spent } = reportCounts(await sheetOfPicture(), outcomeOf(await sheetOfPicture()));
  expect(english.words.report.keep(kept, spent)).toBe('Keep 48 licenses: 45 free, 3 spent');
  expect(chinese.report.keep(kept, spent)).toBe('保留这 48 个授权码：45 个空闲，3 个已用');
  expect(english.words.report.kept(kept, spent, 'order')).toBe('48 licenses kept in order: 45 free, 3 spent.');
  expect(english.words.report.keep(48, 0)).toBe('Keep 48 licenses');
  expect(chinese.report.keep(48, 0)).toBe('保留这 48 个授权码');
});

test('each row of the sheet is one cell, in its order', async () => {
  const report = await sheetOfPicture();
  const rows = reportRows(report, outcomeOf(report));
  expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: 51 }, (_, i) => i + 2));
  const not = rows.filter(({ kind }) => kind !== 'fresh').map(({ row, kind }) => `${row} ${kind}`);
  expect(not).toEqual(['17 malformed', '22 duplicate', '31 spent', '32 spent', '34 spent', '45 duplicate']);
});

test('the exceptions stand by row number with the reason in words', async () => {
  const report = await sheetOfPicture();
  const words = english.words.report;
  const told = exceptionsOf(report, outcomeOf(report)).map((exception) => {
    const rows = words.rows(exception.rows);
    if (exception.kind === 'malformed') {
      return `${rows}: ${words.malformed[exception.code]?.(exception.column, exception.number)}`;
    }
    if (exception.kind === 'duplicate') return `${rows}: ${words.duplicate(exception.first.rows, exception.sameKey)}`;
    return exception.kind === 'spent' ? `${rows}: ${words.spent[exception.why]}` : rows;
  });
  expect(told).toEqual([
    'Row 17: AuthKey has 31 characters, needs 32. Left out.',
    'Rows 22 and 45: Same uuid as rows 9 and 12. Kept once.',
    'Rows 31 and 32: A status is filled in: counted as spent.',
    'Row 34: A MAC is filled in: counted as spent.',
  ]);
});

test('rows the ledger knows are told and not counted as new', async () => {
  const report = await sheetOfPicture();
  const met = (n: number) => ({ uuid: uuid(n), sheetRow: n, state: 'free' as const });
  const outcome = outcomeOf(report, {
    free: 42,
    spent: 2,
    alreadyHere: [met(2), met(3)],
    spentSince: [met(31)],
    refused: [{ ...met(4), why: 'key-differs' }],
  });
  expect(english.words.report.counts(reportCounts(report, outcome))).toBe(
    '44 licenses, 2 spent, 1 malformed, 2 duplicates, 2 already here, 1 refused.',
  );
  const kinds = reportRows(report, outcome)
    .slice(0, 4)
    .map(({ kind }) => kind);
  expect(kinds).toEqual(['here', 'here', 'refused', 'fresh']);
  expect(exceptionsOf(report, outcome).map(({ kind, rows }) => `${kind} ${rows.join(' ')}`)).toEqual([
    'malformed 17',
    'refused 4',
    'duplicate 22 45',
    'spent 32',
    'spent 34',
    'spent-since 31',
    'here 2 3',
  ]);
});

test('every reason the sheet reader has is a sentence in both languages', () => {
  // The codes of `MalformedCode`; the type keeps this list from falling behind.
  const codes: Record<SheetReport['malformed'][number]['code'], true> = {
    'uuid-length': true,
    'uuid-characters': true,
    'auth-key-length': true,
    'auth-key-characters': true,
    placeholder: true,
    'uuid-missing': true,
    'auth-key-missing': true,
    'number-cell': true,
    'spreadsheet-number': true,
    'rounded-digits': true,
  };
  for (const code of Object.keys(codes)) {
    for (const words of [english.words.report.malformed, chinese.report.malformed]) {
      expect(words[code]?.('authKey', 31), code).toMatch(/[.。]$/);
    }
  }
});

test('no AuthKey is in what the report draws', async () => {
  const report = await sheetOfPicture();
  const drawn = JSON.stringify([exceptionsOf(report, outcomeOf(report)), reportRows(report, outcomeOf(report))]);
  for (const { license } of report.licenses) expect(drawn).not.toContain(license.authKey);
});

test('many rows of one reason stay one line', () => {
  const rows = Array.from({ length: 25 }, (_, i) => i + 2);
  expect(english.words.report.rows(rows)).toBe('Rows 2, 3, 4, 5, 6 and 20 more');
  expect(english.words.report.rows([2, 3, 4, 5, 6, 7])).toBe('Rows 2, 3, 4, 5, 6 and 7');
  expect(chinese.report.rows(rows)).toBe('第 2、3、4、5、6 行等 25 行');
});
