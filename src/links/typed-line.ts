/**
 * What a person types, piece by piece: a line may go out in several, and bytes may be text. A secret is hidden though it
 * was typed in two pieces, and whoever keeps what was typed is told.
 */
import type { LogLine } from '../model/log-line';
import { hexText } from '../protocols/console/hex-input';
import { hiddenPart } from '../protocols/console/hidden-part';
import { type MaskingDoor, maskText } from '../protocols/console/mask';
import { looksLikeKey } from '../protocols/console/secrets';

export interface Typed {
  line: LogLine;
  /** It has a secret in it, or a part of one: not to be kept. */
  secret: boolean;
  /** The line as the shell has it now, if this ended it. */
  ended?: string;
}

type Hide = readonly [number, number] | undefined;

const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** A longer line without an end is no line of a shell. */
const longestOpen = 4096;

export const createTyping = (door: MaskingDoor) => {
  /** Sent since the last line end. */
  let open = '';

  /** Of the new piece. */
  const hides = (piece: string, at: number): Hide => {
    const whole = open + piece;
    // Line by line: what hides all up to its end shall not hide the next.
    const lines = whole.split(/(?<=[\r\n])/);
    let from = -open.length;
    let hidden: Hide;
    for (const line of lines) {
      const bare = line.replace(/[\r\n]+$/, '');
      // A key alone on its line: a door looks for it in what is heard only.
      const part = hiddenPart(bare, door.sent(bare, at)) ?? (looksLikeKey(bare.trim()) ? [0, bare.length] : undefined);
      if (part && from + part[1] > 0) {
        const start = Math.max(0, from + part[0]);
        hidden = [hidden?.[0] ?? start, from + part[1]];
      }
      from += line.length;
    }
    return hidden;
  };

  const goesOn = (piece: string): string | undefined => {
    const lines = (open + piece).split(/\r\n|\r|\n/);
    open = (lines.at(-1) ?? '').slice(-longestOpen);
    return lines.length > 1 ? lines.at(-2) : undefined;
  };

  return {
    text(piece: string, end: string, at: number): Typed {
      const hidden = hides(piece, at);
      const masked = hidden && ([hidden[0], maskText.length] as const);
      const text = hidden ? piece.slice(0, hidden[0]) + maskText + piece.slice(hidden[1]) : piece;
      const ended = goesOn(piece + end);
      return {
        line: { at, sent: true, text, ...(masked && { masked: [masked] }) },
        secret: hidden !== undefined,
        ...(ended !== undefined && { ended }),
      };
    },
    bytes(bytes: Uint8Array, at: number): Typed {
      const piece = latin1(bytes);
      const hidden = hides(piece, at);
      const ended = goesOn(piece);
      const before = hexText(bytes.subarray(0, hidden?.[0]));
      const line: LogLine = { at, sent: true, text: before };
      if (hidden) {
        const start = before === '' ? 0 : before.length + 1;
        const after = hexText(bytes.subarray(hidden[1]));
        line.text = [before, maskText, after].filter(Boolean).join(' ');
        line.masked = [[start, maskText.length]];
      }
      return { line, secret: hidden !== undefined, ...(ended !== undefined && { ended }) };
    },
  };
};
