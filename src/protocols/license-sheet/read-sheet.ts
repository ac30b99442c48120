import { reportRows } from './report-rows';
import {
  type Cell,
  type ColumnName,
  columnAliases,
  ownColumns,
  type RawRow,
  type SheetGeneration,
  type SheetLicense,
  type SheetRefusal,
  type SheetReport,
  type SheetSource,
  textOf,
} from './sheet';

/** Reads the cells of a sheet with a header row. Knows no file format. */

export interface FoundColumns {
  at: Partial<Record<ColumnName, number>>;
  extra: readonly (readonly [header: string, index: number])[];
}

const columnNames = Object.keys(columnAliases) as ColumnName[];

/** Which column is which, by the header row. Another column with a key's name is neither: it would hold secrets. */
export const findColumns = (header: readonly Cell[], width = header.length): FoundColumns => {
  const names = header.map((cell) => textOf(cell).toLowerCase());
  const at: FoundColumns['at'] = {};
  for (const column of columnNames) {
    const alias = columnAliases[column].find((name) => names.includes(name));
    if (alias) at[column] = names.indexOf(alias);
  }
  const taken = new Set<string>();
  const extra: [string, number][] = [];
  for (let index = 0; index < width; index += 1) {
    if (Object.values(at).includes(index) || columnAliases.authKey.includes(names[index] ?? '')) continue;
    extra.push([freeHeader(textOf(header[index]) || `(column ${index + 1})`, taken), index]);
  }
  return { at, extra };
};

const freeHeader = (name: string, taken: Set<string>): string => {
  let free = name;
  for (let count = 2; taken.has(free); count += 1) free = `${name} (${count})`;
  taken.add(free);
  return free;
};

/** What a guard against formulas put in front (see `write-sheet`). */
const unguarded = (cell: Cell): Cell =>
  typeof cell === 'string' && /^'+[=+\-@]/.test(cell.trim()) ? cell.trim().slice(1) : cell;

const rawRow = (cells: readonly Cell[], row: number, { at, extra }: FoundColumns, isText: boolean): RawRow => {
  const cell = (column: ColumnName) => (at[column] === undefined ? undefined : cells[at[column]]);
  const open = (value: Cell) => (isText ? unguarded(value) : value);
  return {
    row,
    uuid: cell('uuid'),
    authKey: cell('authKey'),
    status: open(cell('status')),
    mac: open(cell('mac')),
    timestamp: open(cell('timestamp')),
    extra: extra.map(([header, index]) => [header, open(cells[index])] as const),
  };
};

const laterStatuses = ['MACREAD', 'AUTHWRITTEN', 'AUTHVERIFIED', 'DONE', 'OTPLOCKED'];

const guessGeneration = (extraColumns: readonly string[], licenses: readonly SheetLicense[]): SheetGeneration => {
  const extra = extraColumns.map((name) => name.toLowerCase());
  const marks = licenses.map((row) => row.sheet ?? {});
  if (extra.includes(ownColumns.state.toLowerCase())) return 'bindery';
  const later = marks.some(
    ({ status = '', timestamp = '' }) => laterStatuses.includes(status) || /\dT\d/.test(timestamp),
  );
  if (later || ['step', 'error', 'last_error'].some((name) => extra.includes(name))) return 'tyutool-3';
  return marks.some(({ status, timestamp }) => status || timestamp) ? 'tyutool-2' : 'plain';
};

/**
 * What a sheet holds, with every rule of authorize-cli, section 4. `cells` begin with row 1; its first row that is not
 * empty is the header. Never throws.
 */
export const readSheet = (cells: readonly (readonly Cell[])[], source: SheetSource): SheetReport | SheetRefusal => {
  const isFilled = (row: readonly Cell[]) => row.some((cell) => textOf(cell) !== '');
  const headerIndex = cells.findIndex(isFilled);
  if (headerIndex < 0) return { kind: 'refused', source, code: 'empty' };
  const width = cells.reduce((widest, row) => Math.max(widest, row.length), 0);
  const isText = source.kind !== 'xlsx';
  const header = cells[headerIndex]!;
  const found = findColumns(isText ? header.map(unguarded) : header, width);
  if (found.at.uuid === undefined) return { kind: 'refused', source, code: 'no-uuid-column' };
  if (found.at.authKey === undefined) return { kind: 'refused', source, code: 'no-key-column' };

  const raws = cells.flatMap((row, index) =>
    index > headerIndex && isFilled(row) ? [rawRow(row, index + 1, found, isText)] : [],
  );
  const report = reportRows(raws, source);
  const headers = found.extra.map(([header]) => header);
  const used = headers.filter((header) => report.licenses.some((row) => row.extra && header in row.extra));
  return {
    kind: 'sheet',
    source,
    generation: guessGeneration(headers, report.licenses),
    columns: columnNames.filter((column) => found.at[column] !== undefined),
    extraColumns: used,
    ...report,
  };
};
