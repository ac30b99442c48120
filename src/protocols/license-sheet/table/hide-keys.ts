/** What a sheet says beside its licenses is shown, kept and exported in clear text: no AuthKey may go along in it. */

const hidden = '***';

const keyLength = 32;

/** A word that nobody can tell from an AuthKey, whoever's it is. Bounded: a cell may have millions of characters. */
const keyWord = /(?<![A-Za-z0-9])(?=[A-Za-z]{0,31}\d)(?=\d{0,31}[A-Za-z])[A-Za-z0-9]{32}(?![A-Za-z0-9])/g;

/** Printable and no blank, as every character of a key. */
const isOfKey = (code: number): boolean => code > 0x20 && code < 0x7f;

const withoutKnown = (text: string, keys: ReadonlySet<string>): string => {
  if (keys.size === 0 || text.length < keyLength) return text;
  const parts: string[] = [];
  let kept = 0;
  let fitting = 0;
  for (let at = 0; at < text.length; at += 1) {
    fitting = isOfKey(text.charCodeAt(at)) ? fitting + 1 : 0;
    const from = at + 1 - keyLength;
    if (fitting < keyLength || !keys.has(text.slice(from, at + 1))) continue;
    parts.push(text.slice(kept, from), hidden);
    kept = at + 1;
    fitting = 0;
  }
  return parts.join('') + text.slice(kept);
};

/**
 * `keys`: those of the sheet, which may hold any printable character; `own`: that of the row, which may have any length.
 * To be done before a text is cut.
 */
export const withoutKeys = (text: string, keys: ReadonlySet<string> = new Set(), own?: string): string => {
  if (keys.has(text)) return hidden;
  const rest = own === undefined ? text : text.replaceAll(own, hidden);
  return withoutKnown(rest, keys).replace(keyWord, hidden);
};
