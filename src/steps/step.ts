import type { Mac } from '../model/chip';
import type { License } from '../model/license';
import type { Plan, StationName } from '../model/run';
import type { BenchDatabase } from '../records/database';
import type { Hands } from './hands';
import type { Lane } from './lane';

/** What a person answered to a question of the decision table. */
export type Answer = 'keep-theirs';

/** What one run has in hand. Steps learn into it; a retry starts with what was learned. */
export interface RunContext {
  readonly id: string;
  readonly lane: Lane;
  readonly plan: Plan;
  readonly signal: AbortSignal;
  readonly virtual: boolean;
  readonly hands: Hands;
  readonly db: BenchDatabase;
  readonly answer?: Answer;
  now(): number;
  /** Runs alive in any tab, as far as the browser can tell. */
  liveRuns(): Promise<readonly string[]>;
  learned: Learned;
}

export interface Learned {
  mac?: Mac;
  /** The license that is meant to be on the board, once known. Lives in memory only, as long as its lane. */
  license?: License;
  /** The board keeps a license that this ledger does not hold: it is proved, and not entered. */
  theirs?: boolean;
}

/** A verb done to a board. Throws a `BenchError`; what it proved it tells on its lane. */
export interface Step {
  readonly name: StationName;
  run(context: RunContext): Promise<void>;
}
