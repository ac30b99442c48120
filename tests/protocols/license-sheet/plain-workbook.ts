import { strFromU8, unzipSync } from 'fflate';

/** The texts of a small workbook, read the plainest way there is: for judging files, not for reading any. */

export type Row = string[];

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replace(/&#x?[\da-f]+;/gi, (entity) => {
      const digits = entity.slice(2, -1);
      return String.fromCodePoint(/^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number(digits));
    })
    .replaceAll('&amp;', '&')
    .replace(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0) - 1;

const rowsOf = (xml: string): Row[] => {
  const rows: Row[] = [];
  for (const [, letters = '', row = '', body = ''] of xml.matchAll(
    /<c r="([A-Z]+)(\d+)"[^>]*?(?:\/>|>([\s\S]*?)<\/c>)/g,
  )) {
    const text = [...body.matchAll(/<(?:t|v)\b[^>]*>([\s\S]*?)<\/(?:t|v)>/g)].map(([, part = '']) => part).join('');
    // The last corner of a sheet is not worth a grid.
    if (Number(row) > 5000 || columnOf(letters) > 100) continue;
    (rows[Number(row) - 1] ??= [])[columnOf(letters)] = unescaped(text);
  }
  return Array.from(rows, (row) => Array.from(row ?? [], (text) => text ?? ''));
};

/** `active` is the place of the sheet that opens. */
export const readWorkbookPlainly = (bytes: Uint8Array): { sheets: Row[][]; active: number } => {
  const parts = unzipSync(bytes);
  const book = strFromU8(parts['xl/workbook.xml']!);
  const count = [...book.matchAll(/<sheet /g)].length;
  const active = Number(/activeTab="(\d+)"/.exec(book)?.[1] ?? 0);
  const sheets = Array.from({ length: count }, (_, at) =>
    rowsOf(strFromU8(parts[`xl/worksheets/sheet${at + 1}.xml`]!)),
  );
  return { sheets, active };
};
