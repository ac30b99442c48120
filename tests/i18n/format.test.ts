import { describe, expect, test } from 'vitest';
import { formats } from '../../src/i18n/format';
import { firstLanguage } from '../../src/i18n/languages';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

/** As the pictures of the look write them: "2 000 000", "1.24 / 2.88 MiB", "94.2 kB/s", "0:18", "142 ms". */
describe.each(['en', 'zh'] as const)('numbers in %s', (language) => {
  const f = formats(language);

  test.each([
    [21, '21'],
    [1804, '1 804'],
    [2_000_000, '2 000 000'],
  ])('count %d', (n, text) => expect(plain(f.count(n))).toBe(text));

  test.each([
    [61, '61 B'],
    [65_536, '64 KiB'],
    [1_638_400, '1.56 MiB'],
    [16 * 1024 * 1024, '16 MiB'],
  ])('bytes %d', (n, text) => expect(plain(f.bytes(n))).toBe(text));

  test('a part is written in the unit of its whole', () => {
    expect(f.size(512 * 1024, 2 * 1024 * 1024)).toEqual({ value: '0.5', unit: 'MiB' });
  });

  test('rates are in thousands of bytes', () => expect(f.rate(94_230)).toEqual({ value: '94.2', unit: 'kB/s' }));

  test.each([
    [96, '96 ms'],
    [812, '0.8 s'],
    [21_480, '21.5 s'],
    [59_940, '59.9 s'],
    [69_100, '1:09'],
    [185_000, '3:05'],
  ])('took %d ms', (ms, text) => expect(plain(f.took(ms))).toBe(text));

  test.each([
    [0, '0 s'],
    [21_480, '21 s'],
    [69_100, '1:09'],
  ])('taking %d ms: no other form than of what is over', (ms, text) => expect(plain(f.taking(ms))).toBe(text));

  test.each([
    [0, '0:00'],
    [-5, '0:00'],
    [62_999, '1:02'],
    [3_723_000, '1:02:03'],
  ])('clock %d ms', (ms, text) => expect(f.clock(ms)).toBe(text));

  test('a moment has milliseconds and 24 hours', () => {
    const at = new Date(2026, 10, 22, 14, 32, 7, 118).getTime();
    expect(f.moment(at)).toBe('14:32:07.118');
    expect(f.time(new Date(2026, 10, 22, 0, 5, 9).getTime())).toBe('00:05:09');
  });

  test('a time of another day carries its day, and one of today does not', () => {
    const at = new Date(2026, 10, 22, 14, 32, 7, 118).getTime();
    const sameDay = new Date(2026, 10, 22, 23, 59, 59).getTime();
    const nextDay = new Date(2026, 10, 23, 0, 0, 1).getTime();
    expect(f.when(at, sameDay)).toBe('14:32:07');
    expect(f.when(at, nextDay)).toBe(f.date(at));
    expect(f.momentWhen(at, sameDay)).toBe('14:32:07.118');
    expect(f.momentWhen(at, nextDay)).toBe(`${f.day(at)} 14:32:07.118`);
  });

  test('a hundred percent means all, never nearly all', () => {
    expect(f.percent(999_999, 1_000_000)).toBe(99);
    expect(f.percent(1_000_000, 1_000_000)).toBe(100);
    expect(f.percent(0, 0)).toBe(0);
  });
});

describe('the first language', () => {
  test('is the chosen one', () => expect(firstLanguage('zh', ['en-GB'])).toBe('zh'));
  test('else the first of the browser that we have', () => {
    expect(firstLanguage(undefined, ['fr', 'zh-TW', 'en'])).toBe('zh');
    expect(firstLanguage('klingon', ['de', 'en-US', 'zh'])).toBe('en');
  });
  test('else English', () => expect(firstLanguage(undefined, ['fr'])).toBe('en'));
});
