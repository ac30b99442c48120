/** Text as people paste it: fenced, quoted, printed by Python, in the middle of a log line; JSON values out of it. */

/** The mark of a quoted mail or chat, on every line that says anything. */
const unquoted = (text: string): string => {
  const lines = text.split('\n');
  const quoted = lines.every((line) => line.trim() === '' || line.trimStart().startsWith('>'));
  return quoted ? lines.map((line) => line.replace(/^\s*(?:>\s?)+/, '')).join('\n') : text;
};

/** From an opening bracket to the one that closes it; undefined when none does. */
const balanced = (text: string, from: number): string | undefined => {
  let depth = 0;
  let quote = '';
  for (let at = from; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (quote) {
      if (sign === '\\') at += 1;
      else if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') {
      depth -= 1;
      if (depth === 0) return text.slice(from, at + 1);
    }
  }
  return undefined;
};

const pythonWords: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null' };
/** A text in either quotes, or a word outside of texts. */
const pythonPiece = /'((?:[^'\\]|\\[\s\S])*)'|"((?:[^"\\]|\\[\s\S])*)"|\b(?:True|False|None)\b/g;
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

const pythonText = (inside: string): string =>
  JSON.stringify(
    inside.replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|([\s\S]))/gi, (_, byte, unit, sign: string) =>
      byte || unit ? String.fromCharCode(Number.parseInt(byte ?? unit, 16)) : (escapes[sign] ?? sign),
    ),
  );

/** What Python's `print` makes of a dict, as JSON. */
const fromPython = (text: string): string =>
  text.replace(pythonPiece, (piece, single?: string, double?: string) => {
    const inside = single ?? double;
    return inside === undefined ? (pythonWords[piece] ?? piece) : pythonText(inside);
  });

const parsed = (text: string): unknown => {
  for (const form of [text, fromPython(text)]) {
    try {
      return JSON.parse(form) as unknown;
    } catch {
      // The next form.
    }
  }
  return undefined;
};

/** A log line has brackets of its own before the model begins. */
const mostStarts = 40;

/** Every JSON object or list found in the text, outermost ones, in order. */
export const valuesIn = (pasted: string): unknown[] => {
  const text = unquoted(pasted);
  const found: unknown[] = [];
  let at = 0;
  for (let tries = 0; tries < mostStarts; tries += 1) {
    const next = text.slice(at).search(/[{[]/);
    if (next < 0) break;
    at += next;
    const piece = balanced(text, at);
    const value = piece === undefined ? undefined : parsed(piece);
    if (value !== undefined) found.push(value);
    at += value !== undefined && piece ? piece.length : 1;
  }
  return found;
};
