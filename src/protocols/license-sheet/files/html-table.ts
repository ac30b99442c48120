import type { Cell, SheetTable, TableRow } from '../sheet';
import { decoded } from './entities';
import { limits, TooLarge } from './limits';

/**
 * Tables of a web page, which much shop software saves as `.xls`. A worker has no parser for pages, and of the whole
 * language only rows, cells and what they span matter here. Nothing of the page is run.
 */

const marks = /<!--[\s\S]*?(?:-->|$)|<(script|style|head)\b[\s\S]*?(?:<\/\1\s*>|$)|<(\/?)([a-z][a-z0-9]*)\b([^<>]*)>/gi;

const attribute = (attributes: string, name: string): number => {
  const value = new RegExp(`\\b${name}\\s*=\\s*["']?(\\d{1,6})`, 'i').exec(attributes)?.[1];
  return Math.max(1, Number(value ?? 1));
};

interface Open {
  rows: Map<number, Cell[]>;
  hidden: Set<number>;
  row: number;
  column: number;
  /** Per column: a cell from above and the last row it reaches. */
  spans: { until: number; text: string }[];
}

const isHidden = (attributes: string): boolean => /display\s*:\s*none|\bhidden\b/i.test(attributes);

const closed = ({ rows, hidden }: Open): SheetTable => {
  const filled = [...rows].filter(([, cells]) => cells.some((cell) => String(cell ?? '').trim() !== ''));
  const width = filled.reduce((most, [, cells]) => Math.max(most, cells.length), 0);
  return {
    columns: Array.from({ length: width }, (_, index) => index + 1),
    rows: filled.map(([row, cells]): TableRow => (hidden.has(row) ? { row, cells, hidden: true } : { row, cells })),
  };
};

/** Every table of the page, the inner ones of nested tables on their own. Throws when one is too wide. */
export const tablesOfHtml = (html: string): SheetTable[] => {
  const tables: SheetTable[] = [];
  const open: Open[] = [];
  let count = 0;
  let cell: { text: string; colspan: number; rowspan: number } | undefined;
  const put = (table: Open, text: string, colspan: number, rowspan: number) => {
    const cells = table.rows.get(table.row) ?? [];
    for (let left = colspan; left > 0; left -= 1) {
      while ((table.spans[table.column]?.until ?? 0) >= table.row) {
        cells[table.column] = table.spans[table.column]!.text;
        table.column += 1;
      }
      if (table.column >= limits.columns || table.row > limits.rows || (count += 1) > limits.cells)
        throw new TooLarge();
      cells[table.column] = text;
      if (rowspan > 1) table.spans[table.column] = { until: table.row + rowspan - 1, text };
      table.column += 1;
    }
    table.rows.set(table.row, cells);
  };
  const endCell = () => {
    const table = open.at(-1);
    if (cell && table)
      put(
        table,
        decoded(cell.text)
          .replace(/[ \t\r\n]+/g, ' ')
          .trim(),
        cell.colspan,
        cell.rowspan,
      );
    cell = undefined;
  };
  const endRow = (table: Open) => {
    const cells = table.rows.get(table.row);
    if (!cells) return;
    for (const [column, span] of table.spans.entries()) {
      if (span && span.until >= table.row && cells[column] === undefined) cells[column] = span.text;
    }
  };
  let last = 0;
  for (const mark of html.matchAll(marks)) {
    if (cell) cell.text += html.slice(last, mark.index);
    last = mark.index + mark[0].length;
    const [, , end, tag = '', attributes = ''] = mark;
    const table = open.at(-1);
    switch (tag.toLowerCase()) {
      case 'table':
        endCell();
        if (table) endRow(table);
        if (end) {
          if (open.pop() && table) tables.push(closed(table));
        } else open.push({ rows: new Map(), hidden: new Set(), row: 0, column: 0, spans: [] });
        break;
      case 'tr':
        endCell();
        if (!table) break;
        endRow(table);
        if (end) break;
        table.row += 1;
        table.column = 0;
        if (isHidden(attributes)) table.hidden.add(table.row);
        break;
      case 'td':
      case 'th':
        endCell();
        if (!end && table) {
          const [colspan, rowspan] = [attribute(attributes, 'colspan'), attribute(attributes, 'rowspan')];
          cell = { text: '', colspan: Math.min(colspan, limits.columns), rowspan };
        }
        break;
      case 'br':
        if (cell) cell.text += ' ';
        break;
    }
  }
  endCell();
  for (const table of open.reverse()) {
    endRow(table);
    tables.push(closed(table));
  }
  return tables.filter(({ rows }) => rows.length > 0);
};
