import { own } from '../../model/own';

/** How the emulated agent takes a sentence apart: into its parts, their words, and the numbers people say. */

export const words = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2);

/** As far as people dictate numbers; larger ones come as digits. */
const chineseDigits: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

const chineseNumber = (text: string): number | undefined => {
  const groups = /^(?<digit>[一二两三四五六七八九])?(?<ten>[百十])?(?<last>[一二三四五六七八九])?$/u.exec(text)?.groups;
  const digit = own(chineseDigits, groups?.digit ?? '');
  if (!groups?.ten) return digit;
  // One digit after a hundred means tens in speech and units on paper: not guessed.
  if (groups.ten === '百' && groups.last) return undefined;
  return (digit ?? 1) * (groups.ten === '百' ? 100 : 10) + (own(chineseDigits, groups.last ?? '') ?? 0);
};

const units = '%|[a-z°℃]+|度|秒|分钟|小时';
// A digit that ends a name, as in "switch 1" or "dp_2", is none.
const digitsWithUnit = new RegExp(`(?<![a-z_\\d])(-?\\d+(?:\\.\\d+)?)\\s*(${units})?`, 'iu');
const spokenWithUnit = new RegExp(`([一二两三四五六七八九十百]+)\\s*(${units})?`, 'iu');

/** The number of a part with what stands behind it: digits, or a short Chinese number. */
export const numberIn = (clause: string): { number: number; unit: string } | undefined => {
  const digits = digitsWithUnit.exec(clause);
  if (digits) return { number: Number(digits[1]), unit: (digits[2] ?? '').toLowerCase() };
  const percent = clause.includes('百分之');
  // "A little" is no number one.
  const spoken = spokenWithUnit.exec(clause.replace(/百分之|一[点些下]/g, ''));
  const number = spoken ? chineseNumber(spoken[1] ?? '') : undefined;
  return number === undefined ? undefined : { number, unit: percent ? '%' : (spoken?.[2] ?? '') };
};

/** Full-width digits and signs as half-width ones. */
const plain = (sentence: string): string =>
  sentence.replace(/[！-～]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).trim();

const parting = /\s+(?:and then|and|then)\s+|[,;，；。]|并且|然后|并|再(?=把|打|开|关|调到)/u;

/** The parts of a sentence in lower case; what stands in quotes is left as it is and in one piece. */
export const clauses = (sentence: string): string[] => {
  const quotes: string[] = [];
  const bare = plain(sentence).replace(/["“「][^"”」]*["”」]/gu, (quote) => `<${quotes.push(quote) - 1}>`);
  return bare
    .toLowerCase()
    .split(parting)
    .map((clause) => clause.replace(/[.!?？]+$/u, '').trim())
    .filter((clause) => clause !== '')
    .map((clause) => clause.replace(/<(\d+)>/g, (_, place: string) => quotes[Number(place)] ?? ''));
};
