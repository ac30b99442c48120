/** How far a working station is, for its segment of the rail. Never a guess of time, only of ground covered. */
import type { LaneView, StationView } from '../../../model/run';

/** Enough to be seen: something is under way, how far cannot be said. */
const begun = 0.06;

export const fractionOf = (station: StationView, { progress, readBack }: LaneView): number => {
  if (station.name === 'flash' && progress) {
    if (progress.phase === 'checking' || progress.phase === 'booting') return 0.96;
    return Math.max(begun, 0.96 * progress.share);
  }
  if (station.name === 'verify' && readBack) return readBack.round === 2 ? 0.75 : 0.3;
  return begun;
};
