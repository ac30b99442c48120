import type { Cell, ColumnOffer, Doubt, SheetRefusal, SheetTable, TableRow } from '../sheet';
import {
  columnLetters,
  columnsAt,
  type FoundColumns,
  findColumns,
  isKey,
  isUuid,
  likenessOf,
  plainOf,
} from './columns';
import { withoutKeys } from './hide-keys';
import { saysFree, saysUsed } from './mark-words';

/**
 * Where in a table the licenses stand: below a header row, which may have titles above it, or from the first row on.
 * One sheet may hold several tables below each other, each with a header of its own.
 */

export interface LaidOutRow extends TableRow {
  found: FoundColumns;
  /** A heading above it that says that something was used. */
  heading?: Doubt;
}

export interface Layout {
  kind: 'layout';
  header: readonly Cell[];
  found: FoundColumns;
  headless: boolean;
  rows: readonly LaidOutRow[];
}

/** Rows that are enough to offer columns by. */
const looked = 1000;

/** So many filled rows may stand above the header. */
const titles = 30;

/** Each once: a title over merged cells stands in all of them. */
const textsIn = ({ cells }: TableRow): string[] => [...new Set(cells.map(plainOf).filter(Boolean))];

const holdsPair = (cells: readonly Cell[]): boolean => {
  const texts = cells.map(plainOf);
  return texts.some(isUuid) && texts.some(isKey);
};

const namesBoth = ({ at }: FoundColumns): boolean => at.uuid !== undefined && at.authKey !== undefined;

/** The names of the columns again, as in a table that was pasted below another. */
const isHeader = (row: TableRow, table: SheetTable, from?: number): boolean =>
  row.cells.some((cell) => typeof cell === 'string' && cell.length < 60 && /uuid/i.test(cell.normalize('NFKC'))) &&
  !holdsPair(row.cells) &&
  namesBoth(findColumns(row.cells, table, from === undefined ? [] : likenessOf(table, from)));

/** The marks between header and body of a table in Markdown. */
const isRule = (row: TableRow): boolean => {
  const texts = textsIn(row);
  return texts.length > 0 && texts.every((text) => /^:?-{2,}:?$/.test(text));
};

/** Not half of a license: words, or one word without a digit. */
const isWords = (text: string): boolean => /[\s:：\u4e00-\u9fff]|^\p{L}{1,12}$/u.test(text);

const bodyOf = (table: SheetTable, from: number, first: FoundColumns, titleRows: readonly TableRow[]): LaidOutRow[] => {
  let found = first;
  let heading = headingOf(titleRows);
  const body: LaidOutRow[] = [];
  for (const [offset, row] of table.rows.slice(from).entries()) {
    if (isRule(row)) continue;
    const { uuid = 0, authKey = 0 } = found.at;
    if (!isUuid(plainOf(row.cells[uuid])) && !isKey(plainOf(row.cells[authKey]))) {
      if (isHeader(row, table)) {
        found = findColumns(row.cells, table, likenessOf(table, from + offset + 1));
        continue;
      }
      const [text = '', ...others] = textsIn(row);
      // One text in a row of its own is a heading for what follows, until another takes it back.
      if (others.length === 0 && isWords(text)) {
        const next = headingOf([row]);
        if (next || saysFree(text)) heading = next;
        // What says nothing about use is told as a row that is no license.
        if (next) continue;
      }
    }
    body.push({ ...row, found, ...(heading && { heading }) });
  }
  return body;
};

const headingOf = (rows: readonly TableRow[]): Doubt | undefined => {
  const text = rows.map((row) => textsIn(row).join(' ')).find(saysUsed);
  return text === undefined ? undefined : { why: 'heading', subject: text, text };
};

/** By what stands in them, when exactly one column looks like each. */
const columnsByContent = (table: SheetTable, from: number): { uuid: number; authKey: number } | undefined => {
  const like = likenessOf(table, from);
  const only = (column: 'uuid' | 'authKey') => {
    const fitting = like.flatMap((shares, index) => (shares[column] > 0.5 ? [index] : []));
    return fitting.length === 1 ? fitting[0] : undefined;
  };
  const [uuid, authKey] = [only('uuid'), only('authKey')];
  return uuid === undefined || authKey === undefined ? undefined : { uuid, authKey };
};

/** A cell as an example: never a whole AuthKey, nor half of one. */
const shortened = (text: string): string => (text.length > 12 ? `${text.slice(0, 4)}… (${text.length})` : text);

const offersOf = (table: SheetTable, header: readonly Cell[], from: number): ColumnOffer[] => {
  const like = likenessOf(table, from);
  return table.columns.map((number, index) => {
    const shares = like[index] ?? { uuid: 0, authKey: 0 };
    const likes = shares.authKey > 0.5 ? 'authKey' : shares.uuid > 0.5 ? 'uuid' : undefined;
    const example =
      table.rows
        .slice(from, from + looked)
        .map(({ cells }) => plainOf(cells[index]))
        .find(Boolean) ?? '';
    const name = plainOf(header[index]);
    return {
      index,
      name: isKey(name) ? shortened(name) : withoutKeys(name).slice(0, 60),
      letter: columnLetters(number),
      example: shortened(example),
      ...(likes && { like: likes }),
    };
  });
};

export type Unplaced = Pick<SheetRefusal, 'code'> & { kind: 'unplaced'; offers?: readonly ColumnOffer[] };

const isTuyaLink = (header: readonly Cell[]): boolean => {
  const names = header.map((cell) =>
    plainOf(cell)
      .toLowerCase()
      .replace(/[^a-z]/g, ''),
  );
  return names.includes('deviceid') && names.includes('devicesecret');
};

const unplaced = (table: SheetTable, header: number): Unplaced => {
  const names = table.rows[header]?.cells ?? [];
  if (isTuyaLink(names)) return { kind: 'unplaced', code: 'tuyalink' };
  const found = findColumns(names, table);
  const code = found.at.uuid === undefined ? 'no-uuid-column' : 'no-key-column';
  const below = table.rows.slice(header + 1, header + 1 + looked);
  // Without one cell that could be half of a license there is nothing to say about columns.
  const worth = below.some(({ cells }) => cells.some((cell) => isKey(plainOf(cell)) || isUuid(plainOf(cell))));
  const width = table.columns.length;
  return worth && width > 1
    ? { kind: 'unplaced', code, offers: offersOf(table, names, header + 1) }
    : { kind: 'unplaced', code };
};

/** `wished`: the columns that a person named. */
export const layoutOf = (table: SheetTable, wished?: { uuid: number; authKey: number }): Layout | Unplaced => {
  const { rows } = table;
  if (rows.length === 0) return { kind: 'unplaced', code: 'empty' };
  const first = rows.slice(0, titles).findIndex(({ cells }) => holdsPair(cells));
  const upTo = first < 0 ? titles : first;
  const named = rows.slice(0, upTo).findIndex((row, index) => isHeader(row, table, index + 1));
  const laidOut = (header: number, found: FoundColumns): Layout => ({
    kind: 'layout',
    header: rows[header]?.cells ?? [],
    found,
    headless: header < 0,
    rows: bodyOf(table, header + 1, found, rows.slice(0, Math.max(0, header))),
  });
  if (named >= 0 && !wished) {
    return laidOut(named, findColumns(rows[named]!.cells, table, likenessOf(table, named + 1)));
  }
  // The row above the first license is a header when it names more than one thing.
  const above = first < 0 ? 0 : first - 1;
  const hasNames = above >= 0 && textsIn(rows[above]!).length > 1;
  const header = hasNames ? above : -1;
  const names = header < 0 ? [] : (rows[header]?.cells ?? []).map(plainOf);
  const byContent = first >= 0 && !hasNames ? columnsByContent(table, first) : undefined;
  const at = wished ?? byContent;
  if (!at) return unplaced(table, Math.max(header, first < 0 ? 0 : header));
  const found = columnsAt(names, table, at);
  if (header >= 0) return laidOut(header, found);
  const from = Math.max(0, first);
  return { ...laidOut(-1, found), rows: bodyOf(table, from, found, rows.slice(0, from)) };
};
