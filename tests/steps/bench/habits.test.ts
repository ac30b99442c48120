/** What a person sees of a board behind a stubborn adapter: it is done all the same, and slower only where it has to be. */
import { expect, test } from 'vitest';
import type { BoardHabits } from '../../../src/model/board-habits';
import { waitsForHand } from '../../../src/screens/parts/lane-words';
import { demoFirmware } from '../../../src/virtual/board/demo-firmware';
import { createRig, ended, newDatabase, stockImage } from '../rig';

const chips = ['t5ai', 'esp32'] as const;
type Chip = (typeof chips)[number];

/** In the time of life where it matters: bytes on the line, and a program that takes a while to say who it is. */
const onBench = async (chip: Chip, habits: BoardHabits) => {
  const plan = {
    baud: 921_600,
    license: false,
    verify: false,
    boot: false,
    pair: false,
    activate: false,
    control: false,
  };
  const rig = await createRig(newDatabase(), plan);
  const image = demoFirmware(chip);
  await stockImage(rig.db, image.slice(0, chip === 'esp32' ? image.length : 0x18000), chip);
  const made = rig.makeBoard(chip, habits, { pacedByBaud: true, bootMs: 320 });
  return { rig, board: made.board, plug: () => rig.plug(made) };
};

const run = async ({ rig, plug }: Awaited<ReturnType<typeof onBench>>) => {
  plug();
  const ready = await rig.lane(({ state }) => state === 'ready' || state === 'failed');
  expect(ready.problem).toBeUndefined();
  await rig.bench.handle({ kind: 'start', lane: ready.id });
  const lane = await rig.lane((view) => view.state !== 'ready' && ended(view));
  const told = rig.events.flatMap((event) =>
    event.kind === 'lane'
      ? event.lane.stations.flatMap(({ fact }) => (fact?.code === 'writing' ? [fact.details] : []))
      : [],
  );
  await rig.stop();
  return { lane, speed: told.at(-1) };
};

test.concurrent.for(
  chips.flatMap((chip) =>
    (
      [
        [{ latencyMs: 16 }, {}],
        [{ fastestBaud: 230_400 }, { baud: 230_400, asked: 921_600 }],
        [{ rtsIsReset: true }, { baud: 115_200, asked: 921_600 }],
        [{ resetsAtOpen: true }, { baud: 115_200, asked: 921_600 }],
      ] as const
    ).map(([habits, speed]) => [chip, habits, speed] as const),
  ),
)('%s with %j is flashed, and the lane tells %j of its speed', async ([chip, habits, speed]) => {
  const table = await onBench(chip, habits);
  const { lane, speed: told } = await run(table);
  expect(lane.problem).toBeUndefined();
  expect(lane.state).toBe('proven');
  expect(told).toEqual(speed);
});

test.concurrent.for(chips)('%s waits for a hand, and is heard the moment it comes', async (chip) => {
  const table = await onBench(chip, { silentUntilBootHeld: true });
  const { rig, board } = table;
  let pressed = 0;
  /** As often as the lane asks, and let go when it asks no more. */
  const press = async (): Promise<never> => {
    for (;;) {
      await rig.lane(waitsForHand);
      pressed += 1;
      board.holdBoot(true);
      await rig.lane((lane) => !waitsForHand(lane));
      board.holdBoot(false);
    }
  };
  void press();
  const { lane } = await run(table);
  expect(lane.problem).toBeUndefined();
  expect(lane.state).toBe('proven');
  expect(pressed).toBeGreaterThan(0);
});
