import { expect, it } from 'vitest';
import type { Catalogue, ListedFirmware } from '../../../src/model/catalogue';
import { changedFiles, sameFirmware } from '../../../src/protocols/catalogue/changes';

const [one, two] = ['1'.repeat(64), '2'.repeat(64)];
const firmware = (url: string, sha256?: string): ListedFirmware => ({
  id: 'f',
  name: 'f',
  chips: [],
  builds: [{ chipFamily: 'ESP32', parts: [{ url, path: 'p', offset: 0, ...(sha256 && { sha256 }) }] }],
});
const listing = (...all: ListedFirmware[]): Catalogue => ({ url: 'u', name: 'n', fetchedAt: 0, firmware: all });

it.each([
  ['the same', firmware('a', one), firmware('a', one), 0],
  ['a new version under a new address', firmware('a', one), firmware('b', two), 0],
  ['a hash for what had none', firmware('a'), firmware('a', one), 0],
  ['another hash', firmware('a', one), firmware('a', two), 1],
  ['a hash that is gone', firmware('a', one), firmware('a'), 1],
])('%s', (_, before, after, changes) => {
  expect(changedFiles(listing(before), listing(after))).toHaveLength(changes);
  expect(sameFirmware(before, after)).toBe(JSON.stringify(before) === JSON.stringify(after));
});

it('a file that several use is told once, with both hashes', () => {
  const [before, after] = [firmware('a', one), firmware('a', two)];
  expect(changedFiles(listing(before, before), listing(after, after))).toEqual([
    { url: 'a', path: 'p', before: one, after: two },
  ]);
});
