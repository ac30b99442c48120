/** Orders to a terminal (ECMA-48: CSI, SGR, OSC) are taken out of what a board prints; its colours stay beside the text. */
import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../src/model/log-line';
import { createDialogue } from '../../../src/protocols/console/dialogue';
import { createMaskingDoor, maskText } from '../../../src/protocols/console/mask';
import { colourAfter } from '../../../src/protocols/console/terminal';

const heard = (text: string, size = text.length): Pick<LogLine, 'text' | 'colours'>[] => {
  const door = createMaskingDoor();
  const dialogue = createDialogue();
  const bytes = Buffer.from(text);
  const lines = [];
  for (let at = 0; at < bytes.length; at += size) lines.push(...dialogue.take(bytes.subarray(at, at + size), 0).lines);
  return [...lines, ...dialogue.end()].map((line) => {
    const { text: shown, colours } = door.heard(line);
    return { text: shown, ...(colours && { colours }) };
  });
};

describe('colours', () => {
  it.each([
    ['31', null, 1],
    ['1;31', null, 1],
    ['0;32;49', 1, 2],
    ['97', 1, 15],
    ['', 1, null],
    ['39', 1, null],
    ['1', 3, 3],
    ['41', 3, 3],
    ['38;5;9', null, 9],
    ['38;5;196', null, 1],
    ['38;5;51', null, 6],
    ['38;5;250', null, 7],
    ['38;2;10;200;30', null, 2],
    ['48;5;1;34', null, 4],
    ['48;2;9;9;9;34', null, 4],
    ['38:5:11', null, 11],
  ] as const)('of "%s" after %s', (parameters, before, after) => {
    expect(colourAfter(parameters, before)).toBe(after);
  });

  it('keep their places in the text, however it comes in', () => {
    const text = 'plain \x1b[33mwarm ü\x1b[1m and\x1b[0m back\r\n';
    const line = {
      text: 'plain warm ü and back',
      colours: [
        [6, 3],
        [16, null],
      ],
    };
    for (let size = 1; size <= 12; size += 1) expect(heard(text, size)).toEqual([line]);
  });

  it('of a log line are those of its message', () => {
    expect(heard('\x1b[0;32;49m[01-01 00:00:05 ty D][any.c:1] up \x1b[31mred\x1b[0m\r\n')).toEqual([
      {
        text: 'up red',
        colours: [
          [0, 2],
          [3, 1],
        ],
      },
    ]);
  });

  it('in the middle of a secret do not tell how long it is, or where it was cut', () => {
    const cut = (at: number) => {
      const key = 'Zk8Qw2Lr5Tn9Vb3X';
      return heard(`auth uuid0000000000000001 ${key.slice(0, at)}\x1b[31m${key.slice(at)}\x1b[0m 1\r\n`);
    };
    for (let at = 1; at < 16; at += 1)
      expect(cut(at)).toEqual([
        {
          text: `auth uuid0000000000000001 ${maskText} 1`,
          colours: [
            [26, 1],
            [32, null],
          ],
        },
      ]);
  });
});

describe('other orders', () => {
  it.each([
    ['a character set', 'a\x1b(Bb\r\n'],
    ['a title', 'a\x1b]0;some title\x07b\r\n'],
    ['a title that ends with its own order', 'a\x1b]0;some title\x1b\\b\r\n'],
    ['a moved cursor', 'a\x1b[2;3Hb\r\n'],
    ['a saved cursor', 'a\x1b7b\r\n'],
  ])('%s leaves nothing', (_name, text) => {
    for (let size = 1; size <= 5; size += 1) expect(heard(text, size)).toEqual([{ text: 'ab' }]);
  });

  it('a title that never ends costs its own line alone', () => {
    expect(heard('a\x1b]0;some title\r\nnext\r\n')).toEqual([{ text: 'a' }, { text: 'next' }]);
  });
});
