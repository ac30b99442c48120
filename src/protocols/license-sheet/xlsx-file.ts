import type { Cell } from './sheet';

/** Workbooks to cells and back. The packages are loaded when they are needed. */

/** Unpacked bytes of XML that are still taken for a license sheet; 100 000 rows come to about 60 MB. */
const largest = 128 * 1024 * 1024;

/** Cells of every sheet, in the order of the workbook. Throws when it is not one. */
export const readXlsx = async (bytes: ArrayBuffer): Promise<Cell[][][]> => {
  const [{ default: readWorkbook }, { unzipSync, zipSync, strFromU8, strToU8 }] = await Promise.all([
    import('read-excel-file/universal'),
    import('fflate'),
  ]);
  let size = 0;
  const parts = unzipSync(new Uint8Array(bytes), {
    filter: ({ name, originalSize }) => {
      if (!/\.(xml|rels)$/.test(name)) return false;
      size += originalSize;
      if (size > largest) throw new Error('too large for a license sheet');
      return true;
    },
  });
  for (const [name, part] of Object.entries(parts)) {
    if (/^xl\/worksheets\/[^/]+\.xml$/.test(name)) parts[name] = strToU8(showHiddenCells(strFromU8(part)));
  }
  // Packed again without compression: the package would unpack large parts in a worker made of a blob, which a strict
  // Content-Security-Policy forbids.
  const plain = zipSync(parts, { level: 0 });
  const workbook = (await readWorkbook(plain.buffer)) as unknown as { data: Cell[][] }[];
  return workbook.map(({ data }) => data);
};

/**
 * The package takes cells with an error (`#N/A`) and formulas that were never calculated for empty ones, and an empty
 * status means a free license: gives both a text.
 */
const showHiddenCells = (xml: string): string =>
  xml
    .replace(/(<(?:\w+:)?c\b[^>]*?\s)t="e"/g, '$1t="str"')
    .replace(
      /<((?:\w+:)?)c\b([^>/]*)>\s*<\1f\b(?:[^>]*\/>|[^>]*>[^<]*<\/\1f>)\s*(<\1v\s*\/>|<\1v><\/\1v>)?\s*<\/\1c>/g,
      (cell: string, prefix: string, attributes: string, emptyValue?: string) => {
        // A calculated formula may well show an empty text.
        if (emptyValue && /\st="str"/.test(attributes)) return cell;
        const others = attributes.replace(/\st="\w*"/, '');
        return `<${prefix}c${others} t="str"><${prefix}v>(formula)</${prefix}v></${prefix}c>`;
      },
    );

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = 'http://schemas.openxmlformats.org';
const main = `${office}/spreadsheetml/2006/main`;
const relations = `${office}/officeDocument/2006/relationships`;

const parts = {
  '[Content_Types].xml': `<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Licenses" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};

const columnLetters = (index: number): string =>
  (index >= 26 ? columnLetters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));

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
    `<c r="${columnLetters(column)}${row}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
  const rows = cells.map(
    (texts, index) =>
      `<row r="${index + 1}">${texts.map((text, column) => cell(text, column, index + 1)).join('')}</row>`,
  );
  const columns =
    '<cols><col min="1" max="1" width="24"/><col min="2" max="2" width="38"/><col min="3" max="30" width="18"/></cols>';
  return `<worksheet xmlns="${main}">${columns}<sheetData>${rows.join('')}</sheetData></worksheet>`;
};

/**
 * One sheet, every cell of text type, so that no spreadsheet rounds a UUID or takes a note for a formula. Written here
 * because the ready-made writer packs large sheets in a worker made of a blob (see `readXlsx`).
 */
export const xlsxOf = async (cells: readonly (readonly string[])[]): Promise<Uint8Array<ArrayBuffer>> => {
  const { zipSync, strToU8 } = await import('fflate');
  const files = { ...parts, 'xl/worksheets/sheet1.xml': sheetXml(cells) };
  const packed = zipSync(
    Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(declaration + xml)])),
  );
  return packed as Uint8Array<ArrayBuffer>;
};
