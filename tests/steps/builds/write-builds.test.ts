import { expect, onTestFinished, test } from 'vitest';
import type { BoardHabits } from '../../../src/model/board-habits';
import { msToBanner } from '../../../src/model/build';
import type { LaneView } from '../../../src/model/run';
import { listFirmware } from '../../../src/records/firmware';
import { keepRecipe } from '../../../src/records/recipes';
import { listRuns } from '../../../src/records/runs';
import { firstPlan } from '../../../src/steps/bench/bench-view';
import { createBuildRig } from './build-rig';

/** Issue 11, "Watch a build folder": from the file to the banner without a click, on boards that a person chose for it. */

const runs = (name: string) => (lane: LaneView) => lane.state === 'proven' && lane.app?.version === name;

const begin = async (habits: BoardHabits = {}) => {
  const rig = await createBuildRig();
  onTestFinished(rig.stop);
  await rig.choose();
  await rig.seen(({ state }) => state === 'watching');
  const made = rig.makeBoard('esp32', habits);
  rig.plug(made);
  const { id } = await rig.lane(({ state }) => state === 'ready');
  return { ...rig, made, id };
};

test('each build is written to the board it was switched on for, what differs alone, and its banner is timed', async () => {
  const { bench, build, lane, seen, id, events, db } = await begin();
  await keepRecipe(db, { id: 'all', name: 'All of it', plan: firstPlan, at: 1 });
  build('1.0.1');
  await seen(({ last }) => last?.facts.version === '1.0.1');
  await bench.handle({ kind: 'write-builds', lane: id, on: true });
  expect((await lane(({ writesBuilds }) => writesBuilds === true)).build, 'older than the word').toBeUndefined();
  build('1.0.2');
  const first = await lane(runs('1.0.2'));
  expect(first.build).toMatchObject({ by: 'itself', path: expect.stringContaining('QIO_1.0.2') });
  expect(first.stations.filter(({ state }) => state === 'proven').map(({ name }) => name)).toEqual([
    'recognise',
    'flash',
  ]);
  const took = msToBanner(first.build, first.written);
  expect(took).toBeGreaterThan(0);
  expect(first.startedAt, 'a run of its own').toBeGreaterThanOrEqual(first.build?.modified ?? Number.POSITIVE_INFINITY);

  await bench.handle({ kind: 'console-open', port: first.port.id, baud: 115_200 });
  build('1.0.3');
  const second = await lane(runs('1.0.3'));
  const { work } = second.written ?? {};
  expect(work?.kept).toBeGreaterThan((work?.sent ?? 0) * 2);
  await bench.idle();
  const opened = events.findLast((event) => event.kind === 'ports');
  expect(opened?.kind === 'ports' && opened.ports[0], 'the console is back').toMatchObject({
    use: 'open',
    baud: 115_200,
  });
  const kept = await listRuns(db, 2);
  expect(kept.map(({ app, outcome, recipe }) => [app?.version, outcome, recipe])).toEqual([
    ['1.0.3', 'proven', undefined],
    ['1.0.2', 'proven', undefined],
  ]);
  expect((await listFirmware(db)).map(({ fileName, build: of }) => [fileName, of !== undefined])).toEqual([
    ['switch_demo_QIO_1.0.3.bin', true],
    ['switch_demo_QIO_1.0.2.bin', true],
    ['switch_demo_QIO_1.0.1.bin', true],
  ]);
});

test('what was there when the folder was chosen is offered and not written; a click writes it', async () => {
  const rig = await createBuildRig();
  onTestFinished(rig.stop);
  rig.build('1.0.1');
  const made = rig.makeBoard('esp32');
  rig.plug(made);
  const { id } = await rig.lane(({ state }) => state === 'ready');
  await rig.bench.handle({ kind: 'write-builds', lane: id, on: true });
  await rig.choose();
  await rig.seen(({ last }) => last?.facts.version === '1.0.1');
  await rig.bench.idle();
  expect(rig.lanes.get(id)?.build).toBeUndefined();
  await rig.bench.handle({ kind: 'write-build', lane: id });
  const written = await rig.lane(runs('1.0.1'));
  expect(written.build?.by).toBe('hand');
  expect(msToBanner(written.build, written.written)).toBeUndefined();
});

test('nothing is written where nobody switched it on, nor to another chip', async () => {
  const { bench, build, seen, lanes, id, plug, makeBoard, lane } = await begin();
  plug(makeBoard('esp32s3'));
  const other = await lane(({ chip, state }) => chip?.chip === 'esp32s3' && state === 'ready');
  await bench.handle({ kind: 'write-builds', lane: other.id, on: true });
  build('1.0.1');
  await seen(({ last }) => last?.facts.version === '1.0.1');
  await bench.idle();
  expect([lanes.get(id)?.build, lanes.get(other.id)?.build]).toEqual([undefined, undefined]);
});

test('a build that comes while another is being written is written when that one runs, each once', async () => {
  const { bench, build, lane, events, id } = await begin();
  await bench.handle({ kind: 'write-builds', lane: id, on: true });
  build('1.0.1');
  await lane(({ state, current }) => state === 'running' && current === 'flash');
  build('1.0.2');
  await lane(runs('1.0.2'));
  await bench.idle();
  const lanesTold = events.flatMap((event) => (event.kind === 'lane' ? [event.lane] : []));
  const begun = new Set(lanesTold.flatMap(({ build: of, runId }) => (of ? [`${of.path} ${runId}`] : [])));
  const written = [...new Set([...begun].map((each) => each.split(' ')[0]))];
  expect(written.map((path) => path?.slice(-9, -4))).toEqual(['1.0.1', '1.0.2']);
});

test('a board that was pulled while it is written goes on, and then gets the newest', async () => {
  const { bench, build, lane, replug, made, id } = await begin({ pullCableAt: 30_000 });
  await bench.handle({ kind: 'write-builds', lane: id, on: true });
  build('1.0.1');
  await lane(({ problem }) => problem?.code === 'port.lost');
  build('1.0.2');
  replug(made);
  await lane(runs('1.0.2'));
});

test('the oldest builds go from the shelf, none that a recipe or a plan names', async () => {
  const { bench, build, seen, db } = await begin();
  for (let at = 1; at <= 8; at += 1) {
    build(`1.0.${at}`);
    const now = await seen(({ last }) => last?.facts.version === `1.0.${at}`);
    const firmware = now.last?.sha256;
    if (at === 1) await bench.handle({ kind: 'set-plan', plan: { ...firstPlan, firmware } });
    if (at === 2) await keepRecipe(db, { id: 'one', name: 'Lamps', plan: { ...firstPlan, firmware }, at: 1 });
  }
  const kept = (await listFirmware(db)).map(({ facts }) => facts.version);
  expect(kept).toEqual(['1.0.8', '1.0.7', '1.0.6', '1.0.5', '1.0.4', '1.0.2', '1.0.1']);
});
