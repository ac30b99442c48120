import writeWorkbook from 'write-excel-file/universal';
import type { License } from '../../../src/model/license';
import type { Cell, SheetRefusal, SheetReport } from '../../../src/protocols/license-sheet/sheet';

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

export const reported = (answer: SheetReport | SheetRefusal): SheetReport => {
  if (answer.kind === 'refused') throw new Error(`refused: ${answer.code}`);
  return answer;
};
