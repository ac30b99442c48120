import { findColumns } from './read-sheet';
import type { Cell } from './sheet';
import { guardFormulas } from './write-sheet';

/** CSV and TSV to cells and back. The package is loaded when it is needed. */

const delimiters = ['\t', ',', ';', '|'];

/** Cells of a text whose first filled line names both columns, undefined when none of the delimiters finds them. */
export const tableOf = async (text: string): Promise<Cell[][] | undefined> => {
  const firstLine = /^\s*(\S.*)$/m.exec(text)?.[1] ?? '';
  for (const delimiter of delimiters) {
    const [header = []] = await cellsOf(firstLine, delimiter);
    const { uuid, authKey } = findColumns(header).at;
    if (uuid !== undefined && authKey !== undefined) return cellsOf(text, delimiter);
  }
  return undefined;
};

/** Empty lines stay, so that row numbers are those of the file. */
export const cellsOf = async (text: string, delimiter: string): Promise<string[][]> => {
  const { default: Papa } = await import('papaparse');
  const parsed = Papa.parse<string[]>(text, { delimiter });
  // An AuthKey may begin with a quote that nothing closes, and would swallow all the rows behind it.
  const broken = parsed.errors.some(({ type }) => type === 'Quotes');
  return broken ? Papa.parse<string[]>(text, { delimiter, quoteChar: '\0' }).data : parsed.data;
};

/** With a byte order mark: without it Excel takes the text for its old code page. */
export const csvOf = async (cells: readonly (readonly string[])[]): Promise<string> => {
  const { default: Papa } = await import('papaparse');
  return `\ufeff${Papa.unparse(guardFormulas(cells), { newline: '\r\n' })}\r\n`;
};
