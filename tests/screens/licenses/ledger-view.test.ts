import { expect, test } from 'vitest';
import type { LicenseRow, LicenseState } from '../../../src/model/license';
import { batchNameOf, exportName } from '../../../src/screens/licenses/ledger/batch-name';
import { countOf, countStates, ledgerRows } from '../../../src/screens/licenses/ledger/ledger-view';

const row = (uuid: string, state: LicenseState, at: number, more: Partial<LicenseRow> = {}): LicenseRow => ({
  uuid,
  state,
  at,
  batch: 'Order',
  virtual: false,
  history: [],
  ...more,
});
const rows = [
  row('A3f2aaaa', 'free', 1),
  row('a3f2bbbb', 'free', 1),
  row('a3f2cccc', 'verified', 9, { mac: 'C8:47:8C:A1:B2:C3' }),
  row('a3f2dddd', 'written', 8, { mac: 'C8:47:8C:A1:B2:F1' }),
  row('a3f2eeee', 'reserved', 7, { mac: '34:85:18:6E:0A:5C' }),
  row('demo0001', 'free', 5, { virtual: true }),
];
const find = (words: string) => ledgerRows(rows, { batch: undefined, state: 'all', words }).map(({ uuid }) => uuid);

test('newest evidence first, rows of one moment as in the sheet', () => {
  expect(find('')).toEqual(['a3f2cccc', 'a3f2dddd', 'a3f2eeee', 'demo0001', 'A3f2aaaa', 'a3f2bbbb']);
});

test('a MAC is found however it is written, a uuid in any case', () => {
  for (const words of ['a1:b2:c3', 'A1-B2-C3', 'a1b2c3', ' A1 B2 C3 '])
    expect(find(words), words).toEqual(['a3f2cccc']);
  expect(find('A3F2AAAA')).toEqual(['A3f2aaaa']);
  expect(find('-')).toEqual([]);
});

test('two batches of one name are two when one is for virtual boards', () => {
  const uuids = (virtual: boolean) =>
    ledgerRows(rows, { batch: { batch: 'Order', virtual }, state: 'free', words: '' }).map(({ uuid }) => uuid);
  expect(uuids(true)).toEqual(['demo0001']);
  expect(uuids(false)).toEqual(['A3f2aaaa', 'a3f2bbbb']);
});

test('in hand is what is set aside or written and not yet proved', () => {
  const counts = countStates(rows);
  expect(countOf(counts, 'in-hand')).toBe(2);
  expect(countOf(counts, 'all')).toBe(6);
});

test('names of batches and of exported files', () => {
  expect(batchNameOf('tuesday-order.XLSX')).toBe('tuesday-order');
  expect(batchNameOf('v1.2 order')).toBe('v1.2 order');
  const at = new Date(2026, 10, 2).getTime();
  expect(exportName('Tue: a/b', at, 'csv')).toBe('licenses-Tue-a-b-2026-11-02.csv');
  expect(exportName(undefined, at, 'xlsx')).toBe('licenses-2026-11-02.xlsx');
});
