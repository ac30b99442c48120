import type { Cell, SheetTable, TableRow } from '../sheet';
import { limits, TooLarge } from './limits';
import { type CellStyle, unescapedText } from './workbook-parts';
import { readXml } from './xml';

/**
 * The filled cells of one sheet. Ready-made readers lay out a grid up to the farthest cell, which one cell in the last
 * corner makes four gigabytes large; here what is empty takes no room, and what is filled is counted.
 */

export interface WorkbookFacts {
  strings: readonly string[];
  styles: readonly CellStyle[];
  from1904: boolean;
}

interface FilledRow {
  row: number;
  columns: number[];
  cells: Cell[];
  hidden: boolean;
  struck: boolean;
  colour?: string;
}

interface Merge {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

const columnNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

const reference = (text: string): { row: number; column: number } | undefined => {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(text);
  return found ? { row: Number(found[2]), column: columnNumber(found[1]!) } : undefined;
};

const dayMs = 86_400_000;
/** Days between the first day of the spreadsheet and that of computers. */
const dateOf = (serial: number, from1904: boolean): Date =>
  new Date(Math.round((serial - (from1904 ? 24_107 : 25_569)) * dayMs));

interface OpenCell {
  type: string;
  style: CellStyle | undefined;
  hasFormula: boolean;
  hasValue: boolean;
  text: string;
}

/** A cell with an error, or a formula that was never calculated, is not empty: an empty status means a free license. */
const contentOf = ({ type, style, hasFormula, hasValue, text }: OpenCell, facts: WorkbookFacts): Cell => {
  if (hasFormula && (!hasValue || (text === '' && type !== 'str'))) return '(formula)';
  switch (type) {
    case 's':
      return text === '' ? undefined : (facts.strings[Number(text)] ?? '(text missing)');
    case 'inlineStr':
    case 'str':
      return unescapedText(text);
    case 'e':
    case 'd':
      return text;
    case 'b':
      return text === '' ? undefined : text === '1' || text === 'true';
    default: {
      if (text.trim() === '') return undefined;
      const number = Number(text);
      if (Number.isNaN(number)) return text;
      return style?.isDate ? dateOf(number, facts.from1904) : number;
    }
  }
};

/** A column formatted down to the last row is a million cells without content behind the last filled one. */
const withoutEmptyTail = (xml: string): string => {
  const end = /<\/((?:\w+:)?)sheetData\s*>/.exec(xml.slice(-2_000_000)) ?? /<\/((?:\w+:)?)sheetData\s*>/.exec(xml);
  const prefix = end?.[1] ?? '';
  const from = end ? xml.lastIndexOf(end[0]) : -1;
  const lastCell = from < 0 ? -1 : xml.lastIndexOf(`</${prefix}c>`, from);
  if (lastCell < 0) return xml;
  const cut = lastCell + `</${prefix}c>`.length;
  const tail = xml.indexOf(`</${prefix}row>`, cut);
  if (tail < 0 || from - tail < 100_000) return xml;
  return `${xml.slice(0, tail)}</${prefix}row>${xml.slice(from)}`;
};

class Collected {
  readonly rows = new Map<number, FilledRow>();
  readonly merges: Merge[] = [];
  readonly used = new Set<number>();
  private cells = 0;
  private characters = 0;

  put(row: number, column: number, cell: Cell, marks: { hidden: boolean; struck: boolean; colour?: string }): void {
    if (cell === undefined || cell === '') return;
    this.cells += 1;
    this.used.add(column);
    if (typeof cell === 'string') this.characters += cell.length;
    if (this.cells > limits.cells || this.used.size > limits.columns || this.characters > limits.characters) {
      throw new TooLarge();
    }
    const known = this.rows.get(row) ?? { row, columns: [], cells: [], hidden: false, struck: false };
    this.rows.set(row, known);
    if (this.rows.size > limits.rows) throw new TooLarge();
    known.columns.push(column);
    known.cells.push(cell);
    known.hidden ||= marks.hidden;
    known.struck ||= marks.struck;
    known.colour ??= marks.colour;
  }
}

const collect = (xml: string, facts: WorkbookFacts): Collected => {
  const all = new Collected();
  let row = 0;
  let column = 0;
  let hidden = false;
  let open: OpenCell | undefined;
  let reading: 'value' | 'text' | undefined;
  let inReading = false;
  readXml(withoutEmptyTail(xml), {
    open(name, attributes, empty) {
      switch (name) {
        case 'row': {
          const { r, hidden: isHidden, ht } = attributes();
          row = r ? Number(r) : row + 1;
          hidden = isHidden === '1' || isHidden === 'true' || ht === '0';
          column = 0;
          break;
        }
        case 'c': {
          column += 1;
          if (empty) break;
          const { r = '', t = 'n', s = '' } = attributes();
          const place = r ? reference(r) : undefined;
          if (place) ({ row, column } = place);
          open = { type: t, style: facts.styles[Number(s)], hasFormula: false, hasValue: false, text: '' };
          break;
        }
        case 'f':
          if (open) open.hasFormula = true;
          break;
        case 'v':
          if (open) open.hasValue = true;
          reading = empty ? undefined : 'value';
          break;
        case 't':
          if (open) open.hasValue = true;
          reading = empty ? undefined : 'text';
          break;
        case 'rPh':
          inReading = !empty;
          break;
        case 'mergeCell': {
          const [from, to] = (attributes().ref ?? '').split(':').map(reference);
          if (from && to && all.merges.length < limits.spread) {
            all.merges.push({ top: from.row, left: from.column, bottom: to.row, right: to.column });
          }
          break;
        }
      }
    },
    text(text) {
      if (open && reading && !inReading) open.text += text;
    },
    close(name) {
      if (name === 'v' || name === 't') reading = undefined;
      else if (name === 'rPh') inReading = false;
      else if (name === 'c' && open) {
        all.put(row, column, contentOf(open, facts), {
          hidden,
          struck: open.style?.struck ?? false,
          colour: open.style?.colour,
        });
        open = undefined;
      }
    },
  });
  return all;
};

/** Place of the first row that is not before `row`. */
const firstFrom = (rows: readonly TableRow[], row: number): number => {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.row < row) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** What stands in a merged cell holds for every row and column it covers. */
const spread = (
  rows: readonly (TableRow & { cells: Cell[] })[],
  columns: readonly number[],
  merges: readonly Merge[],
) => {
  let done = 0;
  for (const { top, left, bottom, right } of merges) {
    const first = firstFrom(rows, top);
    const at = columns.indexOf(left);
    const cell = rows[first]?.row === top && at >= 0 ? rows[first].cells[at] : undefined;
    if (cell === undefined) continue;
    for (let index = first; index < rows.length && rows[index]!.row <= bottom; index += 1) {
      for (let place = at; place < columns.length && columns[place]! <= right; place += 1) {
        if ((done += 1) > limits.spread) throw new TooLarge();
        rows[index]!.cells[place] ??= cell;
      }
    }
  }
};

/** Throws when the sheet is not well formed, and `TooLarge`. */
export const tableOfSheet = (xml: string, facts: WorkbookFacts): SheetTable => {
  const { rows: filled, used, merges } = collect(xml, facts);
  const columns = [...used].sort((a, b) => a - b);
  const places = new Map(columns.map((column, place) => [column, place]));
  const rows = [...filled.values()]
    .sort((a, b) => a.row - b.row)
    .map(({ row, columns: own, cells, hidden, struck, colour }) => {
      const laidOut: Cell[] = [];
      for (const [index, column] of own.entries()) laidOut[places.get(column)!] = cells[index];
      return { row, cells: laidOut, ...(hidden && { hidden }), ...(struck && { struck }), ...(colour && { colour }) };
    });
  spread(rows, columns, merges);
  return { columns, rows };
};
