import { limits } from '../files/limits';
import type { Answer, Doubt, RawRow, SheetRefusal, SheetReport, SheetSource } from '../sheet';
import { isKey, isUuid } from '../table/columns';
import { invisibleIn, withoutInvisible } from '../table/invisible';
import { markOfName, markOfText, saysFree, saysUsed, whyOf } from '../table/mark-words';
import { reportRows } from './report-rows';

/**
 * Licenses in text without a header: one to a line in either order, or UUID and AuthKey on lines of their own, with or
 * without labels, in the middle of a mail. What is only nearly a license is told with its line, prose is passed over.
 */

/** Long words of prose have no digit; all the UUIDs seen so far have one. */
const isSurelyUuid = (text: string) => isUuid(text) && /\d/.test(text);
const isNearlyKey = (text: string) => /^[\x21-\x7e]{24,40}$/.test(text);

const label = /^(?:uuid|auth[_-]?key|key)[:=]?$/i;
const labelled = /^(?:uuid|auth[_-]?key|key)[:=](.+)$/i;

/** The word without label, quotes and the comma after it, unless it is right as it stands. */
const bare = (word: string): string => {
  const value = isKey(word) || isUuid(word) ? word : (labelled.exec(word)?.[1] ?? word);
  const tries = [value, value.replace(/[,;.]$/, ''), value.replace(/^["'](.*?)["'][,;.]?$/, '$1')];
  return tries.find((text) => isUuid(text) || isKey(text)) ?? value;
};

/** `uuid,key` and `key,uuid` in one word. Split by place: an AuthKey may hold a comma itself. */
const joined = (word: string): string[] => {
  const splits = [16, 20, 32]
    .filter((at) => /[,;|/]/.test(word[at] ?? ''))
    .map((at) => [word.slice(0, at), word.slice(at + 1)] as const)
    .filter(([a, b]) => (isUuid(a) && isKey(b)) || (isKey(a) && isUuid(b)));
  // Two places may fit when the AuthKey holds a comma; one without is likelier.
  const split = splits.find((parts) => !parts.some((part) => /[,;|/]/.test(part))) ?? splits[0];
  if (split) return [...split];
  // One of the two has the wrong length, or other columns follow.
  const parts = word.split(/[,;|]/);
  return parts.some(isSurelyUuid) && parts.some((part) => isKey(part) || isNearlyKey(part)) ? parts : [word];
};

/** Characters of a line that are looked at: two licenses would fit many times. */
const longest = 2000;

/** Chinese words and punctuation stand between licenses, never in one. */
const wordsOf = (line: string): string[] =>
  line
    .replaceAll('：', ':')
    .slice(0, longest)
    .split(/[\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+/)
    .filter((word) => word && !label.test(word))
    .flatMap((word) => joined(bare(word)))
    .map(bare)
    .filter(Boolean);

/** A line that holds both; words behind them stand where a status would be. */
const pairOnLine = (words: readonly string[], row: number): RawRow | undefined => {
  const key = words.findIndex(isKey);
  const uuid = words.findIndex(key < 0 ? isSurelyUuid : isUuid);
  const nearUuid = uuid < 0 && words.length === 2 ? 1 - key : uuid;
  const nearKey =
    key < 0 ? words.findIndex((word, at) => at !== uuid && (isNearlyKey(word) || words.length === 2)) : key;
  if (words.length < 2 || (uuid < 0 && key < 0) || nearUuid < 0 || nearKey < 0) return undefined;
  const [first, last] = [Math.min(nearUuid, nearKey), Math.max(nearUuid, nearKey)];
  const rest = [...words.slice(first + 1, last), ...words.slice(last + 1)];
  return { row, uuid: words[nearUuid], authKey: words[nearKey], status: rest.join(' ') };
};

/** `Status: used`, `MAC：C8…`, `已用`: what a line without a license says about the one above it. */
const doubtOfLine = (line: string): Doubt | undefined => {
  const whole = line.trim().slice(0, longest);
  const text = whole.slice(0, 120);
  const named = /^([^:：=]{1,24})[:：=]\s*\S/.exec(text)?.[1];
  const mark = (named && !/\s.*\s/.test(named.trim()) ? markOfName(named) : undefined) ?? markOfText(text);
  return mark && { why: whyOf('words', mark), text: whole };
};

/** What stands beside a license in its line, in any language. */
const doubtBeside = (line: string, { uuid, authKey, status }: RawRow): Doubt | undefined => {
  if (status) return undefined;
  const rest = line.slice(0, longest).replaceAll(String(uuid), ' ').replaceAll(String(authKey), ' ');
  const mark = markOfText(rest);
  return mark && { why: whyOf('words', mark), text: rest.replace(/\s+/g, ' ').trim() };
};

/** A short line above a list: "used:", "已用". In a long one the words mean anything. */
const headingOf = (line: string): Doubt | undefined => {
  const text = line.trim();
  return text.length <= 40 && saysUsed(text) ? { why: 'heading', subject: text, text } : undefined;
};

const doubting = (row: RawRow, doubt: Doubt | undefined): RawRow =>
  doubt ? { ...row, doubts: [...(row.doubts ?? []), doubt] } : row;

/** Pairs up the lines. Row numbers are line numbers, 1-based. */
const pastedRows = (text: string): RawRow[] => {
  const rows: RawRow[] = [];
  let half: RawRow | undefined;
  let heading: Doubt | undefined;
  /** True until an empty line: what follows belongs to the license above it. */
  let near = false;
  const keep = (row: RawRow) => {
    rows.push(doubting(row, heading));
    near = true;
  };
  const giveUpHalf = () => {
    if (half) keep(half);
    half = undefined;
  };
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (!line.trim()) near = false;
    const words = wordsOf(line);
    const [word] = words;
    const row = index + 1;
    const pair = pairOnLine(words, row);
    if (pair) {
      giveUpHalf();
      keep(doubting(pair, doubtBeside(line, pair)));
    } else if (word !== undefined && words.length === 1 && half && !(half.uuid ? isSurelyUuid(word) : isKey(word))) {
      keep(half.uuid ? { ...half, authKey: word } : { ...half, uuid: word });
      half = undefined;
    } else if (word !== undefined && words.length === 1 && (isKey(word) || isSurelyUuid(word))) {
      giveUpHalf();
      half = isKey(word) ? { row, uuid: '', authKey: word } : { row, uuid: word, authKey: '' };
    } else if (line.trim()) {
      const last = rows.at(-1);
      if (near && last) rows[rows.length - 1] = doubting(last, doubtOfLine(line));
      const next = headingOf(line);
      if (next || saysFree(line)) heading = next;
    }
  }
  giveUpHalf();
  return rows;
};

/** Spaces of another kind become plain ones: here they part words. What has no width goes. */
const withoutUnseen = (text: string) => {
  const characters = new Set<string>();
  const lines = new Set<number>();
  const seen = text.split(/\r\n|\r|\n/).map((line, index) => {
    const found = invisibleIn(line);
    if (found.length === 0) return line;
    for (const name of found) characters.add(name);
    lines.add(index + 1);
    return withoutInvisible(line.replace(/[\p{Zs}]/gu, ' '));
  });
  return { text: seen.join('\n'), characters: [...characters], lines };
};

/** Never throws. */
export const readPastedText = (
  text: string,
  source: SheetSource,
  answers: Readonly<Record<string, Answer>> = {},
): SheetReport | SheetRefusal => {
  const { text: seen, characters, lines } = withoutUnseen(text);
  const rows = pastedRows(seen);
  if (rows.length > limits.rows) return { kind: 'refused', source, code: 'too-large' };
  if (rows.length === 0) return { kind: 'refused', source, code: text.trim() ? 'nothing-found' : 'empty' };
  const report = reportRows(rows, source, answers);
  const cleaned = rows.filter(({ row }) => lines.has(row)).map(({ row }) => ({ row }));
  return {
    kind: 'sheet',
    source,
    generation: 'plain',
    columns: ['uuid', 'authKey'],
    extraColumns: [],
    ...report,
    ...(cleaned.length > 0 && { cleaned: { characters, places: cleaned } }),
  };
};
