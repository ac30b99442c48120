/** polish.md, rows 4, 7 and 8: a time is said once, in one form, and none before there is one. */
import { expect, it } from 'vitest';
import type { LaneView, StationView } from '../../../src/model/run';
import { scenes } from '../harness/scenes';
import { drawLane } from './draw-lane';

const textOf = async (lane: LaneView): Promise<string> =>
  (await drawLane(lane)).replaceAll(/<[^>]+>/g, ' ').replaceAll(/[\s\u00a0]+/g, ' ');

const sceneLanes = Object.values(scenes).flatMap(({ view }) => view.lanes ?? []);
const flashing = sceneLanes.find(({ progress, state }) => progress?.leftMs !== undefined && state === 'running')!;
const withStation = (lane: LaneView, name: StationView['name'], change: Partial<StationView>): LaneView => ({
  ...lane,
  stations: lane.stations.map((each) => (each.name === name ? { ...each, ...change } : each)),
});

it('says once how long the writing will go on', async () => {
  const said = await textOf(flashing);
  // Under the station, and in words below it where there is room for one station only.
  expect(said.match(/\d+ s left/g)?.length).toBe(2);
  expect(said).not.toMatch(/\d:\d\d left/);
});

it('shows no time of a station that has only begun', async () => {
  const begun = withStation(flashing, 'verify', { state: 'working', ms: 0 });
  expect(await textOf(begun)).not.toContain('0 ms');
  expect(await textOf(withStation(flashing, 'verify', { state: 'working', ms: 2_400 }))).toContain('2 s');
});

it('says a duration in one form, on the rail, in the head and at the end', async () => {
  const ms = 69_100;
  const lane: LaneView = {
    ...flashing,
    state: 'proven',
    current: undefined,
    progress: undefined,
    endedAt: 1,
    stations: flashing.stations.map((each, at) => ({ ...each, state: 'proven', ms: at === 0 ? ms : 0 })),
  };
  const said = await textOf(lane);
  expect(said).not.toContain('69.1');
  expect(said.match(/1:09/g)?.length).toBeGreaterThan(2);
});
