import { limits, TooLarge } from '../files/limits';
import { tableOfText, tableOfUnknown } from '../files/text-table';
import type { Opened, RefusalCode, SheetAnswer, SheetRefusal, SheetSource, SheetWishes } from '../sheet';
import { readOpened } from './read-opened';

/** Sheets in, as files and text: finds out what it is and hands it to the part that reads that. Never throws. */

const startsWith = (bytes: Uint8Array, ...start: number[]) => start.every((byte, index) => bytes[index] === byte);

const says = (bytes: Uint8Array, ascii: string) => startsWith(bytes, ...[...ascii].map((char) => char.charCodeAt(0)));

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

/** A name in the directory of an OLE compound file, which is UTF-16. */
const holdsName = (bytes: Uint8Array, name: string): boolean => {
  const wanted = [...name].flatMap((char) => [char.charCodeAt(0), 0]);
  for (let at = bytes.indexOf(wanted[0]!); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return true;
  }
  return false;
};

/** What it is by its first bytes, when it is nothing that holds licenses to read. */
const foreign = (bytes: Uint8Array): RefusalCode | undefined => {
  // [MS-OFFCRYPTO] 2.3.4: a workbook with a password is a stream of this name in a compound file.
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return holdsName(bytes, 'EncryptedPackage') ? 'encrypted' : 'old-excel';
  if (says(bytes, '%PDF')) return 'pdf';
  if (startsWith(bytes, 0x1f, 0x8b) || says(bytes, 'Rar!') || says(bytes, '7z\u00bc\u00af')) return 'archive';
  return undefined;
};

/** A dropped or chosen file, by what it holds and not by its name. */
export const openSheetFile = async (file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<Opened> => {
  const refused = (kind: SheetSource['kind'], code: RefusalCode): SheetRefusal => ({
    kind: 'refused',
    source: { name: file.name, kind },
    code,
  });
  if (file.size > limits.file) return refused('xlsx', 'too-large');
  const buffer = await file.arrayBuffer().catch(() => undefined);
  if (!buffer) return refused('text', 'unreadable');
  const bytes = new Uint8Array(buffer);
  const code = foreign(bytes);
  if (code) return refused('xlsx', code);
  if (startsWith(bytes, 0x50, 0x4b)) {
    const { readWorkbook } = await import('../files/read-workbook');
    const tables = await readWorkbook(bytes).catch((): RefusalCode => 'unreadable');
    if (typeof tables === 'string') return refused('xlsx', tables);
    return { kind: 'tables', source: { name: file.name, kind: 'xlsx' }, tables };
  }
  if (bytes.length > limits.text) return refused('text', 'too-large');
  if (bytes.includes(0) && !startsWith(bytes, 0xff, 0xfe) && !startsWith(bytes, 0xfe, 0xff)) {
    return refused('text', 'unreadable');
  }
  return openSheetText(decoded(bytes), { name: file.name, kind: /\.[ct]sv$/i.test(file.name) ? 'csv' : 'text' });
};

const isHtml = (text: string): boolean =>
  /^\s*(?:<!doctype html|<html|<table|<head|<meta|<body|<style|<div)\b/i.test(text);

/** A paste, a mail, a saved web page, or the text of a CSV file. */
export const openSheetText = (text: string, source: SheetSource): Promise<Opened> =>
  opened(text, source).catch((fault: unknown) => ({
    kind: 'refused',
    source,
    code: fault instanceof TooLarge ? 'too-large' : 'unreadable',
  }));

const opened = async (text: string, source: SheetSource): Promise<Opened> => {
  const plain = text.replace(/^\ufeff/, '');
  if (plain.length > limits.text) return { kind: 'refused', source, code: 'too-large' };
  const xml = /^\s*<(?:\?xml|Workbook|office:document)\b/.test(plain) ? plain.slice(0, 2000) : '';
  // Both have tables of their own, which are none of a page.
  if (/<(?:\w+:)?Workbook\b/.test(xml)) return { kind: 'refused', source, code: 'excel-xml' };
  if (/<office:document\b/.test(xml)) return { kind: 'refused', source, code: 'open-document' };
  if (isHtml(plain) || /<table\b/i.test(plain.slice(0, 20_000))) {
    const { tablesOfHtml } = await import('../files/html-table');
    const tables = tablesOfHtml(plain);
    if (tables.length > 0) return { kind: 'tables', source, tables };
  }
  const table = tableOfText(plain, source);
  if (table) return { kind: 'tables', source, tables: [table] };
  if (source.kind === 'csv') return { kind: 'tables', source, tables: [tableOfUnknown(plain)] };
  return { kind: 'lines', source, text: plain };
};

/** Opened and read in one go. */
export const readSheetFile = async (
  file: Pick<File, 'name' | 'size' | 'arrayBuffer'>,
  wishes?: SheetWishes,
): Promise<SheetAnswer> => readOpened(await openSheetFile(file), wishes);

export const readSheetText = async (text: string, source: SheetSource, wishes?: SheetWishes): Promise<SheetAnswer> =>
  readOpened(await openSheetText(text, source), wishes);
