/** What a lane shows, derived from what it is. Pure. */
import type { LaneView, StationView } from '../../../model/run';
import { waitsForHand } from '../../parts/lane-words';

/** While a hand is needed the station at work says so. */
export const shownLane = (lane: LaneView): LaneView => {
  if (!waitsForHand(lane)) return lane;
  const stations = lane.stations.map(
    (station): StationView =>
      station.state === 'working'
        ? { ...station, state: 'yours', fact: { code: 'hand-needed', details: {} } }
        : station,
  );
  return { ...lane, stations };
};

/** Time spent at the stations, without the waiting between them, ms. */
export const workedMs = ({ stations }: LaneView): number => stations.reduce((sum, { ms = 0 }) => sum + ms, 0);

/** The station a callout hangs from; only the first two leave room beside them. */
export const dropOf = ({ stations }: LaneView): number => {
  const at = stations.findIndex(({ state }) => state !== 'proven' && state !== 'ahead' && state !== 'left-out');
  return at === 1 ? at : 0;
};
