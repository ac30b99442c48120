import type { LogLine } from '../../model/log-line';
import type { LogWords, SeekState } from '../../model/log-look';
import { blockLines } from '../../records/log/blocks';
import type { Tape } from '../../records/log/tape';
import { type Bits, countBits, noBits, setBit } from './bits';

/** One byte a text: is it in there? `slow`: it took longer than anybody would wait. */
export type TestTexts = (texts: readonly string[]) => Promise<Uint8Array | 'slow'>;

/** Tests texts against a regular expression where one that never ends can be ended. `close` gives it back. */
export interface Expressions {
  /** Throws a SyntaxError. */
  open(source: string): { test: TestTexts; close(): void };
}

/** Goes through a log once and remembers in which lines something is; goes on as lines are added. */
export interface Seeker {
  /** Lines before this one were looked at. */
  readonly upTo: number;
  /** Lines it is in. */
  readonly lines: number;
  readonly state: SeekState;
  bits(block: number): Bits;
  /** Looks at what is left of one block; false when there is nothing to look at. */
  step(): Promise<boolean>;
  close(): void;
}

const textOf = ({ text, file }: LogLine): string => (file ? `${text}\n${file}` : text);

const plainTest = (text: string): ((lines: readonly LogLine[]) => Uint8Array) => {
  const wanted = text.toLowerCase();
  return (lines) => Uint8Array.from(lines, (line) => (textOf(line).toLowerCase().includes(wanted) ? 1 : 0));
};

const none = noBits();

export const createSeeker = (tape: Tape, { text, regex }: LogWords, expressions: Expressions): Seeker => {
  const found = new Map<number, Bits>();
  let upTo = tape.first;
  let lines = 0;
  let gaveUp: 'slow' | 'wrong' | undefined;
  let expression: ReturnType<Expressions['open']> | undefined;
  const plain = regex ? undefined : plainTest(text);
  if (regex)
    try {
      expression = expressions.open(text);
    } catch {
      gaveUp = 'wrong';
    }

  const test = async (some: readonly LogLine[]) =>
    plain?.(some) ?? (await expression?.test(some.map(textOf))) ?? 'slow';

  /** What is gone from the log is not counted any more. */
  const forget = () => {
    for (const [block, bits] of found) {
      if (block >= tape.firstBlock) return;
      lines -= countBits(bits);
      found.delete(block);
    }
  };

  let stepping: Promise<boolean> | undefined;
  const seeker: Seeker = {
    get upTo() {
      return gaveUp ? tape.next : upTo;
    },
    get lines() {
      return lines;
    },
    get state() {
      return gaveUp ?? (upTo < tape.next ? 'scanning' : 'whole');
    },
    bits: (block) => found.get(block) ?? none,
    /** One at a time: two would look at the same lines. */
    step: () =>
      (stepping ??= stepOnce().finally(() => {
        stepping = undefined;
      })),
    close: () => expression?.close(),
  };

  return seeker;

  async function stepOnce(): Promise<boolean> {
    forget();
    if (gaveUp || upTo >= tape.next) return false;
    upTo = Math.max(upTo, tape.first);
    const block = Math.floor(upTo / blockLines);
    const from = upTo % blockLines;
    const some = (await tape.lines(block)).slice(from);
    const hits = await test(some);
    if (hits === 'slow') {
      gaveUp = 'slow';
      return false;
    }
    const bits = found.get(block) ?? noBits();
    for (const [index, hit] of hits.entries()) {
      if (!hit) continue;
      setBit(bits, from + index);
      lines += 1;
    }
    found.set(block, bits);
    // A block that lost lines to damage is over all the same.
    upTo = some.length === 0 ? Math.min(tape.next, (block + 1) * blockLines) : upTo + some.length;
    return true;
  }
};
