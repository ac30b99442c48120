import type { LaneView, Plan, RunRow } from '../model/run';

const outcomes = { proven: 'proven', doubtful: 'doubtful', stopped: 'stopped' } as const;

/** A finished run as it is kept: what was proved, on which board, with which firmware and license. No secrets. */
export const runRowOf = (lane: LaneView, plan: Plan): RunRow => ({
  id: lane.runId ?? lane.id,
  startedAt: lane.startedAt ?? 0,
  endedAt: lane.endedAt ?? 0,
  outcome: outcomes[lane.state as keyof typeof outcomes] ?? 'failed',
  virtual: Boolean(lane.port.virtual),
  ...(lane.chip && { chip: lane.chip }),
  ...(lane.app && { app: lane.app }),
  ...(plan.flash && plan.firmware && { firmware: plan.firmware }),
  ...(lane.license && { uuid: lane.license.uuid }),
  stations: lane.stations,
  evidence: lane.evidence,
  ...(lane.problem && { problem: lane.problem }),
});
