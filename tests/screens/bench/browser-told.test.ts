import { afterEach, expect, it, vi } from 'vitest';
import { bench } from '../../../src/i18n/en/bench';
import { spoken } from '../../../src/i18n/language';
import { speak } from '../../../src/i18n/speaking/speak';
import { zh } from '../../../src/i18n/zh';
import type { BrowserFacts } from '../../../src/screens/parts/bench-context';
import { drawEmpty } from './draw-empty';

const words = { en: bench.words, zh: zh.bench as typeof bench.words } as const;
type Words = typeof bench.words.browser;

afterEach(async () => {
  vi.restoreAllMocks();
  await speak('en');
});

/** What the empty bench says to whom; `may`: whether it offers to choose a port. */
const told: readonly (readonly [string, Partial<BrowserFacts>, (t: Words) => string, boolean])[] = [
  ['Firefox 153', { name: 'Firefox 153', serial: 'yes' }, (t) => t.serialForgets('Firefox 153', 'Linux'), true],
  ['Firefox before 151', { name: 'Firefox 150', serial: 'no' }, (t) => t.serialElsewhere('Firefox 150'), false],
  ['one that has it switched off', { name: 'Firefox 153', serial: 'off' }, () => 'about:policies', false],
  ['one with a policy', { serial: 'yes', serialBlocked: 'policy' }, () => 'chrome://policy', true],
  ['Edge with a policy', { name: 'Edge 156', serial: 'yes', serialBlocked: 'policy' }, () => 'edge://policy', true],
  ['a page in a frame', { serial: 'yes', serialBlocked: 'page' }, (t) => t.serialBlockedNote.page, true],
  ['Chrome on Android', { system: 'Android', serial: 'yes' }, (t) => t.serialAndroid, true],
  ['an iPhone', { system: 'iOS', serial: 'phone' }, (t) => t.serialPhone, false],
  ['an address without TLS', { serial: 'insecure', host: 'bench.test' }, (t) => t.insecure('bench.test'), false],
];

it.each((['en', 'zh'] as const).flatMap((language) => told.map(([who, ...rest]) => [language, who, ...rest] as const)))(
  '%s: the empty bench tells %s what holds for it',
  async (language, _, facts, says, may) => {
    await speak(language);
    // What is drawn without a browser looks at the beginnings of stores only.
    vi.spyOn(spoken, 'getInitialState').mockReturnValue(spoken.getState());
    const drawn = await drawEmpty({ system: 'Linux', ...facts });
    const { browser, empty } = words[language];
    expect(drawn).toContain(says(browser));
    expect(drawn.includes(`>${empty.choosePort}<`)).toBe(may);
  },
);

it('the words of a missing feature name every browser that has it', () => {
  for (const { browser } of Object.values(words))
    for (const name of ['Chrome', 'Edge', 'Opera', 'Firefox']) expect(browser.serialElsewhere('x')).toContain(name);
});
