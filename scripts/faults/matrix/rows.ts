/** Whole runs with one fault each: a run that goes through or a clear end, and everything else as it was. */
import type { VirtualChip } from '../../../src/model/board-habits';
import type { LaneView } from '../../../src/model/run';
import type { Clock } from '../../../src/virtual/parts/wire';
import { type Host, inVirtualTime } from '../../bench/virtual-time';
import { told, wrongAfterwards } from '../afterwards';
import { ledgerFaults } from '../ledger-faults';
import type { Row } from '../row';
import { createWorkshop, type Tab, type Workshop } from '../workshop';
import { harmless, type MatrixFault, type MatrixPhase, matrixFaults, matrixPhases, wirePhaseOf } from './cells';
import { type Meddler, meddle } from './meddle';

export interface MatrixRow extends Row {
  phase: MatrixPhase;
  matrixFault: MatrixFault;
  /** How the run ended that met the fault; after `run`. */
  outcome(): string;
}

/** In the middle of what the frame asks for: an erase takes 45 ms, a sector on the line as long. */
const deedMs: Partial<Record<MatrixPhase, number>> = { erase: 20, write: 20 };
const soonMs = 3;
const noiseMs = 300;
const powerGapMs = 200;
/** A hand keeps BOOT down until the chip has looked. */
const bootHeldMs = 60;

interface Scene {
  shop: Workshop;
  clock: Clock;
  host: Host;
  meddler: Meddler;
  tab(): Tab | undefined;
}

const losePower = ({ shop: { board }, clock }: Scene, intoLoader: boolean) => {
  board.power(false);
  clock.after(powerGapMs, () => {
    if (intoLoader) board.holdBoot(true);
    board.power(true);
    clock.after(bootHeldMs, () => board.holdBoot(false));
  });
};

const deeds: Readonly<Record<MatrixFault, (scene: Scene) => void>> = {
  'cable pulled': ({ tab }) => tab()?.unplug(),
  'reply lost': ({ meddler }) => meddler.loseReply(),
  'reply late 4 s': ({ meddler }) => meddler.delay(4000),
  noise: ({ meddler }) => meddler.noise(noiseMs),
  cancel: ({ tab }) => {
    const open = tab();
    const lane = open?.lane();
    if (lane) void open?.bench.handle({ kind: 'stop', lane: lane.id });
  },
  'stall 5 s': ({ host }) => host.stall(5000),
  'tab hidden (worker)': ({ host }) => host.pace('hidden-worker'),
  'tab hidden (page)': ({ host }) => host.pace('hidden-page'),
  'power lost, program': (scene) => losePower(scene, false),
  'power lost, loader': (scene) => losePower(scene, true),
};

/** The reply to what was asked is still to come: these have to be there before it. */
const atOnce: ReadonlySet<MatrixFault> = new Set(['reply lost', 'reply late 4 s', 'noise']);

/** What a lane may say of it; a doubt is one of the license, and none was sent yet. */
const expected = (fault: MatrixFault, { state, problem }: LaneView): boolean => {
  if (fault === 'cancel') return state === 'stopped';
  if (fault === 'cable pulled') return state === 'failed' && problem?.code === 'port.lost';
  if (state === 'proven') return true;
  return !harmless.has(fault) && state === 'failed' && problem !== undefined && problem.code !== 'unexpected';
};

const judge = async (
  row: { chip: VirtualChip; latencyMs: number; phase: MatrixPhase; fault: MatrixFault },
  clock: Clock,
  host: Host,
) => {
  const { chip, latencyMs, phase, fault } = row;
  const wrong: string[] = [];
  const shop = await createWorkshop(chip, latencyMs, clock);
  let tab: Tab | undefined;
  const scene: Scene = { shop, clock, host, meddler: meddle(shop.board, host), tab: () => tab };
  const at = wirePhaseOf(chip, phase);
  let struck = false;
  const strike = () => deeds[fault](scene);
  tab = await shop.openTab((reached) => {
    if (struck || reached !== at) return;
    struck = true;
    if (atOnce.has(fault)) strike();
    else clock.after(deedMs[phase] ?? soonMs, strike);
  });
  tab.plug();
  const first = await tab.through();
  host.pace('visible');
  if (!struck) wrong.push('never came to it');
  if (!expected(fault, first)) wrong.push(`ended with ${told(first)}`);
  await tab.bench.idle();
  if (tab.port.readable || shop.board.send) wrong.push('the port is held');
  wrong.push(...(await ledgerFaults(shop, first.state === 'proven')));
  const early = shop.changedOutside();
  if (early) wrong.push(`changed outside the plan at ${early}`);
  if (first.state === 'proven' && !shop.holdsImage()) wrong.push('proven, and the flash is wrong');
  // What a pulled cable or lost power left unprotected nobody could put back (beken-uart-boot, section 6).
  const reachable = fault !== 'cable pulled' && !fault.startsWith('power');
  if (reachable && !shop.isLocked()) wrong.push('the protection was not put back');

  if (fault === 'cable pulled') {
    tab.port.replug();
    tab.plug();
  }
  const last = await (fault === 'cable pulled' ? tab.through() : tab.again());
  wrong.push(...(await wrongAfterwards(shop, tab, last)));
  return { wrong, outcome: told(first) };
};

export const matrixRow = (chip: VirtualChip, latencyMs: number, phase: MatrixPhase, fault: MatrixFault): MatrixRow => {
  let outcome = 'not run';
  return {
    chip,
    latencyMs,
    fault: `matrix ${fault} in ${phase}`,
    phase,
    matrixFault: fault,
    outcome: () => outcome,
    async run() {
      const row = { chip, latencyMs, phase, fault };
      const judged = await inVirtualTime((clock, host) => judge(row, clock, host));
      outcome = judged.wrong.length > 0 ? 'WRONG' : judged.outcome;
      return judged.wrong;
    },
  };
};

/** Each family on a quick line and on a slow one. */
const beds: readonly (readonly [VirtualChip, number])[] = [
  ['t5ai', 0],
  ['bk7231n', 16],
  ['esp32', 0],
  ['esp32c3', 16],
];

export const matrixRows = (): MatrixRow[] =>
  beds.flatMap(([chip, latencyMs]) =>
    matrixPhases.flatMap((phase) => matrixFaults.map((fault) => matrixRow(chip, latencyMs, phase, fault))),
  );
