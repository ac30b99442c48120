import { describe, expect, test } from 'vitest';
import { recipes } from '../../src/i18n/en/recipes';
import { recipes as chinese } from '../../src/i18n/zh/recipes';
import { checkNames } from '../../src/model/check';
import type { Details } from '../../src/model/problem';

// model/problem.ts: any detail may be missing, and the sentence must still stand.
const said = (words: typeof recipes.words): string[] => {
  const { seen, unneeded, looking, instead, checks } = words.preflight;
  const details: readonly Details[] = [{}, { name: '', ssid: '', pid: '', offsetMs: 0, free: 0 }];
  return [
    ...checkNames.flatMap((name) => [
      checks[name],
      unneeded[name],
      looking[name],
      ...details.map((each) => seen[name](each)),
    ]),
    ...Object.values(instead).flatMap(({ title, what }) => details.flatMap((each) => [title(each), what(each)])),
    ...Object.values(words.open.refused).map((say) => say('field')),
    words.open.lacks.firmware('', 'f00d'),
    words.open.lacks.product('', 'qk7xw2mvnbe4dplz'),
  ];
};

describe.each([
  ['en', recipes.words],
  ['zh', chinese],
])('recipes and pre-flight in %s', (language, words) => {
  test('stand without their facts, and neither shout nor plead (look.md, "Words")', () => {
    for (const text of said(words)) {
      expect(text).not.toMatch(/undefined|null|NaN|“”| {2}|^\s*$|[ ,，:：]$|[!！]|\b(please|success)/i);
      if (language === 'zh') expect(text).not.toMatch(/[\u4e00-\u9fff][,;:?]/);
    }
  });

  test('say the facts they are given', () => {
    const { seen, instead } = words.preflight;
    expect(seen.licenses({ free: 21, batch: 'Tuesday order' })).toMatch(/21.*Tuesday|Tuesday.*21/);
    expect(seen.product({ name: 'Desk lamp', points: 6 })).toMatch(/Desk lamp.*6/);
    expect(instead.clock?.what({ offsetMs: 600_000 })).toContain('10:00');
    expect(words.open.refused['unknown-field']?.('password')).toContain('password');
  });

  // offsetMs is how far the cloud is ahead of us, so that we are behind.
  test('tell a slow clock from a fast one', () => {
    const { clock } = words.preflight.instead;
    expect(clock?.what({ offsetMs: 600_000 })).toMatch(/behind|慢/);
    expect(clock?.what({ offsetMs: -600_000 })).toMatch(/ahead|快/);
  });
});
