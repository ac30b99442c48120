import { describe, expect, it } from 'vitest';
import { cloud as english } from '../../../src/i18n/en/cloud';
import { cloud as chinese } from '../../../src/i18n/zh/cloud';
import type { DataCentreId, ProbeAnswer } from '../../../src/model/cloud';
import { knownErrors } from '../../../src/protocols/openapi/error-codes';
import { readingOf, verdictOf } from '../../../src/screens/settings/probe-reading';

const refused = (dataCentre: DataCentreId, code: number): ProbeAnswer => ({
  dataCentre,
  url: 'https://openapi.tuyaeu.com',
  latencyMs: 40,
  outcome: 'refused',
  at: 'token',
  code,
  msg: '',
});
const welcome = (dataCentre: DataCentreId): ProbeAnswer => ({
  dataCentre,
  url: 'https://openapi.tuyaeu.com',
  latencyMs: 38,
  outcome: 'welcome',
});

describe('the answers of all data centres (openapi, section 1)', () => {
  it('takes a no elsewhere as normal, and the same no at home as the trouble', () => {
    for (const code of [1106, 2007, 28841107]) {
      expect(readingOf(refused('eu-west', code), 'eu-central')).toBe('fine');
      expect(readingOf(refused('eu-central', code), 'eu-central')).toBe('trouble');
    }
  });

  it('takes an expired plan or a wrong clock as trouble wherever it is told', () => {
    for (const code of [1013, 28841002]) expect(readingOf(refused('cn', code), 'eu-central')).toBe('trouble');
  });

  it('says where to go when the project lives elsewhere', () => {
    const answers = [refused('cn', 1106), welcome('eu-central')];
    expect(verdictOf(answers, 'eu-central')).toEqual({ kind: 'nothing' });
    expect(verdictOf(answers, 'cn')).toEqual({ kind: 'move', to: 'eu-central' });
    expect(verdictOf([refused('cn', 1004)], 'cn')).toEqual({ kind: 'nowhere' });
  });
});

describe('the words of the codes (openapi, section 5)', () => {
  it('has words for every known code in both languages, and the same ones', () => {
    for (const code of Object.keys(knownErrors).map(Number)) {
      expect(english.words.codes[code]?.what({}), String(code)).toBeTruthy();
      expect(chinese.codes[code]?.what({}), String(code)).toMatch(/[\u4e00-\u9fff]/);
      expect(Boolean(english.words.codes[code]?.click)).toBe(Boolean(chinese.codes[code]?.click));
    }
    expect(Object.keys(chinese.codes)).toEqual(Object.keys(english.words.codes));
  });

  it('says in words how far the clock is off; the cloud ahead of us means that ours is slow', () => {
    expect(english.words.codes[1013]?.what({ offsetMs: -252_000 })).toContain('4 min 12 s fast');
    expect(english.words.codes[1013]?.what({ offsetMs: 7_260_000 })).toContain('2 h 1 min slow');
    expect(chinese.codes[1013]?.what({ offsetMs: -252_000 })).toContain('快了 4 分 12 秒');
  });
});
