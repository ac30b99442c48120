/** Whether the plan can be carried out on a board with what is in stock. Pure. */
import type { Check } from '../../../model/check';
import type { FirmwareRow } from '../../../model/firmware';
import { firmwareFor, runsOn, startsAlone } from '../../../model/firmware-choice';
import { planFor } from '../../../model/plan-rules';
import { type LaneView, type Plan, stationNames } from '../../../model/run';
import type { Pool, Stock } from '../../parts/bench-context';

export type Missing =
  | { kind: 'nothing-planned' }
  | { kind: 'firmware' }
  | { kind: 'wrong-chip'; row: FirmwareRow }
  | { kind: 'virtual-only'; row: FirmwareRow }
  | { kind: 'part'; row: FirmwareRow }
  | { kind: 'licenses' };

/** The file this board would get: the one of the plan, else the best of the shelf for its chip. */
export const firmwareOf = (plan: Plan, stock: Stock, lane: LaneView): FirmwareRow | undefined => {
  if (plan.firmware) return stock.firmware.find(({ sha256 }) => sha256 === plan.firmware);
  return lane.chip && firmwareFor(stock.firmware, lane.chip.chip, Boolean(lane.port.virtual));
};

/** Pools a board may draw from: made-up licenses for virtual boards, real ones for real boards. */
export const poolsFor = ({ batch }: Plan, { pools }: Stock, virtual: boolean): readonly Pool[] =>
  pools.filter((pool) => pool.virtual === virtual && (batch === undefined || pool.batch === batch));

export const freeIn = (pools: readonly Pool[]): number => pools.reduce((sum, { free }) => sum + free, 0);

export interface PoolShare {
  virtual: boolean;
  free: number;
  /** Boards on the bench that the plan would give one to. */
  takes: number;
  /** There is such a pool at all. */
  any: boolean;
}

/** What this plan draws from, for the boards that are there: real and virtual apart, none of the other's. */
export const poolShares = (plan: Plan, stock: Stock, lanes: readonly LaneView[]): readonly PoolShare[] => {
  const there = lanes.filter(({ state }) => state !== 'gone');
  const isVirtual = ({ port }: LaneView) => Boolean(port.virtual);
  const share = (virtual: boolean): PoolShare => {
    const pools = poolsFor(virtual ? { ...plan, batch: undefined } : plan, stock, virtual);
    const takes = there.filter(
      (lane) => isVirtual(lane) === virtual && lane.state === 'ready' && lane.chip && lane.onBoard?.kind !== 'has',
    ).length;
    return { virtual, free: freeIn(pools), takes, any: pools.length > 0 };
  };
  const kinds = [false, true].filter((virtual) => there.some((lane) => isVirtual(lane) === virtual));
  return (kinds.length > 0 ? kinds : [false]).map(share);
};

/** The first thing that stands in the way of Run; undefined = nothing, or storage has not answered yet. */
export const missingFor = (plan: Plan, stock: Stock, lane: LaneView): Missing | undefined => {
  const virtual = Boolean(lane.port.virtual);
  const carried = planFor(plan, virtual);
  if (stationNames.every((name) => name === 'recognise' || !carried[name])) return { kind: 'nothing-planned' };
  if (!stock.read) return undefined;
  if (plan.flash) {
    const row = firmwareOf(plan, stock, lane);
    if (!row) return { kind: 'firmware' };
    if (!startsAlone(row)) return { kind: 'part', row };
    if (lane.chip && !runsOn(row.facts, lane.chip.chip)) return { kind: 'wrong-chip', row };
    if (row.virtual && !virtual) return { kind: 'virtual-only', row };
  }
  const has = lane.onBoard?.kind === 'has';
  return plan.license && !has && freeIn(poolsFor(plan, stock, virtual)) === 0 ? { kind: 'licenses' } : undefined;
};

/** A board whose own license is in the ledger takes none of the free ones: the pre-flight knows, the stock does not. */
export const stillMissing = (missing: Missing | undefined, checks: readonly Check[]): Missing | undefined => {
  const ownOne = checks.some(({ name, state }) => name === 'licenses' && state === 'unneeded');
  return missing?.kind === 'licenses' && ownOne ? undefined : missing;
};
