import { describe, expect, it } from 'vitest';
import { bind } from '../../../src/i18n/en/bind';
import { problems } from '../../../src/i18n/en/problems';
import { zh } from '../../../src/i18n/zh';
import { bindSteps } from '../../../src/model/bind';
import type { Details } from '../../../src/model/problem';
import { remedies } from '../../../src/model/problem';

const languages = [
  ['en', bind.words, problems.words],
  ['zh', zh.bind as typeof bind.words, zh.problems as typeof problems.words],
] as const;

/** Keys at every depth. */
const shape = (words: unknown, at = ''): string[] =>
  typeof words === 'object' && words !== null
    ? Object.entries(words).flatMap(([key, value]) => shape(value, `${at}.${key}`))
    : [`${at}:${typeof words}`];

it('the rail has one shape in both languages', () => expect(shape(zh.bind)).toEqual(shape(bind.words)));

describe.each(languages)('%s', (language, words, problemWords) => {
  it('names every step, by its way where that is known; in Chinese each thing with four characters (look.md, "Type")', () => {
    const names = [
      ...bindSteps.map((step) => words.name(step)),
      ...(['bluetooth', 'qr', 'ap'] as const).map((channel) => words.name('channel', { channel })),
    ];
    expect(new Set(names).size).toBe(names.length);
    const things = names.flatMap((name) => name.split('与'));
    if (language === 'zh') expect(things.filter((name) => /[\u4e00-\u9fff]{5}/.test(name))).toEqual([]);
  });

  it('has a fact for each step, also when nothing was told', () => {
    for (const step of bindSteps) {
      expect(words.fact(step, {}, 'log')).toMatch(/\S/);
      expect(words.fact(step, {}, 'log')).not.toMatch(/undefined|^[,， ]/);
    }
    expect(words.fact('wifi', { ssid: 'Workshop-2G' }, 'log')).toBe('Workshop-2G');
    expect(words.fact('data-point', { dpId: 1, value: 'true', latencyMs: 142 }, 'log')).toMatch(/1.*true.*142|0\.1/);
  });

  it('says every fault of a binding, with and without what is known of it', () => {
    const codes = (Object.keys(remedies) as (keyof typeof remedies)[]).filter((code) => code.startsWith('bind.'));
    expect(codes.length).toBeGreaterThan(10);
    const known = {
      ssid: 'Workshop',
      code: -2,
      msg: 'token invalid',
      host: 'a1.tuyacn.com',
      uuid: 'uuidbench00000000001',
    };
    const all: readonly Details[] = [{}, known, { client: 'device' }, { client: 'bluetooth' }];
    for (const details of all) {
      for (const code of codes) {
        const { title, what } = problemWords.of[code];
        for (const text of [title(details), what(details)]) expect(text).not.toMatch(/undefined|NaN|“”| {2}|^\s*$/);
      }
    }
  });

  it('does not call a device’s refused login a matter of its license', () => {
    const { title } = problemWords.of['bind.login-refused'];
    const clients: readonly Details[] = [{}, { client: 'device' }, { client: 'bluetooth' }];
    const titles = clients.map((details) => title(details));
    expect(new Set(titles).size).toBe(3);
  });
});
