/** Bytes as people read them, secrets masked. Pure. */
import { byteStates, type HeardBytes } from '../../model/heard-bytes';
import type { LogLine } from '../../model/log-line';

export const maskedByte = '··';

export type BytesToShow = Pick<HeardBytes, 'from' | 'bytes' | 'states'>;

const hexOf = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');
const isPrintable = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;

/** Of the byte at that place in them; `··` of one that is not told. */
export const byteText = ({ bytes, states }: BytesToShow, at: number): string =>
  states[at] === byteStates.told ? hexOf(bytes[at] ?? 0) : maskedByte;

/** `H`, `.` of what has no sign, `·` of what is not told. */
export const byteSign = ({ bytes, states }: BytesToShow, at: number): string => {
  if (states[at] !== byteStates.told) return '·';
  const byte = bytes[at] ?? 0;
  return isPrintable(byte) ? String.fromCharCode(byte) : '.';
};

export const address = (place: number): string => place.toString(16).toUpperCase().padStart(8, '0');

/** Rows of sixteen, as they are pasted elsewhere. */
export const hexRows = (piece: BytesToShow, perRow = 16): string => {
  const rows: string[] = [];
  for (let at = 0; at < piece.bytes.length; at += perRow)
    rows.push(
      Array.from({ length: Math.min(perRow, piece.bytes.length - at) }, (_, index) => byteText(piece, at + index)).join(
        ' ',
      ),
    );
  return rows.join('\n');
};

/** `00000010  48 65 6C 6C  Hell`, a row a line. `piece` begins with a row. */
export const hexDump = (piece: BytesToShow, perRow = 16): string => {
  let dump = '';
  for (let at = 0; at < piece.bytes.length; at += perRow) {
    const places = Array.from({ length: Math.min(perRow, piece.bytes.length - at) }, (_, index) => at + index);
    const cells = places.map((place) => byteText(piece, place)).join(' ');
    const signs = places.map((place) => byteSign(piece, place)).join('');
    dump += `${address(piece.from + at)}  ${cells.padEnd(perRow * 3 - 1)}  ${signs}\n`;
  }
  return dump;
};

/** Shown lines as the bytes of their texts, each with a line end; masks are masks whatever they hid. */
export const linesAsHex = (lines: readonly Pick<LogLine, 'text' | 'masked'>[]): { text: string; count: number } => {
  const cells: string[] = [];
  const encoder = new TextEncoder();
  const add = (text: string) => {
    for (const byte of encoder.encode(text)) cells.push(hexOf(byte));
  };
  for (const { text, masked = [] } of lines) {
    let from = 0;
    for (const [start, length] of masked) {
      add(text.slice(from, start));
      cells.push(maskedByte);
      from = start + length;
    }
    add(`${text.slice(from)}\n`);
  }
  return { text: cells.join(' '), count: cells.length };
};
