import { expect, it } from 'vitest';
import { createDialogue } from '../../../src/protocols/console/dialogue';

/**
 * All boards share the worker that listens: what one of them prints must not hold it up, whatever it is. An answer may
 * have 256 KiB, and what took its square took minutes.
 */

const size = 262_144;
const bytes = (text: string) => Buffer.from(text, 'latin1');

const listening = () => {
  const dialogue = createDialogue();
  dialogue.expect('sys_version');
  return dialogue;
};

const inAMoment = <T>(work: () => T): T => {
  const begun = performance.now();
  const result = work();
  expect(performance.now() - begun).toBeLessThan(5000);
  return result;
};

it.each([
  ['a line without an end', 'a'.repeat(size)],
  ['empty lines', '\r\n'.repeat(size / 2)],
  ['carriage returns', '\r'.repeat(size)],
  ['lines of carriage returns', `${'\r'.repeat(8191)}x\n`.repeat(size / 8192)],
  ['signs of a prompt', '>'.repeat(size)],
])(
  '%s in place of an answer is given up in a moment',
  (_, flood) => {
    for (const echo of ['', 'sys_version\r\n\r\n']) {
      const dialogue = listening();
      const answer = inAMoment(() => {
        dialogue.take(bytes(echo + flood), 0);
        return dialogue.settle();
      });
      expect(answer).toBeUndefined();
    }
  },
  60_000,
);

it('an answer full of carriage returns is read in a moment, and those inside a line stay', () => {
  const inside = `a${'\r'.repeat(200_000)}b`;
  const heard = inAMoment(() => listening().take(bytes(`sys_version\r\n\r\n${inside}\r\r\nc\nd\r\ntuya>`), 0));
  expect(heard.answers).toEqual([{ lines: [inside, 'c\nd'], log: [] }]);
}, 60_000);

it('lines that change their colour with every character are read in a moment, each colour at its character', () => {
  // Four bytes of text and ten of colours, up to the bound of a log line.
  const start = '[01-01 00:00:00 ty D][a.c:1] ';
  const log = `${start}${'\x1b[31m\xc3\xa4\x1b[32m\xc3\xb6'.repeat(4000)}\r\n`;
  const { lines } = inAMoment(() => createDialogue().take(bytes(log.repeat(20)), 0));
  expect(lines).toHaveLength(20);
  const [line] = lines;
  expect(line?.text.slice(start.length, start.length + 4)).toBe('äöäö');
  expect(line?.colours?.slice(0, 3)).toEqual([0, 1, 2].map((place) => [start.length + place, 1 + (place % 2)]));
  expect(line?.colours?.at(-1)?.[0]).toBe((line?.text.length ?? 0) - 1);
}, 120_000);
