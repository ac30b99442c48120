/** Waits on the binding rail of a lane, which grows with the board's log and the cloud's answers. */
import { type Bounds, waitFor } from '../../links/wait';
import type { BindFault, BindView } from '../../model/bind';
import { isDoubtful } from '../../protocols/bind-log/mark-steps';
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

/** A fault that stands so long is not going away by itself: a token is refused for ever, a password stays wrong. */
const standsMs = 4000;

/** Keeps it from binding, as far as the log tells. */
const inTheWay = ({ fault }: BindView): BindFault | undefined => (fault && !isDoubtful(fault.code) ? fault : undefined);

export type BindEnd = { kind: 'there'; view: BindView } | { kind: 'stuck'; fault: BindFault } | { kind: 'late' };

/** Until it is there, or a fault stands in its way, or the time is over. */
export const bindSettled = async (
  lane: Lane,
  isThere: (view: BindView) => boolean,
  { withinMs, signals, ticks }: Required<Pick<Bounds, 'withinMs' | 'signals'>> & { ticks: () => number },
): Promise<BindEnd> => {
  const since = ticks();
  const left = () => Math.max(0, withinMs - (ticks() - since));
  for (;;) {
    const met = (view: BindView) => isThere(view) || inTheWay(view) !== undefined;
    const view = await waitForBind(lane, met, { withinMs: left(), signals });
    if (!view) return { kind: 'late' };
    if (isThere(view)) return { kind: 'there', view };
    const gone = (each: BindView) => isThere(each) || inTheWay(each) === undefined;
    const overcome = await waitForBind(lane, gone, { withinMs: Math.min(standsMs, left()), signals });
    const fault = lane.view.bind && inTheWay(lane.view.bind);
    if (!overcome && fault) return { kind: 'stuck', fault };
  }
};
