/** What the page says of lanes whose worker does not answer: it cannot know more than it was told last. */
import type { FactCode, LaneView } from '../model/run';
import { isAtWork } from '../model/tool';
import { isBusy } from '../screens/parts/lane-words';
import type { BenchView } from '../steps/bench/bench-view';

const onItsWay: ReadonlySet<FactCode> = new Set(['sending', 'writing-again']);

export const isCutOff = (lane: LaneView): boolean => lane.problem?.code === 'bench.lost';

/** A lane at work stops where it was; any other is as it was. */
export const cutOff = (lane: LaneView, now: number): LaneView => {
  if (!isBusy(lane)) return lane;
  const { tool } = lane;
  const fact = lane.stations.find(({ name }) => name === lane.current)?.fact?.code;
  const sent = fact !== undefined && onItsWay.has(fact);
  const state = sent ? 'doubtful' : 'failed';
  return {
    ...lane,
    state,
    stations: lane.stations.map((station) => (station.name === lane.current ? { ...station, state } : station)),
    problem: { code: 'bench.lost', details: sent ? { sent: 1 } : {} },
    ...(tool && isAtWork(tool) && { tool: { ...tool, state: 'failed', problem: { code: 'bench.lost', details: {} } } }),
    progress: undefined,
    handshake: undefined,
    radio: undefined,
    qr: undefined,
    endedAt: now,
  };
};

/** What is left of the view for the next worker: the runs that were cut off, until somebody has read of them. */
export const leftForNext = (view: BenchView): BenchView => ({
  plan: view.plan,
  ports: [],
  ssids: [],
  air: {},
  lanes: view.lanes
    .filter(isCutOff)
    .map((lane) => ({ ...lane, problem: { code: 'bench.lost', details: { ...lane.problem?.details, anew: 1 } } })),
});

/** The same board runs again: what was cut off has been read, or does not matter any more. */
export const withoutOlder = (lanes: readonly LaneView[], fresh: LaneView): readonly LaneView[] =>
  fresh.state === 'running' && fresh.chip?.mac
    ? lanes.filter((lane) => lane.id === fresh.id || !isCutOff(lane) || lane.chip?.mac !== fresh.chip?.mac)
    : lanes;
