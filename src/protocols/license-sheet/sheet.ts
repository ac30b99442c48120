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

/** The bench's own columns in an export; not extra columns when they come back. */
export const ownColumns = { state: 'Bindery state', batch: 'Bindery batch', status: 'Bindery sheet status' } as const;

/** Where a row stands. Numbers are those of the sheet, 1-based; of a paste, those of its lines. */
export interface Place {
  row: number;
  /** Missing when only one sheet is read. */
  sheet?: string;
}

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
export interface MalformedRow extends Place {
  code: MalformedCode;
  facts: Details;
}

export type SpentReason = Extract<LicenseReason, 'sheet-status' | 'sheet-mac' | 'sheet-timestamp'>;

/** A row that can be imported. */
export interface SheetLicense {
  license: License;
  sheetRow: number;
  sheet?: SheetMarks;
  /** The sheet of the workbook; missing when only one is read. */
  tab?: string;
  /** Why it counts as used; missing when it is free. */
  spent?: SpentReason;
  mac?: Mac;
  extra?: Readonly<Record<string, string>>;
}

/** The first row stays; it counts as used when the other one does. */
export interface DuplicateRow extends Place {
  first: Place;
  uuid: string;
  sameKey: boolean;
}

/** One AuthKey under several UUIDs: at most one of them is right, and none of them is taken. */
export interface SharedKey {
  places: readonly Place[];
}

/** What makes a row neither free nor used until a person has said what it means. */
export type QuestionWhy =
  /** A column that is called like one of them, and is none of those that are known. */
  | 'column-status'
  | 'column-mac'
  | 'column-time'
  /** What stands in a column of any name, or behind a license. */
  | 'words-status'
  | 'words-mac'
  | 'words-time'
  /** A filled cell of a column without a name. */
  | 'unnamed'
  | 'hidden-row'
  | 'struck-out'
  /** Filled with another colour than most rows, and not every second one. */
  | 'coloured'
  /** A heading above the row, the name of the sheet or of the file. */
  | 'heading'
  | 'sheet-name'
  /** The UUID stands in another sheet of the workbook too, with something beside it. */
  | 'other-sheet';

export type Answer = 'used' | 'free';

export interface SheetQuestion {
  /** The same whenever this sheet is read. */
  id: string;
  why: QuestionWhy;
  /** The column's name, the heading or the name of the sheet. */
  subject?: string;
  /** What stands in the cells, a few of them; keys are taken out. */
  examples: readonly string[];
  places: readonly Place[];
  answer?: Answer;
}

/** Characters that nobody sees, taken out of a UUID or AuthKey. */
export interface Cleaned {
  /** `U+200B`, each once. */
  characters: readonly string[];
  places: readonly Place[];
}

/** Who wrote in it last. `plain` is as Tuya delivers it. */
export type SheetGeneration = 'plain' | 'tyutool-2' | 'tyutool-3' | 'bindery';

export interface SheetReport {
  kind: 'sheet';
  source: SheetSource;
  generation: SheetGeneration;
  columns: readonly ColumnName[];
  extraColumns: readonly string[];
  /** What an import takes; rows that wait for an answer are not among them. */
  licenses: readonly SheetLicense[];
  malformed: readonly MalformedRow[];
  duplicates: readonly DuplicateRow[];
  sharedKeys: readonly SharedKey[];
  /** All of them, answered or not. */
  questions: readonly SheetQuestion[];
  /** Rows with a question that nobody answered yet. */
  open: readonly Place[];
  cleaned?: Cleaned;
  /** One board named by several rows, which are all kept as used. */
  sameMac: readonly { mac: Mac; places: readonly Place[] }[];
  counts: { free: number; spent: number; malformed: number; duplicates: number };
  /** The sheets that were read, and the others of the workbook; missing when there is but one. */
  tabs?: { read: readonly string[]; left: readonly string[] };
}

/** A column of a table whose header names nothing that is known. */
export interface ColumnOffer {
  /** Place in the table, from 0. */
  index: number;
  /** As it stands in the header, or empty. */
  name: string;
  /** `B` */
  letter: string;
  /** A cell, shortened so that no AuthKey can be read. */
  example: string;
  /** What it looks like. */
  like?: 'uuid' | 'authKey';
}

export type RefusalCode =
  | 'empty'
  | 'no-uuid-column'
  | 'no-key-column'
  | 'nothing-found'
  | 'unreadable'
  | 'old-excel'
  | 'encrypted'
  | 'binary-workbook'
  | 'open-document'
  | 'numbers'
  | 'excel-xml'
  | 'pdf'
  | 'archive'
  | 'tuyalink'
  /** More bytes, cells or columns than a license sheet has. */
  | 'too-large'
  | 'too-long';

/** Nothing of it can be used, or nothing yet: with `columns` a person may say which column is which. */
export interface SheetRefusal {
  kind: 'refused';
  source: SheetSource;
  code: RefusalCode;
  columns?: { tab: number; name?: string; offers: readonly ColumnOffer[] };
}

/** A sheet of a workbook that holds licenses. */
export interface SheetOffer {
  /** Place in the workbook, from 0. */
  tab: number;
  name: string;
  hidden: boolean;
  free: number;
  spent: number;
  /** Rows with a question. */
  open: number;
  malformed: number;
  /** Which column is which has to be said first. */
  columnsUnknown: boolean;
}

/** A workbook in which more than one sheet holds licenses, or a hidden one does: a person says which are meant. */
export interface SheetChoice {
  kind: 'choice';
  source: SheetSource;
  offers: readonly SheetOffer[];
  /** Sheets without licenses. */
  others: readonly string[];
}

/** What a person said about a sheet. */
export interface SheetWishes {
  /** Places of the sheets to read. */
  tabs?: readonly number[];
  /** By place of the sheet: which column is which. */
  columns?: Readonly<Record<number, { uuid: number; authKey: number }>>;
  /** By the id of the question. */
  answers?: Readonly<Record<string, Answer>>;
}

export type SheetAnswer = SheetReport | SheetRefusal | SheetChoice;

/** Filled rows of one sheet, file or paste. What is empty is not there, however far out the rest stands. */
export interface SheetTable {
  name?: string;
  hidden?: boolean;
  /** Of each place of `cells`, its number in the file, 1-based. */
  columns: readonly number[];
  rows: readonly TableRow[];
}

export interface TableRow {
  row: number;
  cells: readonly Cell[];
  hidden?: boolean;
  struck?: boolean;
  /** What its first cell is filled with; missing without any. */
  colour?: string;
}

/** A file or text, before anything in it is taken for a license. */
export type Opened =
  | { kind: 'tables'; source: SheetSource; tables: readonly SheetTable[] }
  /** Licenses in prose. */
  | { kind: 'lines'; source: SheetSource; text: string }
  | SheetRefusal;

/** A row before anybody looked at what its cells hold. */
export interface RawRow extends Place {
  uuid: Cell;
  authKey: Cell;
  status?: Cell;
  mac?: Cell;
  timestamp?: Cell;
  extra?: readonly (readonly [header: string, cell: Cell])[];
  doubts?: readonly Doubt[];
}

/** Something that may mean that a row was used. */
export interface Doubt {
  why: QuestionWhy;
  subject?: string;
  text: string;
}

/** Trimmed; a date as ISO UTC. */
export const textOf = (cell: Cell): string => {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? 'invalid date' : cell.toISOString();
  return String(cell).trim();
};
