import { afterEach, describe, expect, test, vi } from 'vitest';
import { bench } from '../../../src/i18n/en/bench';
import { problems } from '../../../src/i18n/en/problems';
import { spoken } from '../../../src/i18n/language';
import { speak } from '../../../src/i18n/speaking/speak';
import { zh } from '../../../src/i18n/zh';
import { type GrantSeen, type GrantSystem, grantWay, usualWay } from '../../../src/model/port-grants';
import { type LaneView, stationNames } from '../../../src/model/run';
import { drawLane } from './draw-lane';

/** A lane whose port is gone: what it says at once, and the way back (browser-grants). */

vi.mock('../../../src/screens/parts/use-narrow', () => ({ useNarrow: () => false }));

const words = {
  en: { lane: bench.words.lane, problem: problems.words },
  zh: { lane: (zh.bench as typeof bench.words).lane, problem: zh.problems as typeof problems.words },
} as const;

afterEach(async () => {
  vi.restoreAllMocks();
  await speak('en');
});

const mac = 'A4:CF:12:0A:0B:02';
const lost: LaneView = {
  id: 'l',
  port: { id: 'p', name: 'CH340', use: 'free' },
  state: 'failed',
  current: 'flash',
  stations: stationNames.map((name, at) => ({ name, state: at === 0 ? 'proven' : at === 1 ? 'failed' : 'ahead' })),
  chip: { chip: 'esp32', mac } as LaneView['chip'],
  evidence: [],
  problem: { code: 'port.lost', details: { name: 'CH340' } },
};

const systems: readonly GrantSystem[] = ['Linux', 'macOS', 'Windows', 'other'];
const seen: readonly (GrantSeen | undefined)[] = [undefined, 'came-back', 'chosen-again'];

describe.each(['en', 'zh'] as const)('%s', (language) => {
  const drawn = async (lane: LaneView, ...more: [Parameters<typeof drawLane>[1]?, Parameters<typeof drawLane>[2]?]) => {
    await speak(language);
    vi.spyOn(spoken, 'getInitialState').mockReturnValue(spoken.getState());
    return drawLane(lane, ...more);
  };
  const { problem, lane: told } = words[language];

  test.each(systems.flatMap((system) => seen.map((grant) => [system, grant] as const)))(
    'says on %s, where it was seen that it %s, what is so there, and offers to choose it again',
    async (system, grant) => {
      const grants = usualWay(system, true);
      const html = await drawn({ ...lost, port: { ...lost.port, grant } }, { system, grants }, []);
      const button = html.indexOf(problem.remedy['choose-again']);
      expect(button).toBeGreaterThan(0);
      expect(html).toContain('aria-keyshortcuts="c"');
      expect(html).toContain(problem.again[grantWay(grants, grant)]);
      // One primary way, and it is this one.
      expect(html).not.toContain(problem.remedy.retry);
    },
  );

  test('with its port there, nothing has to be chosen again', async () => {
    const html = await drawn(lost);
    expect(html).not.toContain(problem.remedy['choose-again']);
    expect(html).toContain(problem.remedy.retry);
  });

  test('a ready board that was unplugged has the same way back; one that is done is not pressed for', async () => {
    const { problem: _, ...rest } = lost;
    const gone: LaneView = {
      ...rest,
      state: 'gone',
      stations: lost.stations.map((each, at) => (at === 0 ? each : { ...each, state: 'ahead' })),
    };
    const html = await drawn(gone, {}, []);
    expect(html).toContain(problem.remedy['choose-again']);
    expect(html).toContain('aria-keyshortcuts="c"');
    const done = await drawn(
      { ...gone, stations: gone.stations.map((each) => ({ ...each, state: 'proven' })) },
      {},
      [],
    );
    expect(done).toContain(problem.remedy['choose-again']);
    expect(done).not.toContain('aria-keyshortcuts');
  });

  test('both ports of one cable are spoken of in plain words', async () => {
    const html = await drawn({ ...lost, port: { ...lost.port, log: { id: 'q', use: 'free' } } }, {}, []);
    expect(html).toContain(problem.bothPorts);
  });

  test('names the board it waits for and the one that came instead', async () => {
    const html = await drawn({ ...lost, cameInstead: { mac: 'A4:CF:12:0A:0B:99' } }, {}, []);
    expect(html).toContain(told.cameInstead(mac, 'A4:CF:12:0A:0B:99'));
    const { chip, ...blank } = lost;
    const waits = await drawn({ ...blank, state: 'recognising', problem: undefined, awaits: { mac } });
    expect(waits).toContain(told.awaits);
    expect(waits).toContain(mac);
  });
});
