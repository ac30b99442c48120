import { strToU8, type Zippable, zipSync } from 'fflate';
import type { Cell } from '../../../src/protocols/license-sheet/sheet';

/** Workbooks put together part by part, so that they may be as odd as those of other programs. */

export interface Page {
  name: string;
  /** `hidden`, `veryHidden` */
  state?: string;
  /** Rows from row 1; or the whole of `sheetData`. */
  cells?: readonly (readonly Cell[])[];
  data?: string;
  /** Numbers of hidden rows. */
  hiddenRows?: readonly number[];
  merges?: readonly string[];
  /** Style by reference: `{ A2: 1 }`. */
  styles?: Readonly<Record<string, number>>;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const cellXml = (cell: Cell, ref: string, style: number | undefined): string => {
  const s = style === undefined ? '' : ` s="${style}"`;
  if (cell === null || cell === undefined) return s ? `<c r="${ref}"${s}/>` : '';
  if (typeof cell === 'number') return `<c r="${ref}"${s}><v>${cell}</v></c>`;
  return `<c r="${ref}"${s} t="inlineStr"><is><t xml:space="preserve">${escaped(String(cell))}</t></is></c>`;
};

const dataOf = ({ cells = [], hiddenRows = [], styles = {} }: Page): string =>
  cells
    .map((row, index) => {
      const hidden = hiddenRows.includes(index + 1) ? ' hidden="1"' : '';
      const body = row.map((cell, column) => {
        const ref = `${String.fromCharCode(65 + column)}${index + 1}`;
        return cellXml(cell, ref, styles[ref]);
      });
      return `<row r="${index + 1}"${hidden}>${body.join('')}</row>`;
    })
    .join('');

const sheetXml = (page: Page): string => {
  const merges = page.merges?.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  const merged = merges ? `<mergeCells>${merges}</mergeCells>` : '';
  return `<worksheet xmlns="${main}"><sheetData>${page.data ?? dataOf(page)}</sheetData>${merged}</worksheet>`;
};

/** Style 1 is struck out, style 2 is a date, style 3 is yellow. */
const stylesXml = `<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m"/></numFmts><fonts><font/><font><strike/></font></fonts><fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill></fills><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="0" fontId="1"/><xf numFmtId="170" fontId="0"/><xf numFmtId="0" fontId="0" fillId="1"/></cellXfs></styleSheet>`;

export const partsOf = (pages: readonly Page[]): Record<string, string> => ({
  '_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${pages
    .map(
      ({ name, state }, at) =>
        `<sheet name="${escaped(name)}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="r${at + 1}"/>`,
    )
    .join('')}</sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships>${pages
    .map((_, at) => `<Relationship Id="r${at + 1}" Type="${office}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`)
    .join('')}<Relationship Id="rS" Type="${office}/styles" Target="/xl/styles.xml"/></Relationships>`,
  'xl/styles.xml': stylesXml,
  ...Object.fromEntries(pages.map((page, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetXml(page)])),
});

export const zipped = (parts: Readonly<Record<string, string>>, name = 'book.xlsx'): File => {
  const files: Zippable = Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)]));
  return new File([zipSync(files, { level: 1 }) as Uint8Array<ArrayBuffer>], name);
};

export const book = (pages: readonly Page[], name = 'book.xlsx'): File => zipped(partsOf(pages), name);
