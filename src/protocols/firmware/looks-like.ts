/**
 * What a file that is no ESP firmware seems to be. Hints for a sentence, never proof (esp-flashing, section 7): seen in
 * seven sample images.
 */
import { isPartitionTable } from './partition-table';

export type LooksLike =
  | 'empty'
  | 'blank'
  | 'beken-t5-t3'
  | 'beken-t2-bk7231n'
  | 'ln882h'
  | 'rtl8720cf'
  | 'uf2'
  | 'elf'
  | 'intel-hex'
  | 'xlsx'
  | 'zip'
  | 'gzip'
  | 'partition-table'
  | 'text'
  | 'unknown';

const starts = (bytes: Uint8Array, ...head: readonly number[]) => head.every((byte, at) => bytes[at] === byte);

const latin = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, Math.min(to, bytes.length)));

const isText = (head: string) => head.length > 0 && /^[\t\n\r\x20-\x7e]*$/.test(head);

/** In order of how much a match says. */
const signs: readonly (readonly [LooksLike, (bytes: Uint8Array) => boolean])[] = [
  ['empty', (bytes) => bytes.length === 0],
  ['beken-t5-t3', (bytes) => latin(bytes, 0x110, 0x116) === 'BK7236'],
  ['beken-t2-bk7231n', (bytes) => latin(bytes, 0x110, 0x116) === 'BK7231'],
  ['rtl8720cf', (bytes) => starts(bytes, 0x99, 0x99, 0x96, 0x96, 0x3f, 0xcc, 0x66, 0xfc)],
  ['ln882h', (bytes) => starts(bytes, 0, 0, 0, 0x20, 0xdf)],
  ['uf2', (bytes) => starts(bytes, 0x55, 0x46, 0x32, 0x0a)],
  ['elf', (bytes) => starts(bytes, 0x7f, 0x45, 0x4c, 0x46)],
  // A workbook is a zip whose first entries have these names.
  [
    'xlsx',
    (bytes) =>
      starts(bytes, 0x50, 0x4b, 3, 4) && /\[Content_Types\]|_rels\/|xl\/|docProps\//.test(latin(bytes, 0, 512)),
  ],
  ['zip', (bytes) => starts(bytes, 0x50, 0x4b, 3, 4)],
  ['gzip', (bytes) => starts(bytes, 0x1f, 0x8b)],
  ['partition-table', (bytes) => isPartitionTable(bytes, 0)],
  ['intel-hex', (bytes) => /^:[0-9A-Fa-f]{10,}\r?\n/.test(latin(bytes, 0, 128))],
  ['text', (bytes) => isText(latin(bytes, 0, 512))],
  ['blank', (bytes) => (bytes[0] === 0 || bytes[0] === 0xff) && bytes.every((byte) => byte === bytes[0])],
];

export const looksLike = (bytes: Uint8Array): LooksLike => signs.find(([, fits]) => fits(bytes))?.[0] ?? 'unknown';
