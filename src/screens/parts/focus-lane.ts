import type { StoreApi } from 'zustand/vanilla';
import type { BenchView } from '../../steps/bench/bench-view';
import { laneAnchor } from './lane-words';

/** Frames until a lane that is told of stands on the screen, with a part of the page that may still be on its way. */
const patience = 120;

const focusWhenThere = (lane: string, frames = patience): void => {
  const element = document.getElementById(laneAnchor(lane));
  // Who has gone on to something else by now is left there.
  const isFree = document.activeElement === document.body || document.activeElement?.closest('[data-adds-boards]');
  if (!isFree) return;
  if (element) element.focus();
  else if (frames > 0) requestAnimationFrame(() => focusWhenThere(lane, frames - 1));
};

/** Once: the focus follows the board that was just asked for to its lane. */
export const focusNextLane = (view: StoreApi<BenchView>): void => {
  const known = new Set(view.getState().lanes.map(({ id }) => id));
  const stop = view.subscribe(({ lanes }) => {
    const fresh = lanes.find(({ id }) => !known.has(id));
    if (!fresh) return;
    stop();
    requestAnimationFrame(() => focusWhenThere(fresh.id));
  });
};
