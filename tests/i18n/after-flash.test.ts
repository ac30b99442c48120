import { expect, test } from 'vitest';
import { problems as english } from '../../src/i18n/en/problems';
import { problems as chinese } from '../../src/i18n/zh/problems';
import type { ProblemCode } from '../../src/model/problem';

/** These come before the first byte, and at the license station of a run that has flashed already. */
const ofLicenses = [
  'license.none-free',
  'license.unreadable',
  'license.conflict',
  'license.duplicate',
  'license.foreign',
  'license.half-used',
  'license.factory-mac',
  'license.no-mac',
] as const satisfies readonly ProblemCode[];

test.each(ofLicenses)('%s speaks of the license alone, since the firmware may be new', (code) => {
  const details = {
    mac: 'A4:CF:12:00:00:01',
    found: 'uuidrig0000000000001',
    expected: 'uuidrig0000000000002',
    batch: 'a',
  };
  expect(english.words.of[code].what(details)).not.toMatch(/(nothing|not one byte) (was|has been) (written|changed)/i);
  expect(chinese.of[code].what(details)).not.toMatch(/没有(写入任何内容|做任何改动)/);
});
