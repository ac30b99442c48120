/** The table of issue and README: each phase of a conversation with a loader, and what may happen in it. */
import type { VirtualChip } from '../../../src/model/board-habits';
import { bekenTwins } from '../../../src/virtual/beken/twins';
import type { Phase } from '../wire-phases';

export const matrixPhases = ['connect', 'stub or link', 'baud', 'erase', 'write', 'verify', 'read', 'reset'] as const;
export type MatrixPhase = (typeof matrixPhases)[number];

export const matrixFaults = [
  'cable pulled',
  'reply lost',
  'reply late 4 s',
  'noise',
  'cancel',
  'stall 5 s',
  'tab hidden (worker)',
  'tab hidden (page)',
  'power lost, program',
  'power lost, loader',
] as const;
export type MatrixFault = (typeof matrixFaults)[number];

/** As the wire tells it. Beken has no stub: its link stands when it has answered a LinkCheck. */
export const wirePhaseOf = (chip: VirtualChip, phase: MatrixPhase): Phase => {
  const named = {
    connect: 'connect',
    'stub or link': chip in bekenTwins ? 'handshake' : 'stub',
    baud: 'prepare',
    erase: 'erase',
    write: 'write',
    verify: 'check',
    read: 'read',
    reset: 'leave',
  } as const satisfies Record<MatrixPhase, Phase>;
  return named[phase];
};

/** These must not be noticed at all: the run goes through (the bars of a hidden tab are those of `npm run bench`). */
export const harmless: ReadonlySet<MatrixFault> = new Set(['stall 5 s', 'tab hidden (worker)']);
