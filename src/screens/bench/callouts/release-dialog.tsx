/** Taking a bound board out of its cloud. */
import { bench } from '../../../i18n/en/bench';
import { useText } from '../../../i18n/use-text';
import type { LaneView } from '../../../model/run';
import { MacDialog } from '../../parts/mac-dialog';
import { tailOfLane } from '../../parts/tail-of';

export const ReleaseDialog = ({
  lane,
  onRelease,
  onClose,
}: {
  lane: LaneView;
  onRelease: () => void;
  onClose: () => void;
}) => {
  const t = useText(bench).release;
  return <MacDialog tail={tailOfLane(lane)} words={{ ...t, do: t.release }} onDo={onRelease} onClose={onClose} />;
};
