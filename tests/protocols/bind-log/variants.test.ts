import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../src/model/log-line';
import { railsOf } from '../../../src/protocols/bind-log/lives';
import { readSavedLog } from '../../../src/protocols/bind-log/saved-log';
import { verdictOf } from '../../../src/protocols/bind-log/verdict';
import { logText } from '../../../src/protocols/console/log-text';
import { linesOf, shape } from './heard';

/** What is made of a log, in a line; `text` is what somebody saved. */
const readingOf = (lines: readonly LogLine[]): string => {
  const rail = railsOf(lines).at(-1)!;
  const said = verdictOf(rail);
  const notes = rail.notes?.map(({ code }) => code).join() ?? '';
  return [shape(rail), said.kind, rail.fault?.code ?? '', rail.fault?.times ?? '', notes].join(' ');
};
const reading = (text: string) => readingOf(readSavedLog(text));

const names = readdirSync('tests/vectors/logs')
  .filter((name) => name.endsWith('.log'))
  .map((name) => name.slice(0, -4));
const stored = (name: string) => readFileSync(`tests/vectors/logs/${name}.log`, 'utf8');

/** ESC parts as TuyaOpen and ESP-IDF print them: around a line, in pieces, or half lost. */
const colours: readonly (readonly [string, (line: string) => string])[] = [
  ['as TuyaOpen prints them', (line) => `\u001b[0;32;49m${line}\u001b[0m`],
  ['as ESP-IDF prints them', (line) => `\u001b[0;31m${line}\u001b[0m`],
  ['twice over', (line) => `\u001b[0m\u001b[1;33m${line}\u001b[0m\u001b[K`],
  ['with the end of the last one in front', (line) => `\u001b[0m${line}`],
];
const ends: readonly (readonly [string, string])[] = [
  ['CR LF', '\r\n'],
  ['CR CR LF', '\r\r\n'],
  ['CR', '\r'],
  ['LF CR', '\n\r'],
  ['an empty line between', '\n\n'],
];
const fronts: readonly (readonly [string, (n: number) => string])[] = [
  ['screen', (n) => `2026-11-22 14:30:${String(n % 60).padStart(2, '0')}.110 `],
  ['idf.py monitor', (n) => `[14:30:${String(n % 60).padStart(2, '0')}] `],
  ['a Windows terminal', (n) => `14:30:${String(n % 60).padStart(2, '0')}.118 RX: `],
];

describe.each(names)('%s reads the same', (name) => {
  const text = stored(name);
  const plain = reading(text);
  const lines = text.split('\n');

  it.each(colours)('with colours %s', (_, paint) => expect(reading(lines.map(paint).join('\r\n'))).toBe(plain));

  it.each(ends)('with line ends: %s', (_, end) => expect(reading(text.replaceAll('\n', end))).toBe(plain));

  it.each(fronts)('with a time in front as of %s', (_, front) => {
    expect(reading(lines.map((line, n) => (line ? `${front(n)}${line.trim()}` : line)).join('\n'))).toBe(plain);
  });

  it.each([1, 3, 64])('off the wire in pieces of %i bytes', (size) => {
    expect(readingOf(linesOf(Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1'), size))).toBe(plain);
  });

  it('as the console exports it', () => {
    const heard = linesOf(Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1'));
    // A line without level is written without a mark, and its time is all that is new.
    expect(reading(logText(heard, 'masked'))).toBe(plain);
  });

  it('with a torn line in front, as of a log that begins in the middle', () => {
    expect(reading(`oken:Tok3n7Zq, more of a line\n${text}`).split(' ').slice(0, 3)).toEqual(
      plain.split(' ').slice(0, 3),
    );
  });
});

describe('two boards in one log', () => {
  const own = (text: string) => `[01-01 00:00:01 ty I][tuya_main.c:1] ${text}`;
  const one = ['Application information:', 'Authorization read succeeds.', 'Tuya Event ID:1(TUYA_EVENT_BIND_START)'];
  const other = ['Application information:', 'Authorization read succeeds.', 'Tuya MQTT connected.'];

  it('one after the other are two lives, each with its own verdict', () => {
    const rails = railsOf(readSavedLog([...one, ...other].map(own).join('\n')));
    expect(rails.map((rail) => verdictOf(rail).kind)).toEqual(['waiting', 'bound']);
  });

  it('in turns come to a verdict that is true of one of them', () => {
    const turns = one.flatMap((line, index) => [own(line), own(other[index]!)]);
    const kinds = railsOf(readSavedLog(turns.join('\n'))).map((rail) => verdictOf(rail).kind);
    for (const kind of kinds) expect(['ends-before', 'waiting', 'bound', 'nothing']).toContain(kind);
  });
});
