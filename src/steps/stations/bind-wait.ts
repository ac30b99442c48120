/** Waits on the binding rail of a lane, which grows with the board's log and the cloud's answers. */
import { type Bounds, waitFor } from '../../links/wait';
import type { BindView } from '../../model/bind';
import type { Lane } from '../run/lane';

/** The view that fits, now or later; undefined at the deadline. Throws the reason of a signal. */
export const waitForBind = (
  lane: Lane,
  fits: (view: BindView) => boolean,
  bounds: Bounds,
): Promise<BindView | undefined> =>
  waitFor<BindView>((give) => {
    const look = (view: BindView | undefined) => view && fits(view) && give(view);
    const deaf = lane.onBind(look);
    look(lane.view.bind);
    return deaf;
  }, bounds);
