import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogLine } from '../../../src/model/log-line';
import { type LogChip, type LogFilter, levelOf, logLevels } from '../../../src/model/log-look';
import { blockLines, blockOf } from '../../../src/records/log/blocks';
import { createTape } from '../../../src/records/log/tape';
import { createSeeker, type Expressions } from '../../../src/steps/log/seeker';
import { createShown } from '../../../src/steps/log/shown';

/** What a filter shows is counted as lines come, block by block; it must be what a plain look at all lines gives. */

const here: Expressions = {
  open(source) {
    const expression = new RegExp(source, 'im');
    return { test: async (texts) => Uint8Array.from(texts, (text) => Number(expression.test(text))), close() {} };
  },
};

const lines = fc.array(
  fc.record({
    level: fc.option(fc.constantFrom('E', 'W', 'N', 'I', 'D', 'T'), { nil: undefined }),
    text: fc.constantFrom('heap free', 'Wifi up', 'dp rept', 'wifi down', ''),
    file: fc.option(fc.constantFrom('a.c', 'wifi.c'), { nil: undefined }),
    sent: fc.option(fc.constant(true as const), { nil: undefined }),
    from: fc.option(fc.constant('log-port' as const), { nil: undefined }),
  }),
  { minLength: 0, maxLength: 900, size: 'max' },
);
const chips = fc.array(
  fc.record({
    text: fc.constantFrom('wifi', 'DP', 'free$', '^heap'),
    regex: fc.boolean(),
    exclude: fc.boolean(),
    off: fc.option(fc.constant(true as const), { nil: undefined }),
  }),
  { maxLength: 3 },
);

const has = ({ text, file }: LogLine, words: Pick<LogChip, 'text' | 'regex'>): boolean => {
  if (words.regex)
    return new RegExp(words.text, 'i').test(text) || (file !== undefined && new RegExp(words.text, 'i').test(file));
  return [text, file ?? ''].some((part) => part.toLowerCase().includes(words.text.toLowerCase()));
};

const plainly = (all: readonly LogLine[], filter: LogFilter): number[] =>
  [...all.keys()].filter((number) => {
    const line = all[number]!;
    if (number < filter.from) return false;
    if (!line.sent && (filter.hidden.includes(levelOf(line)) || filter.hiddenStreams.includes(line.from ?? 'console')))
      return false;
    const on = filter.chips.filter(({ off }) => !off);
    const only = on.filter(({ exclude }) => !exclude);
    return (
      (only.length === 0 || only.some((chip) => has(line, chip))) && !on.some((chip) => chip.exclude && has(line, chip))
    );
  });

const growing = () => {
  const tape = createTape();
  tape.open({ from: 0, blocks: [], read: () => new Uint8Array(0) });
  const held: LogLine[] = [];
  return {
    tape,
    push(line: LogLine) {
      held.push(line);
      tape.push(line);
      if (tape.tail.length === blockLines) tape.seal(blockOf(tape.tail, 0, 0));
    },
  };
};

test('rows, ranks, counts and hits while a log grows are those of a look at the whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      lines,
      chips,
      fc.subarray([...logLevels]),
      fc.subarray(['console', 'log-port'] as const),
      fc.nat(300),
      fc.integer({ min: 1, max: 200 }),
      async (drawn, someChips, hidden, hiddenStreams, from, piece) => {
        const all = drawn.map((one, n) => JSON.parse(JSON.stringify({ at: n, ...one })) as LogLine);
        const filter: LogFilter = {
          hidden,
          hiddenStreams,
          from,
          chips: someChips.map((chip, index) => ({ ...JSON.parse(JSON.stringify(chip)), id: String(index) })),
        };
        const { tape, push } = growing();
        const seekers = new Map(filter.chips.map((chip) => [chip.id, createSeeker(tape, chip, here)]));
        const finder = createSeeker(tape, { text: 'wifi', regex: false }, here);
        const shown = createShown(tape, filter, seekers);
        for (let at = 0; at < all.length; at += piece) {
          for (const line of all.slice(at, at + piece)) push(line);
          for (const seeker of [finder, ...seekers.values()]) while (await seeker.step());
          shown.catchUp();
        }
        const right = plainly(all, filter);
        shown.catchUp();
        expect(shown.numbers(0, all.length + 1)).toEqual(right);
        expect(shown.total).toBe(right.length);
        expect(shown.numbers(3, 5)).toEqual(right.slice(3, 8));
        for (const line of [0, 255, 256, 400]) expect(shown.rankOf(line)).toBe(right.filter((n) => n < line).length);
        const hits = right.filter((n) => has(all[n]!, { text: 'wifi', regex: false }));
        expect(shown.hits(finder)).toBe(hits.length);
        expect(shown.hit(finder, 255, 1)).toBe(hits.find((n) => n > 255));
        expect(shown.hit(finder, 255, -1)).toBe(hits.findLast((n) => n < 255));
        const counted = all.filter((line, n) => n >= from && !line.sent);
        for (const level of logLevels)
          expect(shown.counts().levels[level]).toBe(counted.filter((line) => levelOf(line) === level).length);
        for (const chip of filter.chips)
          expect(seekers.get(chip.id)?.lines).toBe(all.filter((line) => has(line, chip)).length);
      },
    ),
    { numRuns: 80 },
  );
});

test('an expression that is none, or never ends, leaves the log as it is and says so', async () => {
  const { tape, push } = growing();
  for (let n = 0; n < 10; n += 1) push({ at: n, text: `line ${n}` });
  const wrong = createSeeker(tape, { text: '(', regex: true }, here);
  const slow = createSeeker(
    tape,
    { text: '(a+)+$', regex: true },
    { open: () => ({ test: async () => 'slow', close() {} }) },
  );
  while (await slow.step());
  expect([wrong.state, slow.state]).toEqual(['wrong', 'slow']);
  const chip = (id: string): LogChip => ({ id, text: '', regex: true, exclude: false });
  const shown = createShown(
    tape,
    { hidden: [], hiddenStreams: [], chips: [chip('w'), chip('s')], from: 0 },
    new Map([
      ['w', wrong],
      ['s', slow],
    ]),
  );
  shown.catchUp();
  expect(shown.total).toBe(10);
});
