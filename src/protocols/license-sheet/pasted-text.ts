import { reportRows } from './report-rows';
import type { RawRow, SheetRefusal, SheetReport, SheetSource } from './sheet';

/**
 * Licenses in text without a header: one to a line in either order, or UUID and AuthKey on lines of their own, with or
 * without labels, in the middle of a mail. What is only nearly a license is told with its line, prose is passed over.
 */

const isUuid = (text: string) => /^[A-Za-z0-9._-]+$/.test(text) && (text.length === 16 || text.length === 20);
const isKey = (text: string) => /^[\x21-\x7e]{32}$/.test(text);
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

/** Chinese words and punctuation stand between licenses, never in one. */
const wordsOf = (line: string): string[] =>
  line
    .replaceAll('：', ':')
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

/** Pairs up the lines. Row numbers are line numbers, 1-based. */
const pastedRows = (text: string): RawRow[] => {
  const rows: RawRow[] = [];
  let half: RawRow | undefined;
  const giveUpHalf = () => {
    if (half) rows.push(half);
    half = undefined;
  };
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const words = wordsOf(line);
    const [word] = words;
    if (word === undefined) continue;
    const row = index + 1;
    const pair = pairOnLine(words, row);
    if (pair) {
      giveUpHalf();
      rows.push(pair);
    } else if (words.length === 1 && half && !(half.uuid ? isSurelyUuid(word) : isKey(word))) {
      rows.push(half.uuid ? { ...half, authKey: word } : { ...half, uuid: word });
      half = undefined;
    } else if (words.length === 1 && (isKey(word) || isSurelyUuid(word))) {
      giveUpHalf();
      half = isKey(word) ? { row, uuid: '', authKey: word } : { row, uuid: word, authKey: '' };
    }
  }
  giveUpHalf();
  return rows;
};

/** Never throws. */
export const readPastedText = (text: string, source: SheetSource): SheetReport | SheetRefusal => {
  const rows = pastedRows(text);
  if (rows.length === 0) return { kind: 'refused', source, code: text.trim() ? 'nothing-found' : 'empty' };
  const report = reportRows(rows, source);
  return { kind: 'sheet', source, generation: 'plain', columns: ['uuid', 'authKey'], extraColumns: [], ...report };
};
