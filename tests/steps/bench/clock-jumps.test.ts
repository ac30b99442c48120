/**
 * A laptop sets its clock in mid-run, a day forward or back, at one place or another: no duration is less than nothing
 * or longer than the run, anywhere in what is shown, kept, certified and written down of the device (issue 8, section 4:
 * "-86388750 ms", "bound in 172,818 s"). Times of day stay what the clock said.
 */
import { afterEach, expect, it } from 'vitest';
import { ownClock } from '../../../src/model/clock';
import { emptyHistory, foldHistory } from '../../../src/model/dp-history';
import type { LaneView } from '../../../src/model/run';
import { certificateOf } from '../../../src/protocols/certificate/certificate';
import { dpHistoryOf } from '../../../src/records/dp-history';
import { listRuns } from '../../../src/records/runs';
import type { BenchEvent } from '../../../src/steps/run/messages';
import { createBindRig } from '../bind-rig';
import { ended } from '../rig';

const dayMs = 86_400_000;

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

/** Every number that is called a duration, with its way there. */
const durations = (value: unknown, path = ''): (readonly [string, number])[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => {
    const here = `${path}.${name}`;
    if (typeof each !== 'number') return durations(each, here);
    return /(?:^ms|Ms|^seconds|^leftMs|^rate)$/.test(name) && name !== 'clockMovedMs' ? [[here, each] as const] : [];
  });
};

const wrong = (value: unknown, mostMs: number) =>
  durations(value).filter(([path, ms]) => !path.endsWith('rate') && (ms < 0 || ms > mostMs));

/** Where the clock is set: the first time the lane is seen like this. */
const places: readonly (readonly [string, (lane: LaneView) => boolean])[] = [
  ['while the board is recognised', ({ stations }) => stations[0]?.state === 'working'],
  ['while flash is written', ({ progress }) => (progress?.done ?? 0) > 0],
  ['before the second reading', ({ readBack }) => readBack?.round === 1],
  ['while Bluetooth pairs', ({ stations }) => stations[5]?.fact?.code === 'handshake'],
  [
    'while the board activates',
    ({ bind }) => bind?.steps.some((step) => step.name === 'token' && step.state === 'proven') ?? false,
  ],
  ['while a data point is on its way', ({ stations }) => stations[7]?.fact?.code === 'dp-sent'],
];

it.each(places.flatMap((place) => [dayMs, -dayMs].map((by) => [place[0], by, place[1]] as const)))(
  'a clock that is set %s, by %d ms',
  { timeout: 120_000 },
  async (_place, by, when) => {
    let moved = 0;
    const clock = { now: () => Date.now() + moved, ticks: ownClock.ticks };
    const began = performance.now();
    const rig = await createBindRig({}, { clock });
    stop = rig.stop;
    const looked = (lane: LaneView): boolean => {
      if (moved === 0 && when(lane)) moved = by;
      return false;
    };
    void rig.lane(looked);
    const startedAt = Date.now();
    rig.plug(rig.bindable());
    const ready = await rig.lane(({ state }) => state === 'ready');
    await rig.bench.handle({ kind: 'start', lane: ready.id });
    let lane = await rig.lane((each) => each.state !== 'ready' && ended(each));
    // A device that has not noticed yet that Bluetooth hung up reports there; a person asks again.
    if (lane.problem?.code === 'control.no-answer') {
      await rig.bench.handle({ kind: 'retry', lane: lane.id });
      lane = await rig.lane((each) => each.state === 'proven');
    }
    await rig.bench.idle();
    expect(moved, 'the clock was set').toBe(by);
    expect(lane.problem).toBeUndefined();
    expect(lane.state).toBe('proven');
    const mostMs = performance.now() - began;

    const shown = rig.events.filter((event): event is Extract<BenchEvent, { kind: 'lane' }> => event.kind === 'lane');
    expect(shown.flatMap((event) => wrong(event.lane, mostMs))).toEqual([]);
    // What was told first stands first, whatever the clock said.
    const facts = lane.evidence.flatMap(({ fact }) => (fact ? [fact.code] : []));
    expect(facts.indexOf('chip-told')).toBeLessThan(facts.indexOf('md5-equal'));
    expect(facts.indexOf('md5-equal')).toBeLessThan(facts.indexOf('dp-answered'));

    const runs = await listRuns(rig.db);
    expect(runs.flatMap((each) => wrong(each, mostMs))).toEqual([]);
    const run = runs.find(({ outcome }) => outcome === 'proven');
    if (!run) throw new Error('no run was kept');
    expect(durations(run).length).toBeGreaterThan(10);
    const certificate = certificateOf(run);
    expect(wrong(certificate, mostMs)).toEqual([]);
    expect(certificate.workedMs).toBeGreaterThan(0);
    // Both times of day as the clock had them, and a word that they cannot be taken from each other.
    const late = by > 0 ? 1 : -1;
    const jumpedBeforeStart = _place === 'while the board is recognised';
    expect(Math.round((run.endedAt - startedAt) / dayMs)).toBe(late);
    if (!jumpedBeforeStart) {
      expect(Math.round((run.startedAt - startedAt) / dayMs)).toBe(0);
      expect(Math.round((certificate.clockMovedMs ?? 0) / dayMs)).toBe(late);
    }

    const device = { place: 'relay', deviceId: lane.device?.deviceId ?? '' };
    const history = await dpHistoryOf(rig.db, device);
    expect(history.some(({ command }) => command?.kind === 'answered')).toBe(true);
    expect(wrong(history, mostMs)).toEqual([]);
    // Opened again, on another visit with other ticks.
    const again = foldHistory(emptyHistory, { kind: 'past', entries: history });
    expect(wrong(again, mostMs)).toEqual([]);
  },
);
