/** Characters that come along from web pages, chats and word processors, and that nobody sees. */

/**
 * Soft hyphen, joiners and other format characters, marks of direction, byte order mark, control characters, and every
 * space that is not the plain one.
 */
const invisible = /(?! )[\p{Cf}\p{Cc}\p{Z}\u115f\u1160\u3164\uffa0]|\p{Variation_Selector}|\u034f/gu;

/** Line ends and tabs are seen, and stand where a cell was wrapped: they are for `trim` or for the person. */
const seen = /[\t\n\r]/;

export const withoutInvisible = (text: string): string =>
  text.replace(invisible, (char) => (seen.test(char) ? char : ''));

/** Each once, `U+200B`, in the order in which they stand. */
export const invisibleIn = (text: string): string[] => {
  const found = (text.match(invisible) ?? []).filter((char) => !seen.test(char));
  return [...new Set(found)].map((char) => `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`);
};
