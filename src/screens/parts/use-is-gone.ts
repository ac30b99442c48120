import type { LaneView } from '../../model/run';
import { useBenchView } from './bench-context';

/** The port of a lane is there no more: nothing can be asked of its board. */
export const useIsGone = ({ port }: LaneView): boolean =>
  useBenchView(({ ports }) => !port.virtual && !ports.some(({ id }) => id === port.id));
