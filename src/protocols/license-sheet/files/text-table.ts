import type { SheetSource, SheetTable } from '../sheet';
import { isKey, isUuid, plainOf } from '../table/columns';
import { layoutOf } from '../table/layout';
import { cutText, type Line } from './delimited';

/** Text with columns: finds out what stands between them. */

const delimiters = ['\t', ',', ';', '|'];

/** So many lines tell what stands between the columns. */
const sampleLines = 60;

/** `="0123"`: how people keep a spreadsheet from taking it for a number. An AuthKey may look so by itself. */
const asText = (cell: string): string => (isKey(cell.trim()) ? cell : cell.replace(/^\s*="(.*)"\s*$/, '$1'));

export const tableOfLines = (lines: readonly Line[]): SheetTable => {
  const width = lines.reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
  const rows = lines
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ row, cells }) => ({ row, cells: cells.map(asText) }));
  return { columns: Array.from({ length: width }, (_, index) => index + 1), rows };
};

const firstLines = (text: string): string => {
  let end = -1;
  for (let count = 0; count < sampleLines; count += 1) {
    const next = text.indexOf('\n', end + 1);
    if (next < 0) return text;
    end = next;
  }
  return text.slice(0, end);
};

/** `sep=;`, as Excel writes and reads it in the first line. */
const named = /^sep=(.)[ \t]*(?:\r\n|\r|\n|$)/i;

/** A mail may say "uuid, key" in a sentence: a table of text has a license below its header. */
const holdsLicenses = (table: SheetTable, source: SheetSource): boolean => {
  const layout = layoutOf(table);
  if (layout.kind !== 'layout') return false;
  if (source.kind === 'csv') return true;
  const { uuid = 0, authKey = 0 } = layout.found.at;
  return (
    !layout.headless && layout.rows.some(({ cells }) => isUuid(plainOf(cells[uuid])) || isKey(plainOf(cells[authKey])))
  );
};

/** Undefined when the text has no columns with licenses. */
export const tableOfText = (text: string, source: SheetSource): SheetTable | undefined => {
  const sep = named.exec(text);
  const body = sep ? text.replace(named, '\n') : text;
  const sampled = firstLines(body);
  const tries = sep ? [sep[1]!] : delimiters;
  const delimiter = tries.find((each) => holdsLicenses(tableOfLines(cutText(sampled, each)), source));
  if (delimiter !== undefined) return tableOfLines(cutText(body, delimiter));
  return undefined;
};

/** A file that calls itself CSV and holds no license under a known name: its columns, for a person to name. */
export const tableOfUnknown = (text: string): SheetTable => {
  const sep = named.exec(text)?.[1];
  const body = text.replace(named, '\n');
  const sampled = firstLines(body);
  const widths = delimiters.map((each) => [each, tableOfLines(cutText(sampled, each)).columns.length] as const);
  const [widest] = widths.sort((a, b) => b[1] - a[1]);
  return tableOfLines(cutText(body, sep ?? widest![0]));
};
