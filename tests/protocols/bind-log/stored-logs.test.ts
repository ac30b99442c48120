import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bind } from '../../../src/i18n/en/bind';
import { problems } from '../../../src/i18n/en/problems';
import { zh } from '../../../src/i18n/zh';
import type { BindView } from '../../../src/model/bind';
import { remedies } from '../../../src/model/problem';
import { livesOf } from '../../../src/protocols/bind-log/lives';
import { readSavedLog } from '../../../src/protocols/bind-log/saved-log';
import { type Verdict, verdictOf } from '../../../src/protocols/bind-log/verdict';
import { foldLines, shape } from './heard';

const stored = (name: string) => readFileSync(`tests/vectors/logs/${name}.log`, 'utf8');
const viewOf = (name: string): BindView => foldLines(readSavedLog(stored(name)));

/** In a word: the fault with its step, or the verdict. */
const verdict = (view: BindView): string => {
  const said: Verdict = verdictOf(view);
  return said.kind === 'fault' ? `${said.fault.code} at ${said.fault.step}` : said.kind;
};

/** Lines read and known, rail, verdict, and what was caught. */
const expected: readonly (readonly [string, number, number, string, string, object])[] = [
  ['pairing-mode', 5, 3, '.o........', 'waiting', {}],
  ['pairing-again-after-restart', 30, 12, '.o........', 'waiting', {}],
  [
    'assert-at-start',
    11,
    5,
    'x.........',
    'bind.crashed at license',
    { fault: { details: { kind: 'assert', place: 'search_suitable_block tlsf_control_functions.h:359' } } },
  ],
  [
    'mqtt-5-no-stamps',
    3,
    3,
    '..-.....x.',
    'bind.unreachable at online',
    { fault: { text: 'tcp transporter connect failed', details: { peer: 'broker' } } },
  ],
  ['no-license-no-time', 2, 2, '?.........', 'bind.no-license at license', {}],
  ['placeholder-old-name', 2, 2, 'x.........', 'bind.placeholder-license at license', { uuid: 'uuidxxxxxxxxxxxxxxxx' }],
  ['placeholder-old-name-bare', 2, 2, 'x.........', 'bind.placeholder-license at license', {}],
  ['file-field-is-an-address', 6, 1, '..........', 'nothing', {}],
  [
    'bitmap-refused-by-firmware',
    3,
    3,
    '+-++++++++',
    'bound',
    { notes: [{ code: 'bind.report-dropped', details: { kind: 'bitmap', value: '130' } }] },
  ],
];

describe('a stored log is given one verdict, from what it says', () => {
  it.each(expected)('%s', (name, lines, matched, rail, said, facts) => {
    const view = viewOf(name);
    expect({ lines: view.lines, matched: view.matched, rail: shape(view), said: verdict(view) }).toEqual({
      lines,
      matched,
      rail,
      said,
    });
    expect(view).toMatchObject(facts);
    expect(view.fault?.times).toBeUndefined();
    expect(livesOf(readSavedLog(stored(name)))).toHaveLength(1);
  });

  it('whatever its line ends', () => {
    for (const [name, , , rail] of expected) {
      const text = stored(name).replaceAll('\n', '\r\r\n');
      expect([name, shape(foldLines(readSavedLog(text)))]).toEqual([name, rail]);
    }
  });
});

it('a known fault of the firmware has words and a way out in both languages', () => {
  const [note] = viewOf('bitmap-refused-by-firmware').notes ?? [];
  for (const words of [problems.words, zh.problems as typeof problems.words]) {
    const { title, what } = words.of['bind.report-dropped'];
    expect(title(note!.details)).not.toMatch(/undefined/);
    expect(what(note!.details)).toMatch(/1\.8\.0.*130.*dp_type_check/s);
    for (const remedy of remedies['bind.report-dropped']) expect(words.remedy[remedy]).toBeTruthy();
  }
});

it('a board that waits for pairing is not said to end before an earlier step', () => {
  for (const words of [bind.words, zh.bind as typeof bind.words]) {
    const said = words.reader.waiting.any;
    expect(said).not.toContain(words.name('license'));
  }
});
