/** What a sheet says beside its licenses is shown, kept and exported in clear text: no AuthKey may go along in it. */

const hidden = '***';

const keyLength = 32;

/** Printable characters without a blank, enough for a key. */
const runs = new RegExp(`[\\x21-\\x7e]{${keyLength},}`, 'g');

/** A word that nobody can tell from an AuthKey, whoever's it is. */
const keyWord = new RegExp(
  `(?<![A-Za-z0-9])(?=[A-Za-z]*\\d)(?=\\d*[A-Za-z])[A-Za-z0-9]{${keyLength}}(?![A-Za-z0-9])`,
  'g',
);

const withoutKnown = (run: string, keys: ReadonlySet<string>): string => {
  let rest = '';
  for (let at = 0; at < run.length; ) {
    const isKey = keys.has(run.slice(at, at + keyLength));
    rest += isKey ? hidden : run[at];
    at += isKey ? keyLength : 1;
  }
  return rest;
};

/**
 * `keys`: those of the sheet, which may hold any printable character; `own`: that of the row, which may have any length.
 * To be done before a text is cut.
 */
export const withoutKeys = (text: string, keys: ReadonlySet<string> = new Set(), own?: string): string => {
  if (keys.has(text)) return hidden;
  const rest = own === undefined ? text : text.replaceAll(own, hidden);
  return rest.replace(runs, (run) => withoutKnown(run, keys).replace(keyWord, hidden));
};
