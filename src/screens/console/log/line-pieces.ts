import type { LogLine } from '../../../model/log-line';

/** A line cut into what is drawn differently: plain text, what was searched for, and masks. Pure. */

export type LinePiece = { kind: 'text' | 'found'; text: string; at: number } | { kind: 'mask'; at: number };

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

export const linePieces = ({ text, masked = [] }: Pick<LogLine, 'text' | 'masked'>, words = ''): LinePiece[] => {
  const pieces: LinePiece[] = [];
  let from = 0;
  for (const [start, length] of masked) {
    pieces.push(...found(text.slice(from, start), words, from), { kind: 'mask', at: start });
    from = start + length;
  }
  return [...pieces, ...found(text.slice(from), words, from)];
};
