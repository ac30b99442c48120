/** Text that was dropped in place of firmware: which kind, by how it begins. */

export type TextLook = 'intel-hex' | 's-record' | 'lfs-pointer' | 'html' | 'json' | 'partitions-csv' | 'text';

const headBytes = 4096;

const isPrintable = (text: string) =>
  text.length > 0 && [...text].every((letter) => letter >= ' ' || '\t\n\r\f\u001b'.includes(letter));

/** In UTF-8, or in UTF-16 that says so. A letter that the sample cuts in two is no fault. */
const decode = (bytes: Uint8Array): string | undefined => {
  const marked = bytes[0]! + bytes[1]! * 256;
  const encoding = marked === 0xfeff ? 'utf-16le' : marked === 0xfffe ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
};

const signs: readonly (readonly [TextLook, RegExp])[] = [
  ['intel-hex', /^\s*:[0-9A-Fa-f]{10,}\s/],
  ['s-record', /^\s*S[0-9][0-9A-Fa-f]{6,}\s/],
  ['lfs-pointer', /^version https:\/\/git-lfs\.github\.com\/spec\//],
  ['html', /^\s*(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)?<(!doctype html|html|head|body|title|meta|script)\b/i],
  ['json', /^\s*(\{\s*("|\})|\[\s*[[{"\]\d])/],
  ['partitions-csv', /^(\s*#[^\n]*\n)*\s*\w+\s*,\s*(app|data)\s*,\s*\w+\s*,/],
];

/** Undefined when it is no text. */
export const looksLikeText = (bytes: Uint8Array): TextLook | undefined => {
  const text = decode(bytes.subarray(0, headBytes));
  if (text === undefined || !isPrintable(text)) return undefined;
  return signs.find(([, sign]) => sign.test(text))?.[0] ?? 'text';
};
