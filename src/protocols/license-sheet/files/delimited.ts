import { isKey, isUuid } from '../table/columns';
import { limits, TooLarge } from './limits';

/**
 * CSV and TSV to cells, each character looked at a bounded number of times. The ready-made parser takes an opening quote
 * that nothing closes for the beginning of one cell over the rest of the file, again at every such quote. An AuthKey may
 * begin with a quote; one bad quote here costs the row it stands in.
 */

export interface Line {
  /** 1-based, of the first line of the row. */
  row: number;
  cells: string[];
}

/** So many lines may belong to one quoted cell. */
const wrapped = 50;

interface Cut {
  cell: string;
  /** Behind the cell: at the delimiter or the end. */
  next: number;
}

const isBlank = (char: string | undefined, delimiter: string): boolean =>
  (char === ' ' || char === '\t') && char !== delimiter;

const skipBlanks = (text: string, from: number, delimiter: string): number => {
  let at = from;
  while (isBlank(text[at], delimiter)) at += 1;
  return at;
};

/** The quote that closes a cell, and where the next one begins; undefined when none stands before a delimiter or the end. */
const closing = (text: string, begin: number, delimiter: string): { quote: number; next: number } | undefined => {
  let from = begin;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return undefined;
    if (text[quote + 1] === '"') {
      from = quote + 2;
      continue;
    }
    const next = skipBlanks(text, quote + 1, delimiter);
    if (next >= text.length || text[next] === delimiter) return { quote, next };
    from = quote + 1;
  }
};

const quoted = (text: string, open: number, delimiter: string): Cut | undefined => {
  const end = closing(text, open + 1, delimiter);
  return end && { cell: unescaped(text.slice(open + 1, end.quote)), next: end.next };
};

const unescaped = (text: string): string => text.replaceAll('""', '"');

interface CutLine {
  cells: string[];
  /** Where a quote opens that the line does not close. */
  unclosed?: { cell: number; at: number };
}

/** Cells of one line. After one quote that nothing closes, no other is looked for in it. */
const cutLine = (line: string, delimiter: string): CutLine => {
  const cells: string[] = [];
  let unclosed: CutLine['unclosed'];
  let at = 0;
  for (;;) {
    // What comes behind so many columns is one cell: it matters to nobody, and stays.
    if (cells.length >= limits.columns - 1) return { cells: [...cells, line.slice(at)], ...(unclosed && { unclosed }) };
    const start = skipBlanks(line, at, delimiter);
    const cut = line[start] === '"' && !unclosed ? quoted(line, start, delimiter) : undefined;
    if (cut) {
      cells.push(cut.cell);
      at = cut.next;
    } else {
      if (line[start] === '"' && !unclosed) unclosed = { cell: cells.length, at: start };
      const end = line.indexOf(delimiter, at);
      const stop = end < 0 ? line.length : end;
      cells.push(line.slice(at, stop));
      at = stop;
    }
    if (at >= line.length) return { cells, ...(unclosed && { unclosed }) };
    at += delimiter.length;
  }
};

/** What holds half a license is no part of a cell that began above it. */
const holdsLicense = (text: string): boolean =>
  text.split(/[\s,;|"]+/).some((word) => (isUuid(word) && /\d/.test(word)) || isKey(word));

/** Characters of one cell over several lines. */
const wrappedLength = 20_000;

type Wrapped = { kind: 'row'; cells: string[]; next: number } | { kind: 'none'; upTo: number };

/** The row whose quote opens in the line `at` and closes in a later one. */
const wrappedRow = (lines: readonly string[], at: number, delimiter: string, { cells, unclosed }: CutLine): Wrapped => {
  const begun = cells.slice(0, unclosed!.cell);
  let text = lines[at]!.slice(unclosed!.at + 1);
  const last = Math.min(lines.length - 1, at + wrapped);
  for (let row = at + 1; row <= last; row += 1) {
    const line = lines[row]!;
    const end = closing(line, 0, delimiter);
    const more = end ? line.slice(0, end.quote) : line;
    text += `\n${more}`;
    if (text.length > wrappedLength || holdsLicense(more)) return { kind: 'none', upTo: row };
    if (!end) continue;
    const cell = unescaped(text);
    if (end.next >= line.length) return { kind: 'row', cells: [...begun, cell], next: row + 1 };
    const rest = cutLine(line.slice(end.next + 1), delimiter);
    if (rest.unclosed) return { kind: 'none', upTo: row };
    return { kind: 'row', cells: [...begun, cell, ...rest.cells], next: row + 1 };
  }
  return { kind: 'none', upTo: last };
};

/** `| a | b |`: what stands between the bars; `\|` is a bar of the text. */
const cutBars = (line: string): string[] => {
  const cells = line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/);
  return cells.slice(0, limits.columns).map((cell) =>
    cell
      .trim()
      .replaceAll('\\|', '|')
      .replace(/^`(.*)`$/, '$1'),
  );
};

/** Rows with their line numbers; empty lines are left out. */
export const cutText = (text: string, delimiter: string): Line[] => {
  const lines = text.split(/\r\n|\r|\n/);
  const rows: Line[] = [];
  /** Up to this line no cell that began above it closed. */
  let tried = 0;
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    const row = at + 1;
    if (!line.trim()) {
      at += 1;
      continue;
    }
    if (rows.length >= limits.rows) throw new TooLarge();
    if (delimiter === '|' && /^\s*\|/.test(line)) {
      rows.push({ row, cells: cutBars(line) });
      at += 1;
      continue;
    }
    const cut = cutLine(line, delimiter);
    const over = cut.unclosed && at >= tried ? wrappedRow(lines, at, delimiter, cut) : undefined;
    if (over?.kind === 'none') tried = over.upTo;
    rows.push({ row, cells: over?.kind === 'row' ? over.cells : cut.cells });
    at = over?.kind === 'row' ? over.next : at + 1;
  }
  return rows;
};
