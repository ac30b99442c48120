import { createStore } from 'zustand/vanilla';

/** Whether a newer version waits, as the page shows it. `register-updates` fills it. */
export interface UpdateOffer {
  offered: boolean;
  /** It was asked for and did not come, because a run is under way in this or another tab. */
  heldBack: boolean;
  /** Takes the new version and reloads, unless a run is under way anywhere. */
  apply(): void;
}

export const updateOffer = createStore<UpdateOffer>(() => ({
  offered: false,
  heldBack: false,
  apply: () => undefined,
}));
