import type { LicenseRow } from '../../model/license';
import { ownColumns } from './sheet';

/**
 * The way back: the ledger as a sheet that tyutool and this bench can read. A row that is not free says `USED`, which
 * is what tyutool 2.x knows; 3.x goes by the MAC; the bench's own state stands in columns of its own.
 */

export interface ExportRow {
  row: LicenseRow;
  authKey: string;
}

const mainColumns = ['UUID', 'key', 'status', 'MAC', 'timestamp'] as const;

/** `2026-11-22 20:29:34`, local time, as tyutool 2.x writes it. */
const localTime = (at: number): string => {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
};

const marksOf = (row: LicenseRow): [string, string, string] => {
  if (row.state === 'free') return ['', '', ''];
  return ['USED', row.mac ?? row.sheet?.mac ?? '', row.sheet?.timestamp ?? localTime(row.at)];
};

/** Header row first. Contains AuthKeys in clear text: that is what it is for. */
export const writeSheet = (rows: readonly ExportRow[]): string[][] => {
  const extra = [...new Set(rows.flatMap(({ row }) => Object.keys(row.extra ?? {})))];
  const header = [...mainColumns, ...extra, ...Object.values(ownColumns)];
  const body = rows.map(({ row, authKey }) => [
    row.uuid,
    authKey,
    ...marksOf(row),
    ...extra.map((name) => row.extra?.[name] ?? ''),
    row.state,
    row.batch,
    row.sheet?.status ?? '',
  ]);
  return [header, ...body];
};

/**
 * A spreadsheet takes a CSV cell that begins with one of these for a formula. UUID and AuthKey stay as they are: they
 * must come back byte for byte. `read-sheet` takes the guard off again; a guarded guard gets one more.
 */
export const guardFormulas = (cells: readonly (readonly string[])[]): string[][] =>
  cells.map((row) => row.map((cell, index) => (index >= 2 && /^'*[=+\-@]/.test(cell) ? `'${cell}` : cell)));
