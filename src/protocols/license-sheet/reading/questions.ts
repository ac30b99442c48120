import type { SheetMarks } from '../../../model/license';
import { readMac } from '../../../model/license-rules';
import type { Answer, Doubt, Place, SheetLicense, SheetQuestion } from '../sheet';

/**
 * Rows that may have been used, as a few questions a person can answer: one for each column, or for each word in it
 * while they are few. A row is taken when all its questions are answered.
 */

export interface Questioned {
  row: SheetLicense;
  doubts: readonly Doubt[];
}

/** Up to so many different words of one column are asked about one by one. */
const fewWords = 5;
const examplesShown = 3;

const groupOf = ({ why, subject = '' }: Doubt): string => JSON.stringify([why, subject]);

const idsFor = (rows: readonly Questioned[]): ((doubt: Doubt) => string) => {
  const texts = new Map<string, Set<string>>();
  for (const { doubts } of rows) {
    for (const doubt of doubts) {
      const group = groupOf(doubt);
      const known = texts.get(group) ?? new Set<string>();
      if (known.size <= fewWords) known.add(doubt.text);
      texts.set(group, known);
    }
  }
  return (doubt) => {
    const group = groupOf(doubt);
    return (texts.get(group)?.size ?? 0) > fewWords
      ? group
      : JSON.stringify([doubt.why, doubt.subject ?? '', doubt.text]);
  };
};

/** What the sheet then says about the license, for the ledger. */
const marksOf = (doubts: readonly Doubt[]): SheetMarks => {
  const marks: SheetMarks = {};
  for (const { why, text, subject } of doubts) {
    if (why.endsWith('-mac')) marks.mac ??= readMac(text) ?? text;
    else if (why.endsWith('-time')) marks.timestamp ??= text;
    else marks.status ??= text || subject || `(${why})`;
  }
  return marks;
};

const spentBy = (row: SheetLicense, doubts: readonly Doubt[]): SheetLicense => {
  const marks = marksOf(doubts);
  const mac = marks.mac ? readMac(marks.mac) : undefined;
  const spent = marks.status ? 'sheet-status' : marks.mac ? 'sheet-mac' : 'sheet-timestamp';
  return { ...row, spent, sheet: marks, ...(mac && { mac }) };
};

export const ask = (
  rows: readonly Questioned[],
  answers: Readonly<Record<string, Answer>>,
): { licenses: SheetLicense[]; questions: SheetQuestion[]; open: Place[] } => {
  const asked = rows.filter(({ row, doubts }) => !row.spent && doubts.length > 0);
  const idOf = idsFor(asked);
  const answerTo = (id: string) => (Object.hasOwn(answers, id) ? answers[id] : undefined);
  const questions = new Map<string, SheetQuestion & { examples: string[]; places: Place[] }>();
  for (const { row, doubts } of asked) {
    const place: Place = { row: row.sheetRow, ...(row.tab !== undefined && { sheet: row.tab }) };
    const seen = new Set<string>();
    for (const doubt of doubts) {
      const id = idOf(doubt);
      const answer = answerTo(id);
      const { why, subject } = doubt;
      const known = questions.get(id) ?? {
        id,
        why,
        ...(subject !== undefined && { subject }),
        examples: [],
        places: [],
        ...(answer && { answer }),
      };
      questions.set(id, known);
      const example = doubt.text.slice(0, 60);
      if (example && known.examples.length < examplesShown && !known.examples.includes(example)) {
        known.examples.push(example);
      }
      if (!seen.has(id)) known.places.push(place);
      seen.add(id);
    }
  }
  const open: Place[] = [];
  const licenses = rows.flatMap(({ row, doubts }): SheetLicense[] => {
    if (row.spent || doubts.length === 0) return [row];
    const used = doubts.filter((doubt) => answerTo(idOf(doubt)) === 'used');
    if (used.length > 0) return [spentBy(row, used)];
    if (doubts.every((doubt) => answerTo(idOf(doubt)) === 'free')) return [row];
    open.push({ row: row.sheetRow, ...(row.tab !== undefined && { sheet: row.tab }) });
    return [];
  });
  return { licenses, questions: [...questions.values()], open };
};
