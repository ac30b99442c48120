import { describe, expect, test } from 'vitest';
import { cloud as english } from '../../src/i18n/en/cloud';
import { cloud as chinese } from '../../src/i18n/zh/cloud';
import { isOfProject, isTokenStale, knownErrors, meaningOf } from '../../src/protocols/openapi/error-codes';

/** Issue 10, "codes met in the wild get words and a way out"; meanings from the vendor's list and issue threads. */
const met = [
  ...[1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1107, 1112, 1113, 1114, 1199, 1400],
  ...[2003, 2005, 2008, 2010, 2406, 28841003, 28841004, 28841102, 28841103, 28841104, 40000309],
];

describe.each([...new Set([...met, ...Object.keys(knownErrors).map(Number)])])('code %i', (code) => {
  test('has words and a way out in both languages, and a meaning', () => {
    for (const { codes } of [english.words, chinese]) {
      expect(codes[code]?.what({})).toBeTruthy();
      expect(codes[code]?.click).toBeTruthy();
    }
    expect(meaningOf(code)).toBeDefined();
  });
});

test('a bill, a quota, an allow-list and an account are the project’s fault, a missing device is not', () => {
  for (const code of [28841003, 28841004, 28841103, 28841104, 1114, 2406]) expect(isOfProject(code)).toBe(true);
  for (const code of [1000, 2003, 2008, 2010, 1199]) expect(isOfProject(code)).toBe(false);
  expect(isTokenStale(1400)).toBe(true);
});
