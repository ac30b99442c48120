/**
 * Names come from outside: from a cloud, a board, a file, the air. What no eye can see in them (marks of direction,
 * letters without width, control characters) is shown as its number, so that no name looks like another.
 */

/** A hat between two pictures is how families and flags are written. */
const joiner = /(?<=\p{Extended_Pictographic}[\u{1F3FB}-\u{1F3FF}\uFE0F]?)\u200D(?=\p{Extended_Pictographic})/gu;
/** Control and format characters but tab and line ends, halves of letters, and letters that are drawn as nothing. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;
/** The last two say which of two forms of a picture is meant. */
const kept = new Set(['\t', '\n', '\r', '\uFE0E', '\uFE0F']);
/** What is written from the right, with what stands between: it must not reorder what stands beside it. */
const fromRight = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC](?:[\s\p{M}]*[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC])*/gu;
const plain = /^[\t\n\r\x20-\x7E\u00A0-\u00AC\u00AE-\u02FF\u2010-\u2027\u3000-\u3163\u4E00-\u9FFF\uFF01-\uFF9F]*$/;

const numberOf = (letter: string): string =>
  `⟨U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;

const marked = (text: string): string =>
  text
    .replace(unseen, (letter) => (kept.has(letter) ? letter : numberOf(letter)))
    .replace(fromRight, (run) => `\u2068${run}\u2069`);

/** As it may be shown. */
export const visible = (text: string): string => {
  if (plain.test(text)) return text;
  return text.split(joiner).map(marked).join('\u200D');
};
