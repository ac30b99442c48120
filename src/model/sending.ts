/** What a person sends to a board, and what of it is kept. */

/** Behind each line; CR alone is Enter on every generation of TuyaOpen's shell (authorize-cli, section 1). */
export const lineEnds = ['cr', 'lf', 'crlf', 'none'] as const;
export type LineEnd = (typeof lineEnds)[number];
export const usualLineEnd: LineEnd = 'cr';

export const lineEndBytes: Readonly<Record<LineEnd, string>> = { cr: '\r', lf: '\n', crlf: '\r\n', none: '' };

/** A line, or bytes as they were typed in hex. Never with a secret in it. */
export interface SentEntry {
  text: string;
  hex?: true;
}

export const isSameEntry = (one: SentEntry, other: SentEntry): boolean =>
  one.text === other.text && one.hex === other.hex;
