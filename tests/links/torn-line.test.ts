/** A console that is opened while a board talks begins in the middle of a line, which may be the middle of a secret. */
import { expect, it } from 'vitest';
import { openConsole } from '../../src/links/console-session';
import type { LogLine } from '../../src/model/log-line';
import { maskText } from '../../src/protocols/console/mask';
import { exchange, scriptedLink } from './scripted-link';

const tail = 'n9Vb3Xc7Md1Pf6';
const whole = '[01-01 00:00:01 ty I][app.c:1] whole\r\n';

const bench = () => {
  const [link, log] = [scriptedLink(), scriptedLink()];
  const lines: LogLine[] = [];
  let ticks = 0;
  const session = openConsole(link, {
    onLines: (more) => lines.push(...more),
    now: () => 5,
    ticks: () => {
      ticks += 1;
      return ticks;
    },
  });
  return { link, log, lines, session, texts: () => lines.map(({ text }) => text) };
};

it('hides the torn first line of a live console', () => {
  const { link, lines, texts } = bench();
  link.says(`${tail}\r\n${whole}`);
  expect(texts()).toEqual([maskText, 'whole']);
  expect(lines[0]?.masked).toEqual([[0, maskText.length]]);
});

it('hides it in pieces, with a log line in the middle of it, and when the console is shut before its end', () => {
  const pieces = bench();
  for (const part of [tail.slice(0, 3), whole, `${tail.slice(3)}\r\n`]) pieces.link.says(part);
  expect(pieces.texts()).toEqual(['whole', maskText]);
  const shut = bench();
  shut.link.says(tail);
  shut.session.stop();
  expect(shut.texts()).toEqual([maskText]);
});

it('hides the torn first line of the second port as well', () => {
  const { log, session, texts } = bench();
  session.hearLog(log, Buffer.from(tail.slice(0, 4)));
  log.says(`${tail.slice(4)}\r\n${whole}`);
  expect(texts()).toEqual([maskText, 'whole']);
});

it('hides it before the echo of what is typed at once, and nothing of the answer', async () => {
  const { link, session, texts } = bench();
  link.answer((line) => `${tail}\r\n${exchange(line, ['Authorization read failure.'])}`);
  await session.ask('auth-read');
  expect(texts()).toEqual(['auth-read', maskText, 'Authorization read failure.']);
});

it.each([
  ['the words of a start', 'ESP-ROM:esp32s3-20210327'],
  ['a line that is known', 'Authorization read failure.'],
  ['a line with a form', '[ty I][app.c:1] begin'],
])('shows %s, and every line after it', (_, line) => {
  const { link, lines } = bench();
  link.says(`${line}\r\nplain words\r\n`);
  expect(lines.some(({ masked }) => masked)).toBe(false);
  expect(lines.at(-1)?.text).toBe('plain words');
});

it('hides one line only', () => {
  const { link, texts } = bench();
  link.says(`${tail}\r\nplain words\r\n${whole}more\r\n`);
  expect(texts()).toEqual([maskText, 'plain words', 'whole', 'more']);
});
