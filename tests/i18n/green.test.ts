/** Issue 10, section 4: green speaks for what it stands beside, and a doubt names its license, what was sent and when. */
import { describe, expect, it } from 'vitest';
import { facts as enFacts } from '../../src/i18n/en/facts';
import { problems as enProblems } from '../../src/i18n/en/problems';
import { facts as zhFacts } from '../../src/i18n/zh/facts';
import { problems as zhProblems } from '../../src/i18n/zh/problems';
import type { Details } from '../../src/model/problem';

const uuid = 'uuid0123456789abcdef';
const sentAt = new Date(2026, 10, 30, 14, 32, 7).getTime();

describe.each([
  ['en', enFacts.words.of, enProblems.words.of],
  ['zh', zhFacts.of, zhProblems.of],
] as const)('%s', (language, facts, problems) => {
  it('says of Pair what was handed over, and nothing of whether the network works', () => {
    const said = facts['wifi-accepted']({});
    expect(said).toMatch(language === 'en' ? /handed over/ : /交给/);
    expect(said).not.toMatch(/then Wi|再连/);
  });

  it('says of a license from elsewhere that this ledger does not have it', () => {
    expect(facts['kept-theirs']({ uuid })).toMatch(language === 'en' ? /ledger does not have/ : /台账里没有/);
  });

  it('names the license in doubt, and when it was sent', () => {
    const { title, what } = problems['license.doubtful'];
    expect(title({ uuid })).toMatch(/uuid.*cdef/);
    expect(what({ uuid, sentAt })).toContain('14:32:07');
    expect(what({ uuid })).not.toMatch(/undefined|1970/);
    expect(title({})).not.toContain('undefined');
  });

  it('tells of a run that was cut off where it was, and what may be on the board', () => {
    const { title, what } = problems['run.cut-off'];
    expect(title({ station: 'flash' })).toMatch(language === 'en' ? /Flash/ : /烧录/);
    expect(what({ uuid })).toMatch(/uuid.*cdef/);
    expect(what({ file: 'lamp.bin', percent: 40 })).toMatch(/lamp\.bin.*40|40.*lamp\.bin/);
    const odd: readonly Details[] = [{}, { uuid }, { station: 'nowhere' }];
    for (const details of odd) expect(`${title(details)} ${what(details)}`).not.toContain('undefined');
  });
});
