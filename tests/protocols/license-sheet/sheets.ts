import writeWorkbook from 'write-excel-file/universal';
import type { License } from '../../../src/model/license';
import type { Cell, SheetAnswer, SheetReport, SheetTable } from '../../../src/protocols/license-sheet/sheet';

/** Made-up licenses and workbooks written by a writer that is not ours. */

export const license = (n: number): License => ({
  uuid: `uuid${String(n).padStart(4, '0')}abcdefghijkl`,
  authKey: `${String(n).padStart(4, '0')}ABCDEFGHIJKLMNOPQRSTUVWXYZ+/`,
});

/** UUID and AuthKey of license n, then the other cells. */
export const row = (n: number, ...others: Cell[]): Cell[] => [license(n).uuid, license(n).authKey, ...others];

export const workbook = async (cells: Cell[][], name = 'sheet.xlsx'): Promise<File> => {
  const blob = await writeWorkbook(cells as never).toBlob();
  return new File([blob], name);
};

export const textFile = (text: string, name: string): File => new File([text], name);

export const reported = (answer: SheetAnswer): SheetReport => {
  if (answer.kind === 'refused') throw new Error(`refused: ${answer.code}`);
  if (answer.kind === 'choice') throw new Error(`a choice of ${answer.offers.map(({ name }) => name).join()}`);
  return answer;
};

/** Cells that begin with row 1 and column A, as a table. */
export const table = (cells: readonly (readonly Cell[])[], more: Partial<SheetTable> = {}): SheetTable => ({
  columns: Array.from({ length: Math.max(0, ...cells.map((row) => row.length)) }, (_, index) => index + 1),
  rows: cells.flatMap((row, index) =>
    row.some((cell) => String(cell ?? '').trim() !== '') ? [{ row: index + 1, cells: row }] : [],
  ),
  ...more,
});
