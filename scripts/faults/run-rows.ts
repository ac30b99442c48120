/** A whole run that is stopped, unplugged or reloaded in each of its phases, and goes through afterwards. */
import type { VirtualChip } from '../../src/model/board-habits';
import type { LaneView } from '../../src/model/run';
import type { Clock } from '../../src/virtual/parts/wire';
import { inVirtualTime } from '../bench/virtual-time';
import { told as outcome, wrongAfterwards } from './afterwards';
import { ledgerFaults } from './ledger-faults';
import type { Row } from './row';
import { type Phase, phases } from './wire-phases';
import { createWorkshop } from './workshop';

export const deeds = ['cancelled', 'unplugged', 'reloaded'] as const;
export type Deed = (typeof deeds)[number];

/** In the middle of what the frame asks for: an erase takes 45 ms, a sector on the line as long. */
const afterMs: Partial<Record<Phase, number>> = { erase: 20, write: 20, boot: 150 };
const soonMs = 3;

const sent: ReadonlySet<Phase> = new Set(['license', 'verify']);

/** What a lane may say of it. */
const expected = (deed: Deed, phase: Phase, lane: LaneView): boolean => {
  const { state, problem } = lane;
  if (sent.has(phase) && state === 'doubtful') return true;
  if (deed === 'cancelled') return state === 'stopped';
  return state === 'failed' && problem?.code === 'port.lost';
};

const judge = async (chip: VirtualChip, latencyMs: number, deed: Deed, phase: Phase, clock: Clock) => {
  const wrong: string[] = [];
  const shop = await createWorkshop(chip, latencyMs, clock);
  let cut: (() => void) | undefined;
  const cutNow = new Promise<void>((resolve) => {
    cut = resolve;
  });
  let tab = await shop.openTab((reached) => {
    if (reached === phase) clock.after(afterMs[phase] ?? soonMs, () => cut?.());
  });
  tab.plug();
  const first = tab.through();
  const ended = await Promise.race([cutNow, first]);
  if (ended) return [`never came to it: ${outcome(ended)}`];

  if (deed === 'reloaded') {
    tab.die();
  } else {
    const lane = tab.lane();
    if (deed === 'unplugged') tab.unplug();
    else if (lane) await tab.bench.handle({ kind: 'stop', lane: lane.id });
    const told = await first;
    if (!expected(deed, phase, told)) wrong.push(`ended with ${outcome(told)}`);
    await tab.bench.idle();
    if (tab.port.readable) wrong.push('the port is held');
    wrong.push(...(await ledgerFaults(shop, false)));
    const { state } = (await shop.ledger()).find((row) => row.state !== 'free') ?? {};
    if (state && !sent.has(phase)) wrong.push(`a license is ${state}, and nothing was sent`);
    if (deed === 'cancelled' && !shop.isLocked()) wrong.push('the protection was not put back');
  }
  if (shop.board.send) wrong.push('the port is open');
  const early = shop.changedOutside();
  if (early) wrong.push(`changed outside the plan at ${early}`);

  if (deed === 'reloaded') {
    tab = await shop.openTab();
    tab.plug();
  } else if (deed === 'unplugged') {
    tab.port.replug();
    tab.plug();
  }
  const last = await (deed === 'cancelled' ? tab.again() : tab.through());
  wrong.push(...(await wrongAfterwards(shop, tab, last)));
  return wrong;
};

export const runRow = (chip: VirtualChip, latencyMs: number, deed: Deed, phase: Phase): Row => ({
  chip,
  latencyMs,
  fault: `run ${deed} in ${phase}`,
  run: () => inVirtualTime((clock) => judge(chip, latencyMs, deed, phase, clock)),
});

/** Both kinds of each family, on a quick line and on slow ones. */
const beds: readonly (readonly [VirtualChip, number])[] = [
  ['t5ai', 0],
  ['t5ai', 16],
  ['bk7231n', 4],
  ['esp32', 0],
  ['esp32', 16],
  ['esp32c3', 4],
];

export const runRows = (): Row[] =>
  beds.flatMap(([chip, latencyMs]) =>
    deeds.flatMap((deed) => phases.map((phase) => runRow(chip, latencyMs, deed, phase))),
  );
