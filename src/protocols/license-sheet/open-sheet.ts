import { readPastedText } from './pasted-text';
import { readSheet } from './read-sheet';
import type { SheetRefusal, SheetReport, SheetSource } from './sheet';
import { type ExportRow, writeSheet } from './write-sheet';

/** Sheets in and out as files and text: finds out what it is and hands it to the part that reads that. */

const startsWith = (bytes: Uint8Array, ...start: number[]) => start.every((byte, index) => bytes[index] === byte);

/** UTF-8, UTF-16 with its mark, or what a Chinese Excel saves as CSV. */
const decoded = (bytes: Uint8Array): string => {
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes);
  if (startsWith(bytes, 0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
};

/** A dropped or chosen file, by what it holds and not by its name. Never throws. */
export const readSheetFile = async (file: Pick<File, 'name' | 'arrayBuffer'>): Promise<SheetReport | SheetRefusal> => {
  const buffer = await file.arrayBuffer().catch(() => undefined);
  const bytes = new Uint8Array(buffer ?? new ArrayBuffer(0));
  const refused = (kind: SheetSource['kind'], code: SheetRefusal['code']): SheetRefusal => ({
    kind: 'refused',
    source: { name: file.name, kind },
    code,
  });
  if (!buffer) return refused('text', 'unreadable');
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return refused('xlsx', 'old-excel');
  if (startsWith(bytes, 0x50, 0x4b)) {
    return readWorkbook(buffer, { name: file.name, kind: 'xlsx' }).catch(() => refused('xlsx', 'unreadable'));
  }
  if (bytes.includes(0) && !startsWith(bytes, 0xff, 0xfe) && !startsWith(bytes, 0xfe, 0xff)) {
    return refused('text', 'unreadable');
  }
  return readSheetText(decoded(bytes), { name: file.name, kind: /\.[ct]sv$/i.test(file.name) ? 'csv' : 'text' });
};

/** tyutool 3.x reads the first sheet, 2.x the active one: takes the first that has both columns. */
const readWorkbook = async (bytes: ArrayBuffer, source: SheetSource): Promise<SheetReport | SheetRefusal> => {
  const { readXlsx } = await import('./xlsx-file');
  const reports = (await readXlsx(bytes)).map((cells) => readSheet(cells, source));
  return reports.find(({ kind }) => kind === 'sheet') ?? reports[0] ?? { kind: 'refused', source, code: 'empty' };
};

/** A paste, a mail, or the text of a CSV file; only the last must have a header row. Never throws. */
export const readSheetText = async (text: string, source: SheetSource): Promise<SheetReport | SheetRefusal> => {
  const { cellsOf, tableOf } = await import('./csv-text');
  const plain = text.replace(/^\ufeff/, '');
  const table = await tableOf(plain);
  if (table) return readSheet(table, source);
  return source.kind === 'csv' ? readSheet(await cellsOf(plain, ','), source) : readPastedText(plain, source);
};

/** The file to save. Contains AuthKeys in clear text. */
export const exportSheet = async (rows: readonly ExportRow[], format: 'xlsx' | 'csv'): Promise<Blob> => {
  const cells = writeSheet(rows);
  if (format === 'csv') {
    const { csvOf } = await import('./csv-text');
    return new Blob([await csvOf(cells)], { type: 'text/csv;charset=utf-8' });
  }
  const { xlsxOf } = await import('./xlsx-file');
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return new Blob([await xlsxOf(cells)], { type });
};
