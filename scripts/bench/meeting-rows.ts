/**
 * How long the bench takes to tell whose board a port is, from the plug to the chip on its lane: behind an adapter that it
 * never saw, behind one that had such a board before, and behind one that had another kind.
 */
import type { VirtualChip } from '../../src/model/board-habits';
import { adapterId } from '../../src/model/line-speed';
import { createWorkshop, workshopUsb } from '../faults/workshop';
import { type Line, linkFloor } from './beken-floor';
import { connectIdeal } from './esp-ideal';
import { atMostSeconds, figureOf, type Measurement } from './figure';
import { inVirtualTime } from './virtual-time';

const latencyMs = 1;
const line: Line = { baud: 115_200, latencyMs };

interface Kind {
  chip: VirtualChip;
  /** As `ChipFamily.name`. */
  family: string;
  /** Until its loader has answered a host that knows who it is. */
  idealMs: number;
  /** Of an adapter that had such a board before, and of any other, seconds. */
  bars: readonly [met: number, unmet: number];
}

const kinds: readonly Kind[] = [
  { chip: 'esp32', family: 'ESP32', idealMs: connectIdeal(0, line).told, bars: [0.4, 1.2] },
  { chip: 't5ai', family: 'Beken', idealMs: linkFloor(line), bars: [3, 3] },
  { chip: 'bk7231n', family: 'Beken', idealMs: linkFloor(line), bars: [3, 3] },
];

const meet = (chip: VirtualChip, before: string | undefined): Promise<number> =>
  inVirtualTime(async (clock) => {
    const shop = await createWorkshop(chip, latencyMs, clock);
    if (before) await shop.meet({ id: adapterId(workshopUsb), family: before });
    const tab = await shop.openTab();
    const begun = clock.now();
    tab.plug();
    const lane = await tab.told();
    const took = clock.now() - begun;
    if (lane.chip?.chip !== chip) throw new Error(`taken for ${lane.chip?.chip ?? lane.problem?.code}`);
    await tab.close();
    shop.end();
    return took;
  });

/** A page has its files by then, or they come while the board is reset; here time would jump meanwhile. */
const measure = async (chip: VirtualChip, before: string | undefined): Promise<number> => {
  await meet(chip, before);
  return meet(chip, before);
};

export const meetingMeasurements: readonly Measurement[] = kinds.flatMap(
  ({ chip, family, idealMs, bars: [met, unmet] }) => {
    const other = kinds.find((kind) => kind.family !== family)?.family;
    const ways = [
      { name: 'met first', before: undefined, bar: unmet },
      { name: 'met before', before: family, bar: met },
      { name: 'the other kind met before', before: other, bar: unmet },
    ];
    return ways.map(({ name, before, bar }) => ({
      name: `${chip} ${name}`,
      run: async () => [
        atMostSeconds(bar, figureOf({ name, chip, image: 'none', ...line, ms: await measure(chip, before), idealMs })),
      ],
    }));
  },
);
