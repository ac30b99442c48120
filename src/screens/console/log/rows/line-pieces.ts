import type { LogLine, TerminalColour } from '../../../../model/log-line';

/** A line cut into what is drawn differently: plain text, coloured text, what was searched for, and masks. Pure. */

export type LinePiece =
  | { kind: 'text' | 'found'; text: string; at: number; colour?: TerminalColour }
  | { kind: 'mask'; at: number };

const found = (text: string, words: string, at: number): LinePiece[] => {
  const wanted = words.trim().toLowerCase();
  if (!wanted) return text ? [{ kind: 'text', text, at }] : [];
  const low = text.toLowerCase();
  const pieces: LinePiece[] = [];
  let from = 0;
  for (let hit = low.indexOf(wanted); hit >= 0; hit = low.indexOf(wanted, from)) {
    if (hit > from) pieces.push({ kind: 'text', text: text.slice(from, hit), at: at + from });
    from = hit + wanted.length;
    pieces.push({ kind: 'found', text: text.slice(hit, from), at: at + hit });
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from), at: at + from });
  return pieces;
};

/** A piece cut where the colour changes; what was found keeps its own look. */
const coloured = (piece: LinePiece, colours: NonNullable<LogLine['colours']>): LinePiece[] => {
  if (piece.kind !== 'text') return [piece];
  const end = piece.at + piece.text.length;
  const cuts = [piece.at, ...colours.map(([place]) => place).filter((place) => place > piece.at && place < end), end];
  return cuts.slice(0, -1).flatMap((from, index) => {
    const colour = colours.findLast(([place]) => place <= from)?.[1];
    const text = piece.text.slice(from - piece.at, (cuts[index + 1] ?? end) - piece.at);
    return text
      ? [{ kind: 'text' as const, text, at: from, ...(colour !== undefined && colour !== null && { colour }) }]
      : [];
  });
};

export const linePieces = (
  { text, masked = [], colours }: Pick<LogLine, 'text' | 'masked' | 'colours'>,
  words = '',
): LinePiece[] => {
  const pieces: LinePiece[] = [];
  let from = 0;
  for (const [start, length] of masked) {
    pieces.push(...found(text.slice(from, start), words, from), { kind: 'mask', at: start });
    from = start + length;
  }
  pieces.push(...found(text.slice(from), words, from));
  return colours && colours.length > 0 ? pieces.flatMap((piece) => coloured(piece, colours)) : pieces;
};
