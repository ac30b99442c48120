import { afterEach, describe, expect, it, vi } from 'vitest';
import { bind } from '../../../src/i18n/en/bind';
import { problems } from '../../../src/i18n/en/problems';
import { spoken } from '../../../src/i18n/language';
import type { Language } from '../../../src/i18n/languages';
import { speak } from '../../../src/i18n/speaking/speak';
import { zh } from '../../../src/i18n/zh';
import { type BindFaultCode, type BindStepName, bindSteps } from '../../../src/model/bind';
import type { Remedy } from '../../../src/model/problem';
import { type LaneView, stationNames } from '../../../src/model/run';
import { emptyBind, foldBind } from '../../../src/protocols/bind-log/fold-bind';
import { drawLane } from './draw-lane';

/** A lane whose binding failed, as it is drawn: what is told, at which step of the rail, and the ways out, in both languages. */

const words = {
  en: { rail: bind.words, problem: problems.words },
  zh: { rail: zh.bind as typeof bind.words, problem: zh.problems as typeof problems.words },
} as const;

// Asks the browser, of which there is none.
vi.mock('../../../src/screens/parts/use-narrow', () => ({ useNarrow: () => false }));

const drawn = async (lane: LaneView, language: Language): Promise<string> => {
  await speak(language);
  // What is drawn without a browser looks at the beginnings of stores only.
  vi.spyOn(spoken, 'getInitialState').mockReturnValue(spoken.getState());
  return drawLane(lane);
};

afterEach(async () => {
  vi.restoreAllMocks();
  await speak('en');
});

/** As React writes words. */
const escaped = (text: string) =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#x27;');

const failed = (code: BindFaultCode, details = {}): LaneView => ({
  id: 'l',
  port: { id: 'p', name: 'CP210x', use: 'free' },
  state: 'failed',
  current: 'activate',
  stations: stationNames.map((name, at) => {
    const failing = stationNames.indexOf('activate');
    return { name, state: at < failing ? 'proven' : at === failing ? 'failed' : 'ahead' };
  }),
  evidence: [],
  startedAt: 1,
  endedAt: 2,
  problem: { code, details },
  bind: foldBind(
    // A binding that began: a run that was stopped before has no rail to show.
    foldBind(emptyBind(), { kind: 'witness', step: 'channel', witness: 'bluetooth', at: 1 }),
    { kind: 'failed', code, at: 2, details },
  ),
});

/** Step of the rail at which each stands (device-cloud, sections 3 and 4; authorize-cli, section 6). */
const faults: readonly (readonly [BindFaultCode, BindStepName, Remedy?])[] = [
  ['bind.wifi-password', 'wifi'],
  ['bind.wifi-not-found', 'wifi'],
  ['bind.placeholder-license', 'license', 'edit-plan'],
  ['bind.token-refused', 'activation'],
  ['bind.not-authorised', 'activation'],
  ['bind.license-elsewhere', 'activation'],
  ['bind.pid-mismatch', 'activation'],
  ['bind.broker-refused', 'online'],
];

describe.each(['en', 'zh'] as const)('%s', (language) => {
  it.for(faults)('%s', async ([code, step, way = 'pair-again']) => {
    const details = { ssid: 'Workshop-2G' };
    const html = await drawn(failed(code, details), language);
    const { rail, problem } = words[language];
    expect(html).toContain('data-state="failed"');
    expect(html).toContain(escaped(problem.of[code].title(details)));
    const list = html.slice(html.indexOf(`aria-label="${rail.label}"`));
    const states = [...list.slice(0, list.indexOf('</ol>')).matchAll(/<li[^>]* data-state="([^"]+)"/g)].map(
      ([, state]) => state,
    );
    expect(states).toHaveLength(bindSteps.length);
    expect(states.indexOf('failed')).toBe(bindSteps.indexOf(step));
    expect(states.filter((state) => state === 'failed')).toHaveLength(1);
    expect(html).toContain(escaped(problem.remedy[way]));
  });
});

it('says on its card how fast a virtual board is', async () => {
  const lane: LaneView = {
    ...failed('bind.unheard'),
    port: { id: 'v', name: 'ESP32', use: 'free', virtual: { habit: 'plain', speed: 10 } },
  };
  expect(await drawn(lane, 'en')).toMatch(/virtual.*10×.*10 times as fast as life/s);
  expect(await drawn(lane, 'zh')).toMatch(/虚拟.*10×.*真板的 10 倍/s);
  const { speed, ...asInLife } = lane.port.virtual!;
  expect(await drawn({ ...lane, port: { ...lane.port, virtual: asInLife } }, 'en')).not.toMatch(/×|as in life/);
});
