import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, test, vi } from 'vitest';
import { Router } from 'wouter';
import { certificate } from '../../../src/i18n/en/certificate';
import { problems } from '../../../src/i18n/en/problems';
import { spoken } from '../../../src/i18n/language';
import { speak } from '../../../src/i18n/speaking/speak';
import { zh } from '../../../src/i18n/zh';
import type { ProblemCode } from '../../../src/model/problem';
import { type LaneView, stationNames } from '../../../src/model/run';
import { certificateOf } from '../../../src/protocols/certificate/certificate';
import { DayRow } from '../../../src/screens/bench/day/day';
import { runRowOf } from '../../../src/steps/bench/remember';

afterEach(async () => {
  vi.restoreAllMocks();
  await speak('en');
});

const words = {
  en: { outcomes: certificate.words.outcomes, of: problems.words.of },
  zh: {
    outcomes: (zh.certificate as typeof certificate.words).outcomes,
    of: (zh.problems as typeof problems.words).of,
  },
} as const;

const waits = (code: ProblemCode): LaneView => ({
  id: 'l',
  port: { id: 'p', name: 'CH340', use: 'free' },
  state: 'yours',
  stations: stationNames.map((name, at) => ({ name, state: at === 5 ? 'yours' : at < 5 ? 'proven' : 'ahead' })),
  evidence: [],
  problem: { code, details: {} },
});

test.each(
  (['en', 'zh'] as const).flatMap((language) =>
    (['pair.was-bound', 'license.otp-confirm', 'radio.none-chosen'] as const).map((code) => [language, code] as const),
  ),
)(
  '%s: among the runs of today one that waits for a hand, by %s, is not called failed and says what for',
  async (language, code) => {
    await speak(language);
    vi.spyOn(spoken, 'getInitialState').mockReturnValue(spoken.getState());
    const run = certificateOf(runRowOf(waits(code)));
    const html = renderToStaticMarkup(
      createElement(() => Router({ ssrPath: '/', children: createElement(DayRow, { run }) })),
    );
    const { outcomes, of } = words[language];
    expect(html).not.toContain(outcomes.failed);
    expect(html).toContain(of[code].title({}).replaceAll("'", '&#x27;'));
    expect(run).toMatchObject({ kind: 'waiting', endedIn: 'pair' });
  },
);
