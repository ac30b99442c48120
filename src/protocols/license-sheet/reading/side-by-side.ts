import type { SheetTable } from '../sheet';
import { columnLetters, isNamed, likenessOf, plainOf } from '../table/columns';
import type { Layout, Unplaced } from '../table/layout';

/** Two lists beside each other in one sheet are two tables: none is read for the other, and none is passed over. */

interface Pair {
  first: number;
  last: number;
}

/** Pairs of columns from left to right; undefined when there is but one, or they lie across each other. */
const pairsOf = (table: SheetTable, layout: Layout): Pair[] | undefined => {
  const from = table.rows.findIndex(({ row }) => row === layout.rows[0]?.row);
  if (from < 0) return undefined;
  const like = likenessOf(table, from);
  const columns = (column: 'uuid' | 'authKey') =>
    table.columns.flatMap((_, index) =>
      (like[index]?.[column] ?? 0) > 0.5 && (layout.headless || isNamed(plainOf(layout.header[index]), column))
        ? [index]
        : [],
    );
  const [uuids, keys] = [columns('uuid'), columns('authKey')];
  if (uuids.length < 2 || uuids.length !== keys.length) return undefined;
  const pairs = uuids.map((uuid, at) => ({ first: Math.min(uuid, keys[at]!), last: Math.max(uuid, keys[at]!) }));
  return pairs.every(({ first }, at) => at === 0 || first > pairs[at - 1]!.last) ? pairs : undefined;
};

const cut = (table: SheetTable, from: number, to: number): SheetTable => {
  const columns = table.columns.slice(from, to);
  const rows = table.rows
    .map((row) => ({ ...row, cells: row.cells.slice(from, to) }))
    .filter(({ cells }) => cells.some((cell) => plainOf(cell)));
  const place = `${columnLetters(columns[0]!)}–${columnLetters(columns.at(-1)!)}`;
  return { ...table, name: table.name === undefined ? place : `${table.name} ${place}`, columns, rows };
};

/** The table itself when it is one. */
export const sideBySide = (table: SheetTable, layout: Layout | Unplaced): SheetTable[] => {
  const pairs = layout.kind === 'layout' ? pairsOf(table, layout) : undefined;
  if (!pairs) return [table];
  return pairs.map((pair, at) => cut(table, at === 0 ? 0 : pair.first, pairs[at + 1]?.first ?? table.columns.length));
};
