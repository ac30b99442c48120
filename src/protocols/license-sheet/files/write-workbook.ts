import { columnLetters } from '../table/columns';
import type { SheetPage } from '../write-sheet';

/** Cells to a workbook. The package is loaded when it is needed. */

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = 'http://schemas.openxmlformats.org';
const main = `${office}/spreadsheetml/2006/main`;
const relations = `${office}/officeDocument/2006/relationships`;

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The first sheet is the active one: tyutool 2.x reads that, 3.x the first (authorize-cli, section 4). */
const partsFor = (names: readonly string[]) => {
  const each = (part: (name: string, number: number) => string) => names.map((name, at) => part(name, at + 1)).join('');
  const overrides = each(
    (_, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${spreadsheet}.worksheet+xml"/>`,
  );
  const sheets = each((name, n) => `<sheet name="${escaped(name)}" sheetId="${n}" r:id="rId${n}"/>`);
  const related = each(
    (_, n) => `<Relationship Id="rId${n}" Type="${relations}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  );
  return {
    '[Content_Types].xml': `<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/>${overrides}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${sheets}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${office}/package/2006/relationships">${related}</Relationships>`,
  };
};

const escaped = (text: string): string =>
  text
    // `_x0041_` in a workbook means the letter A: what only looks like it is written as what it is.
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[char]!)
    // XML cannot hold control characters.
    .replace(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, '');

const sheetXml = (cells: readonly (readonly string[])[]): string => {
  const cell = (text: string, column: number, row: number) =>
    text &&
    `<c r="${columnLetters(column + 1)}${row}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
  const rows = cells.map(
    (texts, index) =>
      `<row r="${index + 1}">${texts.map((text, column) => cell(text, column, index + 1)).join('')}</row>`,
  );
  const columns =
    '<cols><col min="1" max="1" width="24"/><col min="2" max="2" width="38"/><col min="3" max="30" width="18"/></cols>';
  return `<worksheet xmlns="${main}">${columns}<sheetData>${rows.join('')}</sheetData></worksheet>`;
};

/**
 * Every cell of text type, so that no spreadsheet rounds a UUID or takes a note for a formula. Written here because the
 * ready-made writer packs large sheets in a worker made of a blob, which a strict Content-Security-Policy forbids.
 */
export const xlsxOf = async (pages: readonly SheetPage[]): Promise<Uint8Array<ArrayBuffer>> => {
  const { zipSync, strToU8 } = await import('fflate');
  const bodies = pages.map(({ cells }, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetXml(cells)] as const);
  const files = { ...partsFor(pages.map(({ name }) => name)), ...Object.fromEntries(bodies) };
  const packed = zipSync(
    Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(declaration + xml)])),
  );
  return packed as Uint8Array<ArrayBuffer>;
};
