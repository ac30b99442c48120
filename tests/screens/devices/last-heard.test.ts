import { expect, it } from 'vitest';
import { devices } from '../../../src/i18n/en/devices';
import { formats } from '../../../src/i18n/format';
import { devices as zh } from '../../../src/i18n/zh/devices';

/** Issue 10, "last heard has its day". */
it.each([
  ['en', devices.words],
  ['zh', zh],
] as const)('a device last heard of two days ago says which day that was, in %s', (language, words) => {
  const ms = 2 * 86_400_000;
  const { date } = formats(language);
  expect(words.heard(words.ago(ms))).toContain(date(Date.now() - ms));
  expect(words.heard(words.ago(5000))).not.toContain(date(Date.now()));
});
