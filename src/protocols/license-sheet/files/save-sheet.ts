import { type ExportAim, type ExportRow, writeSheets } from '../write-sheet';

/** The file to save. Contains AuthKeys in clear text. A CSV file has one sheet: for `free` it holds free rows only. */
export const exportSheet = async (
  rows: readonly ExportRow[],
  format: 'xlsx' | 'csv',
  aim: ExportAim = 'free',
): Promise<Blob> => {
  const pages = writeSheets(rows, aim);
  if (format === 'csv') {
    const { csvOf } = await import('./csv-text');
    return new Blob([await csvOf(pages[0]!.cells)], { type: 'text/csv;charset=utf-8' });
  }
  const { xlsxOf } = await import('./write-workbook');
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return new Blob([await xlsxOf(pages)], { type });
};
