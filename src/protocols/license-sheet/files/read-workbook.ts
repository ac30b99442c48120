import type { RefusalCode, SheetTable } from '../sheet';
import { TooLarge } from './limits';
import { tableOfSheet } from './workbook-cells';
import { bookOf, relationsOf, stringsOf, stylesOf } from './workbook-parts';
import { xmlText } from './xml';
import { namesIn, unpack } from './zip';

/** Every sheet of a workbook, or what else the archive is. */

/** Archives that are something else: names of parts tell. */
const others: readonly (readonly [RegExp, RefusalCode])[] = [
  [/^xl\/workbook\.bin$/i, 'binary-workbook'],
  [/^(?:Index\/|Index\.zip$|index\.numbers$|.*\.iwa$)/, 'numbers'],
  [/^content\.xml$/, 'open-document'],
];

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

const relationsPath = (path: string): string => `${folderOf(path)}_rels/${path.slice(path.lastIndexOf('/') + 1)}.rels`;

/** Tables in the order of the tabs. Throws when it is damaged. */
export const readWorkbook = async (bytes: Uint8Array): Promise<SheetTable[] | RefusalCode> => {
  const names = await namesIn(bytes);
  const isBook = names.some((name) => /(?:^|\/)workbook\.xml$/i.test(name));
  if (!isBook) return others.find(([pattern]) => names.some((name) => pattern.test(name)))?.[1] ?? 'archive';
  try {
    const parts = await unpack(bytes, (name) =>
      /^_rels\/|(?:^|\/)(?:workbook|sharedStrings|styles)\.xml$|\.xml\.rels$/i.test(name),
    );
    const text = (path: string) => (Object.hasOwn(parts, path) ? xmlText(parts[path]!) : '');
    const root = text('_rels/.rels') ? relationsOf(text('_rels/.rels'), '') : new Map<string, never>();
    const path = [...root.values()].find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
    const relations = relationsOf(text(relationsPath(path)), folderOf(path));
    const partOf = (type: string) => {
      const target = [...relations.values()].find((relation) => relation.type === type)?.target;
      return target ? text(target) : '';
    };
    const { sheets, from1904 } = bookOf(text(path), relations);
    const [strings, styles] = [partOf('sharedStrings'), partOf('styles')];
    const facts = { strings: strings ? stringsOf(strings) : [], styles: styles ? stylesOf(styles) : [], from1904 };
    const wanted = new Set(sheets.map((sheet) => sheet.path));
    const bodies = await unpack(bytes, (name) => wanted.has(name));
    return sheets.map(({ name, hidden, path: part }) => {
      const body = bodies[part];
      if (!body) throw new Error('a sheet is missing');
      return { ...tableOfSheet(xmlText(body), facts), name, hidden };
    });
  } catch (fault) {
    if (fault instanceof TooLarge) return 'too-large';
    throw fault;
  }
};
