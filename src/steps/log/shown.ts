import { type LogFilter, type LogLevel, type LogStream, logLevels } from '../../model/log-look';
import { blockLines, isLogPort, isSent, kindCount, levelOfKind } from '../../records/log/blocks';
import type { Tape } from '../../records/log/tape';
import { type Bits, bothBits, countBits, hasBit, noBits, placesOf, rankBit, setBit } from './bits';
import type { Seeker } from './seeker';

/** Which lines of a log a filter lets through, by their rank among each other. Grows with the log; another filter is another one. */
export interface Shown {
  /** Brings it to the end of what every chip has looked at. Before anything is asked. */
  catchUp(): void;
  readonly total: number;
  /** Of all lines since `filter.from`: what a person sent counts nowhere. */
  counts(): { levels: Record<LogLevel, number>; streams: Record<LogStream, number>; hidden: number; filtered: number };
  /** Line numbers of so many rows. */
  numbers(row: number, count: number): number[];
  /** Rows before this line: where it stands, or would stand. */
  rankOf(line: number): number;
  /** Shown lines that the seeker found: all, or those before a line. */
  hits(seeker: Seeker, before?: number): number;
  /** The first that is shown and found behind `from`, or the last before it. */
  hit(seeker: Seeker, from: number, step: 1 | -1): number | undefined;
}

const noCounts = () => new Array<number>(kindCount).fill(0);

export const createShown = (tape: Tape, filter: LogFilter, seekers: ReadonlyMap<string, Seeker>): Shown => {
  const active = filter.chips.filter(({ off, id }) => {
    const state = seekers.get(id)?.state;
    // What cannot be looked for leaves everything as it is.
    return !off && state !== undefined && state !== 'wrong' && state !== 'slow';
  });
  const seekersOf = (exclude: boolean) =>
    active.flatMap((chip) => (chip.exclude === exclude ? (seekers.get(chip.id) ?? []) : []));
  const wanted = seekersOf(false);
  const unwanted = seekersOf(true);
  const passes = Array.from(
    { length: kindCount },
    (_, kind) =>
      isSent(kind) ||
      (!filter.hidden.includes(levelOfKind(kind)) &&
        !filter.hiddenStreams.includes(isLogPort(kind) ? 'log-port' : 'console')),
  );
  /** First block counted, rows before each block from there on; the last entry is the rows before the open block. */
  let base = Math.max(tape.firstBlock, Math.floor(filter.from / blockLines));
  let before: number[] = [0];
  let settled = noCounts();
  let filteredSettled = 0;
  let open = { bits: noBits(), counts: noCounts(), filtered: 0, rows: 0 };

  const end = () => {
    const upTo = [...wanted, ...unwanted].reduce((least, seeker) => Math.min(least, seeker.upTo), tape.next);
    return Math.max(upTo, filter.from);
  };

  const look = (block: number, upTo: number) => {
    const kinds = tape.kinds(block);
    const counts = noCounts();
    const bits = noBits();
    const start = block * blockLines;
    let passed = 0;
    const last = Math.min(kinds.length, upTo - start);
    for (let at = Math.max(0, filter.from - start); at < last; at += 1) {
      const kind = kinds[at] ?? 0;
      counts[kind] = (counts[kind] ?? 0) + 1;
      if (!passes[kind]) continue;
      passed += 1;
      const has = (seeker: Seeker) => hasBit(seeker.bits(block), at);
      if ((wanted.length === 0 || wanted.some(has)) && !unwanted.some(has)) setBit(bits, at);
    }
    const rows = countBits(bits);
    return { bits, counts, filtered: passed - rows, rows };
  };
  const add = (into: number[], counts: readonly number[]) => {
    for (const [kind, count] of counts.entries()) into[kind] = (into[kind] ?? 0) + count;
  };
  const startAnew = (block: number) => {
    base = block;
    before = [0];
    settled = noCounts();
    filteredSettled = 0;
  };
  const openBlock = () => base + before.length - 1;
  const rowsBefore = (block: number) => before[block - base] ?? 0;
  const bitsOf = (block: number): Bits =>
    block === openBlock() ? open.bits : look(block, (block + 1) * blockLines).bits;
  const total = () => (before.at(-1) ?? 0) + open.rows;

  /** The block in which a row is. */
  const blockOfRow = (row: number): number => {
    let low = 0;
    let high = before.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((before[middle] ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return base + low;
  };

  return {
    catchUp() {
      if (tape.firstBlock > base) startAnew(tape.firstBlock);
      const upTo = end();
      while ((openBlock() + 1) * blockLines <= upTo) {
        const whole = look(openBlock(), upTo);
        add(settled, whole.counts);
        filteredSettled += whole.filtered;
        before.push((before.at(-1) ?? 0) + whole.rows);
      }
      open = look(openBlock(), upTo);
    },
    get total() {
      return total();
    },
    counts() {
      const levels = { E: 0, W: 0, N: 0, I: 0, D: 0, T: 0, plain: 0 } satisfies Record<LogLevel, number>;
      const streams = { console: 0, 'log-port': 0 };
      let hidden = 0;
      for (let kind = 0; kind < kindCount; kind += 1) {
        const count = (settled[kind] ?? 0) + (open.counts[kind] ?? 0);
        if (count === 0 || isSent(kind) || (kind & 7) >= logLevels.length) continue;
        levels[levelOfKind(kind)] += count;
        streams[isLogPort(kind) ? 'log-port' : 'console'] += count;
        if (!passes[kind]) hidden += count;
      }
      return { levels, streams, hidden, filtered: filteredSettled + open.filtered };
    },
    numbers(row, count) {
      const numbers: number[] = [];
      const most = Math.min(count, total() - row);
      if (most <= 0) return numbers;
      let block = blockOfRow(row);
      let skip = row - rowsBefore(block);
      for (; numbers.length < most && block <= openBlock(); block += 1) {
        for (const place of placesOf(bitsOf(block)).slice(skip)) {
          if (numbers.length === most) break;
          numbers.push(block * blockLines + place);
        }
        skip = 0;
      }
      return numbers;
    },
    rankOf(line) {
      const block = Math.floor(line / blockLines);
      if (block < base) return 0;
      if (block > openBlock()) return total();
      return rowsBefore(block) + rankBit(bitsOf(block), line - block * blockLines);
    },
    hits(seeker, upTo = tape.next) {
      let count = 0;
      for (let block = base; block <= openBlock() && block * blockLines < upTo; block += 1)
        if (countBits(seeker.bits(block)) > 0)
          count += rankBit(
            bothBits(bitsOf(block), seeker.bits(block)),
            Math.min(blockLines, upTo - block * blockLines),
          );
      return count;
    },
    hit(seeker, from, step) {
      const last = openBlock();
      const start = Math.min(Math.max(base, Math.floor(from / blockLines)), last);
      for (let block = start; block >= base && block <= last; block += step) {
        if (countBits(seeker.bits(block)) === 0) continue;
        const lines = placesOf(bothBits(bitsOf(block), seeker.bits(block))).map((place) => block * blockLines + place);
        const found = step === 1 ? lines.find((line) => line > from) : lines.findLast((line) => line < from);
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
};
