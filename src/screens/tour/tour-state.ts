/** Whether the tour is on, and what it has to put back. It lives as long as the page. */
import { createStore } from 'zustand/vanilla';
import type { Plan } from '../../model/run';

export interface TourState {
  running: boolean;
  /** As `Clock.ticks`. */
  startedTicks: number;
  /** The person's own plan, while the tour's is in its place. */
  plan?: Plan;
}

const off: TourState = { running: false, startedTicks: 0 };

export const tourState = createStore<TourState>(() => off);

/** From the beginning, also when it is on already. */
export const beginTour = (ticks: number): void =>
  tourState.setState(({ plan }) => ({ running: true, startedTicks: ticks, ...(plan && { plan }) }), true);

export const keepPlan = (plan: Plan): void => tourState.setState((state) => ({ plan: state.plan ?? plan }));

/** The plan to put back, where the tour had taken its place. */
export const endTour = (): Plan | undefined => {
  const { plan } = tourState.getState();
  tourState.setState(off, true);
  return plan;
};
