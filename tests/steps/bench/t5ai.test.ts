/** A second family on the same bench: a T5AI from plugged in to bound, its log on a port that nobody listens to. */
import { expect, test } from 'vitest';
import type { BoardHabits, VirtualChip } from '../../../src/model/board-habits';
import type { LaneView } from '../../../src/model/run';
import { demoFirmware } from '../../../src/virtual/board/demo-firmware';
import { createBindRig, lampPid } from '../bind-rig';
import { ended, stockImage } from '../rig';

const it = test.extend<{ begin: () => Promise<Awaited<ReturnType<typeof createBindRig>>> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names of the fixtures from this pattern
  begin: async ({}, use) => {
    const stops: (() => Promise<void>)[] = [];
    await use(async () => {
      const rig = await createBindRig({ firmware: undefined });
      stops.push(rig.stop);
      return rig;
    });
    for (const stop of stops) await stop();
  },
}).concurrent;

type Rig = Awaited<ReturnType<typeof createBindRig>>;

const plugIn = async (rig: Rig, chip: VirtualChip, habits: BoardHabits = {}) => {
  await stockImage(rig.db, demoFirmware(chip), chip);
  rig.plug(rig.makeBoard(chip, habits, {}, { cloud: rig.emulated.device }));
  return rig.lane(({ state }) => state === 'ready' || state === 'failed');
};

const carryOut = async (rig: Rig, { id }: LaneView) => {
  await rig.bench.handle({ kind: 'start', lane: id });
  return rig.lane((lane) => lane.state !== 'ready' && ended(lane));
};

it.for(['t5ai', 't3', 't1', 'bk7231n'] as const)(
  'takes a %s from plugged in to a flipped data point',
  async (chip, { begin }) => {
    const rig = await begin();
    const ready = await plugIn(rig, chip);
    expect(ready.problem).toBeUndefined();
    expect(ready.chip).toMatchObject({ chip, mac: expect.stringMatching(/^A4:CF:12:/) });
    const lane = await carryOut(rig, ready);
    expect(lane.problem).toBeUndefined();
    expect(lane.stations.map(({ state }) => state)).toEqual(Array(8).fill('proven'));
    expect(lane.device).toMatchObject({ pid: lampPid });
  },
);
