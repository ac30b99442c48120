import { type Cell, type Doubt, ownColumns, type RawRow, type SheetSource, type SheetTable, textOf } from '../sheet';
import { plainOf } from '../table/columns';
import type { LaidOutRow, Layout } from '../table/layout';
import { doubtsOf } from './doubts';

/** From the rows of a table to what stands in the columns that matter. Knows no file format. */

/** What a guard against formulas put in front (see `write-sheet`). */
const unguarded = (cell: Cell): Cell =>
  typeof cell === 'string' && /^'+[=+\-@]/.test(cell.trim()) ? cell.trim().slice(1) : cell;

/** A table of text as if nobody had guarded it. UUID and AuthKey never were. */
export const unguardedTable = (table: SheetTable, layout: Layout): Layout => {
  const bare = (row: LaidOutRow): LaidOutRow => {
    const { uuid, authKey } = row.found.at;
    return {
      ...row,
      cells: row.cells.map((cell, index) => (index === uuid || index === authKey ? cell : unguarded(cell))),
    };
  };
  const extra = layout.found.extra.map(([name, index]) => [textOf(unguarded(name)), index] as const);
  const found = { ...layout.found, extra };
  const rows = layout.rows.map((row) => bare(row.found === layout.found ? { ...row, found } : row));
  return { ...layout, header: table.columns.map((_, index) => unguarded(layout.header[index])), found, rows };
};

const rawRow = (row: LaidOutRow, doubts: readonly Doubt[], sheet: string | undefined): RawRow => {
  const { at, extra } = row.found;
  const cell = (index: number | undefined) => (index === undefined ? undefined : row.cells[index]);
  return {
    row: row.row,
    ...(sheet !== undefined && { sheet }),
    uuid: cell(at.uuid),
    authKey: cell(at.authKey),
    status: cell(at.status),
    mac: cell(at.mac),
    timestamp: cell(at.timestamp),
    extra: extra.flatMap(([header, index]) => (plainOf(row.cells[index]) ? [[header, row.cells[index]] as const] : [])),
    ...(doubts.length > 0 && { doubts }),
  };
};

/** The rows of one table. `sheet` is its name when several are read. */
export const rawRows = (layout: Layout, table: SheetTable, source: SheetSource, sheet?: string): RawRow[] => {
  const open = source.kind === 'xlsx' ? layout : unguardedTable(table, layout);
  const doubts = doubtsOf(open, table);
  return open.rows.map((row) => rawRow(row, doubts(row), sheet));
};

/** True for rows that the bench itself wrote as used, whatever became of the other columns. */
export const ownState = ({ extra = [] }: RawRow): string | undefined => {
  const state = extra.find(([header]) => header === ownColumns.state);
  const text = state && plainOf(state[1]);
  return text && text !== 'free' ? text : undefined;
};
