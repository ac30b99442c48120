import type { Mac } from '../../model/chip';
import type { License, LicenseReason, SheetMarks } from '../../model/license';
import type { LicenseFault } from '../../model/license-rules';
import type { Details } from '../../model/problem';

/** What a license sheet is, whatever file or paste it came in (authorize-cli, section 4). */

export type Cell = string | number | boolean | Date | null | undefined;

export interface SheetSource {
  /** File name, or whatever the paste is to be called. */
  name: string;
  /** `text` is a paste or a mail: it may have no header row. */
  kind: 'xlsx' | 'csv' | 'text';
}

export type ColumnName = 'uuid' | 'authKey' | 'status' | 'mac' | 'timestamp';

/** Header names, compared trimmed and without case; the first of several counts. */
export const columnAliases: Readonly<Record<ColumnName, readonly string[]>> = {
  uuid: ['uuid'],
  authKey: ['authkey', 'key'],
  status: ['status'],
  mac: ['mac'],
  timestamp: ['timestamp'],
};

/** The bench's own columns in an export; not extra columns when they come back. */
export const ownColumns = { state: 'Bindery state', batch: 'Bindery batch', status: 'Bindery sheet status' } as const;

export type MalformedCode =
  | LicenseFault
  | 'uuid-missing'
  | 'auth-key-missing'
  /** A cell of number (or date, or yes/no) type: a spreadsheet has already rounded it. */
  | 'number-cell'
  /** Text like `1.23E+31`. */
  | 'spreadsheet-number'
  /** Digits only, and all zeros from the 16th: a spreadsheet keeps 15. */
  | 'rounded-digits';

/** `facts`: `column`, and `length` or `position` (1-based) where they say something. Never what stood there. */
export interface MalformedRow {
  row: number;
  code: MalformedCode;
  facts: Details;
}

/** A row that can be imported. Row numbers are those of the sheet, 1-based; of a paste, those of its lines. */
export interface SheetLicense {
  license: License;
  sheetRow: number;
  /** Why it counts as used; missing when it is free. */
  spent?: Extract<LicenseReason, 'sheet-status' | 'sheet-mac' | 'sheet-timestamp'>;
  mac?: Mac;
  sheet?: SheetMarks;
  extra?: Readonly<Record<string, string>>;
}

/** The first row stays; it counts as used when the other one does. */
export interface DuplicateRow {
  row: number;
  firstRow: number;
  uuid: string;
  sameKey: boolean;
}

/** Who wrote in it last. `plain` is as Tuya delivers it. */
export type SheetGeneration = 'plain' | 'tyutool-2' | 'tyutool-3' | 'bindery';

export interface SheetReport {
  kind: 'sheet';
  source: SheetSource;
  generation: SheetGeneration;
  columns: readonly ColumnName[];
  extraColumns: readonly string[];
  licenses: readonly SheetLicense[];
  malformed: readonly MalformedRow[];
  duplicates: readonly DuplicateRow[];
  /** One board named by several rows, which are all kept as used. */
  sameMac: readonly { mac: Mac; rows: readonly number[] }[];
  counts: { free: number; spent: number; malformed: number; duplicates: number };
}

/** Nothing of it can be used. */
export interface SheetRefusal {
  kind: 'refused';
  source: SheetSource;
  code: 'empty' | 'no-uuid-column' | 'no-key-column' | 'nothing-found' | 'unreadable' | 'old-excel';
}

/** A row before anybody looked at what its cells hold. */
export interface RawRow {
  row: number;
  uuid: Cell;
  authKey: Cell;
  status?: Cell;
  mac?: Cell;
  timestamp?: Cell;
  extra?: readonly (readonly [header: string, cell: Cell])[];
}

/** Trimmed; a date as ISO UTC. */
export const textOf = (cell: Cell): string => {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? 'invalid date' : cell.toISOString();
  return String(cell).trim();
};
