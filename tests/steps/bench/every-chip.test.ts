/** A virtual board of every chip of the menu goes as far as its chip can: to a data point there and back, or to its end. */
import { test } from 'vitest';
import { virtualChips } from '../../../src/model/board-habits';
import { radioOf } from '../../../src/model/chip';
import { benchOf } from '../menu-bench';
import { ended } from '../rig';

test.concurrent.for(virtualChips)('%s', { timeout: 240_000 }, async (chip, { expect }) => {
  const bench = await benchOf();
  try {
    await bench.send({ kind: 'add-virtual-board', chip, habits: {}, habit: 'plain', speed: 10 });
    const ready = await bench.lane(({ state }) => state === 'ready');
    expect(ready.chip?.chip).toBe(chip);
    await bench.send({ kind: 'start', lane: ready.id });
    const lane = await bench.lane((seen) => seen.id === ready.id && ended(seen));
    const { wifi, bluetooth } = radioOf(chip);
    const lacks = wifi ? (bluetooth ? undefined : 'pair.chip-no-bluetooth') : 'pair.chip-no-wifi';
    expect([lane.problem?.code, lane.device !== undefined]).toEqual([lacks, lacks === undefined]);
    const proven = lane.stations.filter(({ state }) => state === 'proven').map(({ name }) => name);
    expect(proven.slice(0, 5)).toEqual(['recognise', 'flash', 'license', 'verify', 'boot']);
  } finally {
    await bench.stop();
  }
});
