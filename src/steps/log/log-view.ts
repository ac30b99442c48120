import { msBetween } from '../../model/clock';
import type { LogLine } from '../../model/log-line';
import {
  type LogPlace,
  type LogRow,
  type LogSeen,
  type LogWish,
  type LogWords,
  showEverything,
} from '../../model/log-look';
import { blockLines } from '../../records/log/blocks';
import type { Tape } from '../../records/log/tape';
import { createSeeker, type Expressions, type Seeker } from './seeker';
import { createShown, type Shown } from './shown';

/** What a view is of: a tape, and what is told beside it. */
export interface LogSource {
  tape: Tape;
  /** Told with every picture. */
  facts(): Pick<LogSeen, 'session' | 'minute' | 'marks' | 'stamp' | 'trouble' | 'begun'>;
}

/** Looking through old lines gives way to ports and pages after so long, ms. */
const sliceMs = 8;

const wordsKey = ({ text, regex }: LogWords) => `${regex ? 'r' : 't'}${text}`;

/** One log as one page sees it: the wish is whole each time, the picture too. */
export const createLogView = (source: LogSource, expressions: Expressions, ticks: () => number) => {
  const { tape } = source;
  let wish: LogWish | undefined;
  /** By what they look for: the same words are looked for once, whatever chip they are on. */
  const seekers = new Map<string, Seeker>();
  let shown: Shown | undefined;
  let shownKey = '';
  let seeking: Promise<void> | undefined;
  let closed = false;

  const neededWords = (): LogWords[] => [
    ...(wish?.filter.chips ?? []),
    ...(wish?.find && wish.find.text !== '' ? [wish.find] : []),
  ];

  const hire = () => {
    const needed = new Map(neededWords().map((words) => [wordsKey(words), words]));
    for (const [key, seeker] of seekers)
      if (!needed.has(key)) {
        seeker.close();
        seekers.delete(key);
      }
    for (const [key, words] of needed) if (!seekers.has(key)) seekers.set(key, createSeeker(tape, words, expressions));
  };
  const byChip = () =>
    new Map(
      (wish?.filter.chips ?? []).flatMap((chip) => {
        const seeker = seekers.get(wordsKey(chip));
        return seeker ? [[chip.id, seeker] as const] : [];
      }),
    );
  const finder = () => wish?.find && seekers.get(wordsKey(wish.find));

  const current = (): Shown => {
    const filter = wish?.filter ?? showEverything;
    const chips = byChip();
    const gaveUp = [...chips].filter(([, { state }]) => state === 'slow' || state === 'wrong').map(([id]) => id);
    const key = JSON.stringify([filter, gaveUp]);
    if (!shown || key !== shownKey) shown = createShown(tape, filter, chips);
    shownKey = key;
    shown.catchUp();
    return shown;
  };

  const lineAt = async (number: number): Promise<LogLine | undefined> =>
    (await tape.lines(Math.floor(number / blockLines)))[number % blockLines];

  const rowsOf = async (from: Shown, row: number, count: number): Promise<LogRow[]> => {
    const withAbove = Math.max(0, row - 1);
    const rows: LogRow[] = [];
    let above: LogLine | undefined;
    for (const number of from.numbers(withAbove, count + row - withAbove)) {
      const line = await lineAt(number);
      if (!line) continue;
      rows.push({ number, line, ...(above && { gap: msBetween(above, line) }) });
      above = line;
    }
    return rows.slice(row - withAbove);
  };

  const rowOf = (from: Shown, place: LogPlace, rows: number): number => {
    const last = Math.max(0, from.total - rows);
    if (place.kind === 'end') return last;
    // A line is asked for with what stands above it.
    const row = place.kind === 'row' ? place.row : from.rankOf(place.line) - Math.floor(rows / 3);
    return Math.min(Math.max(0, row), last);
  };

  const busySeekers = () => [...seekers.values()].filter(({ state }) => state === 'scanning');

  /** Every seeker a block further, in turns, until all are at the end. */
  const seek = async (progress: () => void) => {
    let since = ticks();
    for (let busy = busySeekers(); busy.length > 0 && !closed; busy = busySeekers()) {
      for (const seeker of busy) await seeker.step();
      if (ticks() - since < sliceMs) continue;
      progress();
      await new Promise((on) => setTimeout(on));
      since = ticks();
    }
    progress();
  };

  return {
    wish(next: LogWish) {
      wish = next;
      hire();
    },
    /** Looks through what is left; `progress` whenever more is known. */
    seek(progress: () => void) {
      if (seeking || busySeekers().length === 0) return;
      seeking = seek(progress).finally(() => {
        seeking = undefined;
      });
    },
    async picture(): Promise<LogSeen> {
      const from = current();
      const { place, rows, since, find } = wish ?? { place: { kind: 'end' as const }, rows: 0 };
      const row = rowOf(from, place, rows);
      const { levels, streams, hidden, filtered } = from.counts();
      const total = from.total;
      const fresh = since === undefined ? 0 : total - from.rankOf(since);
      const seeker = finder();
      const sought = find && seeker && { state: seeker.state, lines: from.hits(seeker) };
      return {
        ...source.facts(),
        row,
        shown: total,
        counts: levels,
        streams,
        hidden,
        filtered,
        longest: tape.longest,
        masked: tape.masked,
        fresh,
        chips: Object.fromEntries([...byChip()].map(([id, { state, lines }]) => [id, { state, lines }])),
        ...(sought && { find: sought }),
        rows: await rowsOf(from, row, rows),
      };
    },
    rows: (row: number, count: number) => rowsOf(current(), row, count),
    between(from: number, to: number, most: number) {
      const all = current();
      const row = all.rankOf(from);
      return rowsOf(all, row, Math.min(most, all.rankOf(to + 1) - row));
    },
    /** Waits until everything was looked through. */
    async hit(from: number, step: 1 | -1): Promise<{ line: number; position: number } | undefined> {
      const seeker = finder();
      while (seeker?.state === 'scanning' && !closed) if (!(await seeker.step())) break;
      const all = current();
      const line = seeker && all.hit(seeker, from, step);
      return !seeker || line === undefined ? undefined : { line, position: all.hits(seeker, line + 1) };
    },
    close() {
      closed = true;
      for (const seeker of seekers.values()) seeker.close();
      seekers.clear();
    },
  };
};
export type LogView = ReturnType<typeof createLogView>;
