import { expect, onTestFinished, test } from 'vitest';
import type { Partition } from '../../../src/model/firmware';
import type { LaneView } from '../../../src/model/run';
import { firstPlan } from '../../../src/steps/bench/bench-view';
import { tuyaPartitions } from '../../../src/virtual/esp/boot/layout';
import { buildImage, partitionTable } from '../../../src/virtual/esp/demo-image';
import { madeUp } from '../rig';
import { createBuildRig, qio } from './build-rig';

/** A build never writes over license or Wi-Fi settings: around them it needs no word, for anything else it asks. */

const flashBytes = 4 << 20;
/** Of TuyaOpen's table for 4 MB (esp-flashing, section 7). */
const tuya = { at: 0x3b0000, size: 0x28000 };

const image = (version: string) => buildImage({ chip: 'esp32', version, merged: true, appBytes: 40_000, flashBytes });

/** Filled to the end of the chip: it lies over everything that the board has stored. */
const reaching = (version: string): Uint8Array => {
  const whole = new Uint8Array(flashBytes).fill(0xff);
  whole.set(image(version));
  return whole;
};

/** By its table the license belongs elsewhere. */
const moving = (version: string): Uint8Array => {
  const elsewhere = (row: Partition): Partition => {
    if (row.label === 'ota_1') return { ...row, size: 0x100000 };
    return row.label === 'tuya' ? { ...row, offset: 0x300000 } : row;
  };
  const whole = image(version);
  whole.set(partitionTable((tuyaPartitions(flashBytes) ?? []).map(elsewhere)), 0x8000);
  return whole;
};

test('it is written around the license, and where the license would have to move it waits for a person', async () => {
  const rig = await createBuildRig();
  onTestFinished(rig.stop);
  await rig.choose();
  await rig.seen(({ state }) => state === 'watching');
  const flash = buildImage({ chip: 'esp32', merged: true, name: 'old_lamp', appBytes: 40_000, flashBytes });
  const made = rig.makeBoard('esp32', { licensed: madeUp(1) }, {}, { flash, flashBytes });
  rig.plug(made);
  const { id } = await rig.lane(({ state }) => state === 'ready');
  const cells = made.board.flash;
  const before = cells.read(tuya.at, tuya.size);
  const isKept = () => Buffer.compare(before, cells.read(tuya.at, tuya.size)) === 0;
  const build = (version: string, bytes: Uint8Array) => rig.disk.write(qio(version), bytes, Date.now());
  const runs = (version: string) => (lane: LaneView) => lane.state === 'proven' && lane.app?.version === version;

  await rig.bench.handle({ kind: 'write-builds', lane: id, on: true });
  build('1.0.1', reaching('1.0.1'));
  const first = await rig.lane(runs('1.0.1'));
  expect(first.stations[1]?.state).toBe('proven');
  expect(isKept()).toBe(true);

  const whole = cells.read(0, cells.size);
  build('1.0.2', moving('1.0.2'));
  const asked = await rig.lane(({ state }) => state === 'yours');
  expect(asked.problem?.code).toBe('flash.moves-stores');
  expect(Buffer.compare(whole, cells.read(0, cells.size)), 'changed before the answer').toBe(0);
  expect(made.port.readable).toBeNull();

  // The next one is as good as an answer, where it is no question.
  build('1.0.3', reaching('1.0.3'));
  await rig.lane(runs('1.0.3'));
  expect(isKept()).toBe(true);
});

test('a question of the license is a person’s first, and the build comes after it', async () => {
  const rig = await createBuildRig();
  onTestFinished(rig.stop);
  await rig.choose();
  await rig.seen(({ state }) => state === 'watching');
  rig.plug(rig.makeBoard('esp32', { licensed: madeUp(7) }));
  const { id } = await rig.lane(({ state }) => state === 'ready');
  await rig.bench.handle({
    kind: 'set-plan',
    plan: { ...firstPlan, flash: false, boot: false, pair: false, activate: false, control: false },
  });
  await rig.bench.handle({ kind: 'start', lane: id });
  const asked = await rig.lane(({ state }) => state === 'yours');
  await rig.bench.handle({ kind: 'write-builds', lane: id, on: true });
  rig.build('1.0.1');
  await rig.seen(({ last }) => last?.facts.version === '1.0.1');
  await rig.bench.idle();
  expect(rig.lanes.get(id)).toMatchObject({ state: 'yours', runId: asked.runId, problem: asked.problem });
});
