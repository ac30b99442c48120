import { describe, expect, test } from 'vitest';
import { bench } from '../../src/i18n/en/bench';
import { console as consoleWords } from '../../src/i18n/en/console';
import { copies } from '../../src/i18n/en/copies';
import { facts } from '../../src/i18n/en/facts';
import { firmware } from '../../src/i18n/en/firmware';
import { flashTools } from '../../src/i18n/en/flash-tools';
import { licenses } from '../../src/i18n/en/licenses';
import { problems } from '../../src/i18n/en/problems';
import { settings } from '../../src/i18n/en/settings';
import { shell } from '../../src/i18n/en/shell';
import { zh } from '../../src/i18n/zh';
import { remedies } from '../../src/model/problem';

const english = [bench, consoleWords, copies, facts, firmware, flashTools, licenses, problems, settings, shell];

/** Every plain sentence of a catalog with where it stands; functions are asked elsewhere. */
const sentences = (words: unknown, at: string): [string, string][] => {
  if (typeof words === 'string') return [[at, words]];
  if (typeof words !== 'object' || words === null) return [];
  return Object.entries(words).flatMap(([key, value]) => sentences(value, `${at}.${key}`));
};

/** The keys of a catalog at every depth. */
const shape = (words: unknown, at = ''): string[] =>
  typeof words === 'object' && words !== null
    ? Object.entries(words).flatMap(([key, value]) => shape(value, `${at}.${key}`))
    : [`${at}:${typeof words}`];

const allEnglish = english.flatMap(({ name, words }) => sentences(words, name));
const allChinese = sentences(zh, 'zh');

describe('words (look.md, "Words")', () => {
  test('no English sentence shouts, pleads or congratulates', () => {
    const wrong = allEnglish.filter(([, text]) => /!|\b(oops|please|successfully|success)\b/i.test(text));
    expect(wrong).toEqual([]);
  });

  test('no Chinese sentence does, nor puts Latin punctuation behind Chinese', () => {
    const wrong = allChinese.filter(([, text]) => /[！!]|请稍|抱歉|[\u4e00-\u9fff][,;:?]/.test(text));
    expect(wrong).toEqual([]);
  });

  test.each(english.map(({ name, words }) => [name, words] as const))(
    '%s has one shape in both languages',
    (name, words) => {
      expect(shape(zh[name])).toEqual(shape(words));
    },
  );

  test('station names have at most four Chinese characters (look.md, "Type")', () => {
    const { stations } = zh.bench as typeof bench.words;
    for (const name of Object.values(stations)) expect([...name].length).toBeLessThanOrEqual(4);
  });

  test('the sentences that the look wrote down stand as it wrote them', () => {
    const chinese = zh.bench as typeof bench.words;
    const pairs = [
      [bench.words.empty.title, 'Plug a board in.', chinese.empty.title, '插上开发板。'],
      [
        bench.words.hand.titles['hold-boot'],
        'Hold BOOT, tap RST, let go of BOOT.',
        chinese.hand.titles['hold-boot'],
        '按住 BOOT，点一下 RST，再松开 BOOT。',
      ],
      [
        bench.words.end.unplugNext,
        'Unplug when ready. The next board starts as soon as it is recognised; if no lane comes, choose its port.',
        chinese.end.unplugNext,
        '可以拔下。下一块板识别后立即开始；如果没有出现，就选择它的端口。',
      ],
      [
        problems.words.readingChangesNothing,
        'Reading changes nothing on the board.',
        (zh.problems as typeof problems.words).readingChangesNothing,
        '读取不会改动板上任何内容。',
      ],
    ];
    for (const [en, wantedEn, cn, wantedCn] of pairs) {
      expect(en).toBe(wantedEn);
      expect(cn).toBe(wantedCn);
    }
  });
});

describe.each([
  ['en', facts.words, problems.words],
  ['zh', zh.facts as typeof facts.words, zh.problems as typeof problems.words],
])('sentences with facts, %s', (_, factWords, problemWords) => {
  // Any detail may be missing (model/problem.ts); the sentence must still stand.
  test.each([
    ['none', {}],
    ['empty', { uuid: '', found: '', revision: '', file: '', reason: '', chip: '', batch: '', flashBytes: 0 }],
  ])('stand with details: %s', (_name, details) => {
    const said = [
      ...Object.values(factWords.of).map((say) => say(details)),
      ...Object.values(problemWords.of).flatMap(({ title, what }) => [title(details), what(details)]),
    ];
    for (const text of said) {
      expect(text).not.toMatch(/undefined|null|NaN|“”| {2}|^\s*$|[ ,，:：]$/);
    }
  });

  test('every remedy of every problem has words', () => {
    for (const list of Object.values(remedies))
      for (const remedy of list) expect(problemWords.remedy[remedy]).toBeTruthy();
  });

  test('say the facts they are given', () => {
    expect(factWords.of['md5-equal']({ size: 1_638_400 })).toContain('1.56');
    expect(factWords.of['chip-told']({ revision: 'v3.1', flashBytes: 4 * 1024 * 1024 })).toMatch(/rev 3\.1.*4\sMiB/);
    expect(factWords.of['set-aside']({ uuid: 'a3f29c01e4b7d2580f11' })).toContain('a3f2…0f11');
    const wrongChip = problemWords.of['firmware.wrong-chip'];
    expect(wrongChip.title({ image: 'ESP32-C3', board: 'ESP32' })).toContain('ESP32-C3');
    expect(wrongChip.what({ image: 'ESP32-C3', board: 'ESP32' })).toContain('ESP32');
  });
});
