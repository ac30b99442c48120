import type { LicenseRow, LicenseState } from '../../model/license';
import { ownColumns } from './sheet';

/**
 * The way back: the ledger as a sheet that tyutool and this bench can read. No status word serves both tools
 * (authorize-cli, section 4, "compatibility trap"): 2.x counts a row as used for `USED` alone, 3.x for its own five
 * words alone, and neither looks at the MAC when it hands one out. So a sheet is for one of them; or it holds free rows
 * only, and all others stand where neither looks.
 */

export interface ExportRow {
  row: LicenseRow;
  authKey: string;
}

export const exportAims = ['free', 'tyutool-2', 'tyutool-3'] as const;
/** Whom a sheet is for. `free` is safe for everyone. */
export type ExportAim = (typeof exportAims)[number];

export interface SheetPage {
  name: string;
  /** Header row first. Contain AuthKeys in clear text: that is what they are for. */
  cells: string[][];
}

const mainColumns = ['UUID', 'key', 'status', 'MAC', 'timestamp'] as const;

const two = (value: number) => String(value).padStart(2, '0');

/** `2026-11-22 20:29:34`, local time, as tyutool 2.x writes it. */
const localTime = (at: number): string => {
  const date = new Date(at);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
};

/** 3.x: `AUTHWRITTEN` where written and not verified; its other words would let it go on with the row. */
const laterWord = (state: LicenseState): string => (state === 'written' ? 'AUTHWRITTEN' : 'DONE');

const statusFor = (aim: ExportAim, state: LicenseState): string => (aim === 'tyutool-3' ? laterWord(state) : 'USED');

const timeFor = (aim: ExportAim, at: number): string =>
  aim === 'tyutool-3' ? new Date(at).toISOString() : localTime(at);

const marksOf = (row: LicenseRow, aim: ExportAim): [string, string, string] => {
  if (row.state === 'free') return ['', '', ''];
  return [statusFor(aim, row.state), row.mac ?? row.sheet?.mac ?? '', row.sheet?.timestamp ?? timeFor(aim, row.at)];
};

/** The tools find these by name, wherever they stand: another column of the same name must not come before or instead. */
const ownNames = new Set([...mainColumns, 'AuthKey', ...Object.values(ownColumns)].map((name) => name.toLowerCase()));

const columnName = (name: string): string =>
  ownNames.has(name.trim().toLowerCase()) ? `${name.trim()} (sheet)` : name;

const cellsOf = (rows: readonly ExportRow[], aim: ExportAim): string[][] => {
  const extra = [...new Set(rows.flatMap(({ row }) => Object.keys(row.extra ?? {})))];
  const header = [...mainColumns, ...extra.map(columnName), ...Object.values(ownColumns)];
  const body = rows.map(({ row, authKey }) => [
    row.uuid,
    authKey,
    ...marksOf(row, aim),
    ...extra.map((name) => (row.extra && Object.hasOwn(row.extra, name) ? row.extra[name]! : '')),
    row.state,
    row.batch,
    row.sheet?.status ?? '',
  ]);
  return [header, ...body];
};

const isFree = ({ row }: ExportRow): boolean => row.state === 'free';

/**
 * The sheets of a workbook, the one that other tools read first. For `free` the second one holds all rows that are not,
 * and only the rows of the first are free whoever reads it.
 */
export const writeSheets = (rows: readonly ExportRow[], aim: ExportAim): SheetPage[] => {
  if (aim !== 'free') return [{ name: 'Licenses', cells: cellsOf(rows, aim) }];
  const others = rows.filter((row) => !isFree(row));
  const free = { name: 'Free', cells: cellsOf(rows.filter(isFree), aim) };
  return others.length > 0 ? [free, { name: 'Not free', cells: cellsOf(others, aim) }] : [free];
};

/**
 * A spreadsheet takes a CSV cell that begins with one of these for a formula. UUID and AuthKey stay as they are: they
 * must come back byte for byte. `read-table` takes the guard off again; a guarded guard gets one more.
 */
export const guardFormulas = (cells: readonly (readonly string[])[]): string[][] =>
  cells.map((row) => row.map((cell, index) => (index >= 2 && /^'*[=+\-@]/.test(cell) ? `'${cell}` : cell)));
