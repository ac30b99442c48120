/** Whatever is fed to the reader or comes over a line: its length costs time, and no more than that. */
import { expect, it } from 'vitest';
import { readLogLine } from '../../../src/protocols/console/log-format';
import { spansByRule } from '../../../src/protocols/console/secrets';

const stamp = '[01-01 00:00:07 ty E][a.c:1] ';

it.each([
  ['blanks', ' '],
  ['tabs', '\t'],
  ['blanks and tabs', ' \t'],
])(
  'a line of half a million %s is read in a moment',
  (_, blank) => {
    const inside = `a${blank.repeat(500_000)}b`;
    const begun = performance.now();
    expect(readLogLine(stamp + inside)).toMatchObject({ level: 'E', file: 'a.c', text: inside });
    expect(performance.now() - begun).toBeLessThan(5000);
  },
  20_000,
);

it.each([
  ['a \n b', 'a b'],
  ['a\n\n \nb', 'a b'],
  ['\na', ' a'],
  ['a\n', 'a '],
  ['\n\n', ' '],
  [' a \r\n  b ', ' a b '],
])('%j is shown on one line', (told, text) => {
  expect(readLogLine(told).text).toBe(text);
});

it.each([
  ['words of the cloud', 'mqtt post, token and netinfo '],
  ['tokens', '"token" ok '],
  ['half a word', 'toke'],
  ['posts', 'post '],
  ['networks', 'netinfo '],
])(
  'a log of a megabyte that lost its line ends, full of %s, is searched for secrets in a moment',
  (_, word) => {
    const text = word.repeat(1_000_000 / word.length);
    const begun = performance.now();
    expect(spansByRule(text)).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(5000);
  },
  20_000,
);

it.each([
  ['netinfo, netinfo {"s":"home","p":"hunter22"}', 'hunter22"}'],
  ['post to a post office: sealed', 'sealed'],
  ['token ok, token: abcdef(6)', 'abcdef'],
  ['authkey no, token: abc, authkey: def', 'abc, authkey: def'],
])('of %j the secret is found all the same', (text, secret) => {
  expect(spansByRule(text).map(([from, to]) => text.slice(from, to))).toContain(secret);
});
