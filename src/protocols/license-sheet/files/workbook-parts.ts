import { decoded } from './entities';
import { readXml } from './xml';

/** The small parts of a workbook: its sheets, its strings, and the styles that change what a number means. */

export interface SheetPart {
  name: string;
  hidden: boolean;
  /** `xl/worksheets/sheet1.xml` */
  path: string;
}

const attribute = (attributes: Readonly<Record<string, string>>, name: string): string | undefined => {
  for (const key of Object.keys(attributes)) if (key === name || key.endsWith(`:${name}`)) return attributes[key];
  return undefined;
};

/** Targets are relative to the folder of the part they belong to, or begin with a slash. */
const resolved = (folder: string, target: string): string => {
  const parts = target.startsWith('/') ? [] : folder.split('/').filter(Boolean);
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part && part !== '.') parts.push(part);
  }
  return parts.join('/');
};

export interface Relation {
  type: string;
  target: string;
}

export const relationsOf = (xml: string, folder: string): ReadonlyMap<string, Relation> => {
  const found = new Map<string, Relation>();
  readXml(xml, {
    open(name, attributes) {
      if (name !== 'Relationship') return;
      const { Id = '', Type = '', Target = '' } = attributes();
      found.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target: resolved(folder, decoded(Target)) });
    },
  });
  return found;
};

export interface Book {
  sheets: SheetPart[];
  /** Days are counted from 1904, as old Macs did. */
  from1904: boolean;
}

/** In the order of its tabs. */
export const bookOf = (xml: string, relations: ReadonlyMap<string, Relation>): Book => {
  const book: Book = { sheets: [], from1904: false };
  readXml(xml, {
    open(name, attributes) {
      if (name === 'workbookPr') book.from1904 = ['1', 'true'].includes(attributes().date1904 ?? '');
      if (name !== 'sheet') return;
      const all = attributes();
      const relation = relations.get(attribute(all, 'id') ?? '');
      // Charts and macros have tabs as well.
      if (relation?.type !== 'worksheet') return;
      const { name: title = '', state = 'visible' } = all;
      book.sheets.push({ name: decoded(title), hidden: state !== 'visible', path: relation.target });
    },
  });
  return book;
};

/** `_x005F_` and the like stand for a character that XML, or the notation itself, could not hold. */
export const unescapedText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

/** Strings that cells point at; runs of one text joined, readings of Chinese and Japanese left out. */
export const stringsOf = (xml: string): string[] => {
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let inReading = false;
  readXml(xml, {
    open(name, _attributes, empty) {
      if (name === 'si') text = '';
      else if (name === 't') inText = !empty;
      else if (name === 'rPh') inReading = !empty;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') inReading = false;
      else if (name === 'si') strings.push(unescapedText(text));
    },
    text(part) {
      if (inText && !inReading) text += part;
    },
  });
  return strings;
};

export interface CellStyle {
  isDate: boolean;
  struck: boolean;
  /** What the cell is filled with, in whatever words the workbook has for it. */
  colour?: string;
}

/** ECMA-376 part 1, 18.8.30: formats of date and time that need no definition, the East Asian ones among them. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

const isDateFormat = (code: string): boolean =>
  /[ymdhs]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '').replace(/general/gi, ''));

/** By number, as cells name them. */
export const stylesOf = (xml: string): CellStyle[] => {
  const dates = new Map<number, boolean>();
  const struckFonts: boolean[] = [];
  const colours: string[] = [];
  const styles: CellStyle[] = [];
  let within = '';
  readXml(xml, {
    open(name, attributes, empty) {
      if (name === 'fonts' || name === 'cellXfs' || name === 'fills') within = empty ? '' : name;
      else if (name === 'numFmt')
        dates.set(Number(attributes().numFmtId), isDateFormat(decoded(attributes().formatCode ?? '')));
      else if (name === 'font' && within === 'fonts') struckFonts.push(false);
      else if (name === 'fill' && within === 'fills') colours.push('');
      else if (name === 'fgColor' && within === 'fills') {
        const { rgb, theme, indexed, tint } = attributes();
        colours[colours.length - 1] = [rgb, theme, indexed, tint].join(' ').trim();
      } else if (name === 'strike' && within === 'fonts') {
        struckFonts[struckFonts.length - 1] = !['0', 'false'].includes(attributes().val ?? '1');
      } else if (name === 'xf' && within === 'cellXfs') {
        const { numFmtId = '0', fontId = '0', fillId = '0' } = attributes();
        const id = Number(numFmtId);
        styles.push({
          isDate: dates.get(id) ?? isBuiltInDate(id),
          struck: struckFonts[Number(fontId)] ?? false,
          colour: colours[Number(fillId)] || undefined,
        });
      }
    },
    close(name) {
      if (name === within) within = '';
    },
  });
  return styles;
};
