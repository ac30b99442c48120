import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDialogue, type Dialogue, type HeardLine } from '../../../src/protocols/console/dialogue';

// Expectations: authorize-cli, section 1 (the grammar, the prompts, the rule for log spans).

const bytes = (text: string) => Buffer.from(text, 'latin1');
const answersTo = (command: string, text: string) => {
  const dialogue = createDialogue();
  dialogue.expect(command);
  return dialogue.take(bytes(text), 0).answers.map((answer) => answer.lines);
};

describe('the grammar', () => {
  it.each([
    ['nothing', 'x_cmd\r\n\r\ntuya> ', []],
    ['one line', 'x_cmd\r\n\r\nmac: 1\r\ntuya> ', ['mac: 1']],
    ['one empty line', 'x_cmd\r\n\r\n\r\ntuya> ', ['']],
    ['two empty lines', 'x_cmd\r\n\r\n\r\n\r\ntuya> ', ['', '']],
    ['an empty line between', 'x_cmd\r\n\r\na\r\n\r\nb\r\ntuya>', ['a', '', 'b']],
    ['the older prompt', 'x_cmd\r\n\r\nmac: 1\r\ntuya>', ['mac: 1']],
    ['a prompt inside a line', 'x_cmd\r\n\r\nsay tuya> here\r\ntuya>', ['say tuya> here']],
    ['a log line behind the prompt', 'x_cmd\r\n\r\na\r\ntuya> [01-01 00:00:05 ty D][a.c:1] b\r\n', ['a']],
  ])('%s', (_name, text, lines) => {
    expect(answersTo('x_cmd', text)).toEqual([lines]);
  });

  it('waits for the echo of its own command: the second prompt of a CRLF sender ends nothing', () => {
    expect(answersTo('auth-read', '\r\ntuya> \r\ntuya> ')).toEqual([]);
    expect(answersTo('auth-read', '\r\ntuya> auth-read\r\n\r\nno\r\ntuya> ')).toEqual([['no']]);
  });

  it('gives an answer once, and none that was not asked for', () => {
    expect(answersTo('a_cmd', 'a_cmd\r\n\r\n1\r\ntuya> b_cmd\r\n\r\n2\r\ntuya> ')).toEqual([['1']]);
  });

  it('keeps bytes that are not UTF-8, and reads those that are', () => {
    expect(answersTo('x_cmd', 'x_cmd\r\n\r\nca\xff\xfe\r\ncaf\xc3\xa9\r\ntuya> ')).toEqual([['ca\xff\xfe', 'café']]);
  });

  it('tells when a prompt stands at the start of a line', () => {
    const dialogue = createDialogue();
    const kinds = (text: string) => dialogue.take(bytes(text), 0).lines.map((one) => one.kind);
    expect(kinds('\r\ntuy')).toEqual([]);
    expect(kinds('a>')).toEqual(['prompt']);
    expect(kinds(' \r\nx tuya>')).toEqual(['plain']);
  });
});

describe('log lines', () => {
  const texts = (lines: readonly HeardLine[]) => lines.map((line) => `${line.kind} ${line.text}`);

  it('are cut out of the middle of an echo, with their colours and their time', () => {
    const dialogue = createDialogue();
    dialogue.expect('read_mac');
    dialogue.take(bytes('tuya> rea\x1b[0;32;49m[01-01 00:00:05 ty D]'), 7);
    const heard = dialogue.take(bytes('[ble.c:4] start adv!\x1b[0m\r\nd_mac\r\n\r\nmac: 2\r\ntuya>'), 9);
    expect(heard.answers).toEqual([{ lines: ['mac: 2'], log: ['[01-01 00:00:05 ty D][ble.c:4] start adv!'] }]);
    expect(texts(heard.lines)).toEqual([
      'log [01-01 00:00:05 ty D][ble.c:4] start adv!',
      'plain tuya> read_mac',
      'plain mac: 2',
      'prompt tuya>',
    ]);
    expect(heard.lines.map((line) => line.at)).toEqual([7, 7, 9, 9]);
  });

  it('of the chip maker are cut out as well', () => {
    expect(
      answersTo('read_mac', 'read_mac\r\n\r\nmac: \x1b[0;32mI (305) wifi: mode : sta\x1b[0m\r\n3\r\ntuya>'),
    ).toEqual([['mac: 3']]);
  });

  it('may hold a bare LF, as one of the start of TuyaOpen does', () => {
    const log = '[01-01 00:00:00 ty W][tuya_main.c:262] Replace the ids.\n      Visit the site.\r\n';
    expect(answersTo('x_cmd', `x_c${log}md\r\n\r\n1\r\ntuya>`)).toEqual([['1']]);
  });

  it('that are none stay in the answer', () => {
    expect(answersTo('x_cmd', 'x_cmd\r\n\r\n[01-01 is no time]\r\nI (am) not\r\ntuya>')).toEqual([
      ['[01-01 is no time]', 'I (am) not'],
    ]);
  });
});

describe('when bytes are missing', () => {
  const settled = (command: string, text: string) => {
    const dialogue = createDialogue();
    dialogue.expect(command);
    expect(dialogue.take(bytes(text), 0).answers).toEqual([]);
    return dialogue.settle()?.lines;
  };
  const whole = 'tuya> auth-read\r\n\r\nuuid\r\nkey\r\ntuya> ';

  it('a last look forgives one lost byte anywhere in the echo and in the line ends before the prompt', () => {
    const from = whole.indexOf('auth');
    for (let lost = from; lost < from + 'auth-read\r'.length; lost += 1) {
      expect(settled('auth-read', whole.slice(0, lost) + whole.slice(lost + 1))).toEqual(['uuid', 'key']);
    }
    expect(settled('auth-read', whole.replace('key\r\n', 'key\n'))).toEqual(['uuid', 'key']);
    expect(settled('auth-read', whole.replace('key\r\n', 'key\r'))).toEqual(['uuid', 'key']);
  });

  it('is no answer without a prompt, nor to another command', () => {
    expect(settled('auth-read', 'tuya> auth-read\r\n\r\nuuid\r\nkey\r\n')).toBeUndefined();
    expect(settled('auth-read', 'tuya> read_mac\r\n\r\nmac\r\ntuya> ')).toBeUndefined();
  });
});

const feed = (dialogue: Dialogue, text: string, sizes: readonly number[]) => {
  const all = bytes(text);
  const answers: (readonly string[])[] = [];
  const lines: HeardLine[] = [];
  for (let at = 0, turn = 0; at < all.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    const heard = dialogue.take(all.subarray(at, at + size), 0);
    answers.push(...heard.answers.map((answer) => answer.lines));
    lines.push(...heard.lines);
    at += size;
  }
  return { answers, lines };
};

// "3000 of 3000 generated dialogues came out right with 2 to 6 log lines put at random byte positions (inside echo,
// answer, CRLF and prompt) and chunks of 1 to 9 bytes."
describe('generated dialogues', () => {
  const line = fc.stringMatching(/^[ -~]{0,40}$/).filter((text) => !/\[\d\d-|[EWIDV] \(\d|tuya>/.test(text));
  const logLine = fc
    .tuple(fc.constantFrom('E', 'W', 'N', 'I', 'D', 'T'), fc.stringMatching(/^[ -~]{0,60}$/), fc.boolean())
    .map(([level, text, coloured]) => {
      const plain = `[01-01 00:00:05 ty ${level}][file.c:12] ${text}`;
      return { plain, sent: coloured ? `\x1b[0;32;49m${plain}\x1b[0m\r\n` : `${plain}\r\n` };
    });

  it('come out right, whatever log line stands where', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('read_mac', 'auth-read', 'sys_version'),
        fc.array(line, { maxLength: 5 }),
        fc.constantFrom('tuya> ', 'tuya>'),
        fc.array(fc.tuple(logLine, fc.nat()), { minLength: 2, maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 }),
        (command, lines, prompt, logs, sizes) => {
          const plain = `${prompt}${command}\r\n${lines.map((text) => `\r\n${text}`).join('')}\r\n${prompt}`;
          const places = logs.map(([log, place]) => ({ log, at: place % plain.length })).sort((a, b) => b.at - a.at);
          let text = plain;
          for (const { log, at } of places) text = text.slice(0, at) + log.sent + text.slice(at);
          const dialogue = createDialogue();
          dialogue.expect(command);
          const heard = feed(dialogue, text, sizes);
          expect(heard.answers).toEqual([lines]);
          const logged = heard.lines.filter((one) => one.kind === 'log').map((one) => one.text);
          expect(logged).toEqual(places.map(({ log }) => log.plain).reverse());
        },
      ),
      { numRuns: 300 },
    );
  });

  it('survive any bytes at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 9 }), (noise, size) => {
        const dialogue = createDialogue();
        for (let at = 0; at < noise.length; at += size) dialogue.take(noise.subarray(at, at + size), 0);
        // A log line or an escape may be open: a line end closes both.
        dialogue.take(bytes('\r\n\r\n'), 0);
        dialogue.expect('read_mac');
        const heard = dialogue.take(bytes('read_mac\r\n\r\nmac: 1\r\ntuya> '), 0);
        expect(heard.answers.map((answer) => answer.lines)).toEqual([['mac: 1']]);
      }),
      { numRuns: 300 },
    );
  });
});
