import { guardFormulas } from '../write-sheet';

/**
 * Cells to CSV. The package is loaded when it is needed. With a byte order mark: without it Excel takes the text for its
 * old code page.
 */
export const csvOf = async (cells: readonly (readonly string[])[]): Promise<string> => {
  const { default: Papa } = await import('papaparse');
  return `\ufeff${Papa.unparse(guardFormulas(cells), { newline: '\r\n' })}\r\n`;
};
