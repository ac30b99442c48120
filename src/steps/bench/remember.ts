import type { LaneView, Plan, RunRow } from '../../model/run';
import { samePlan } from '../../protocols/recipe/plan-fields';
import type { BenchDatabase } from '../../records/database';
import { listRecipes } from '../../records/recipes';

const outcomes = { proven: 'proven', doubtful: 'doubtful', yours: 'waiting', stopped: 'stopped' } as const;

/** Under which name a plan is kept here, if it is. */
export const recipeOf = async (db: BenchDatabase, plan: Plan): Promise<string | undefined> =>
  (await listRecipes(db)).find((recipe) => samePlan(recipe.plan, plan))?.name;

/** A finished run as it is kept: what was proved, on which board, with which firmware and license. No secrets. */
export const runRowOf = (lane: LaneView, recipe?: string): RunRow => ({
  id: lane.runId ?? lane.id,
  startedAt: lane.startedAt ?? 0,
  endedAt: lane.endedAt ?? 0,
  ...(lane.tookMs !== undefined && { tookMs: lane.tookMs }),
  outcome: outcomes[lane.state as keyof typeof outcomes] ?? 'failed',
  virtual: Boolean(lane.port.virtual),
  ...(lane.port.virtual?.speed && { virtualSpeed: lane.port.virtual.speed }),
  ...(lane.chip && { chip: lane.chip }),
  ...(lane.app && { app: lane.app }),
  ...(lane.written && {
    firmware: lane.written.sha256,
    firmwareName: lane.written.name,
    firmwareBytes: lane.written.bytes,
    flashWork: lane.written.work,
  }),
  ...(lane.license && { uuid: lane.license.uuid }),
  ...(lane.device && { device: lane.device }),
  ...(lane.firstPoint && { firstPoint: lane.firstPoint }),
  ...(lane.bind && { bind: lane.bind }),
  ...(recipe && { recipe }),
  stations: lane.stations,
  evidence: lane.evidence,
  ...(lane.problem && { problem: lane.problem }),
});
