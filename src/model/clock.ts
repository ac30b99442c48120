/** Two clocks that are never mixed: one that people read and set, and one that nobody sets. */
export interface Clock {
  /** Milliseconds since 1970: times of day and what is kept. Jumps when the computer's clock is set. */
  now(): number;
  /**
   * Milliseconds since some moment, never backwards: durations, deadlines, what is shown as elapsed, order. Means
   * nothing in another visit. While the computer sleeps it stands still in some browsers and runs on in others.
   */
  ticks(): number;
}

/**
 * The clocks of this thread. Page and workers share one time origin (High Resolution Time, "estimated monotonic time of
 * the Unix epoch"), so that with it their ticks can be compared.
 */
export const ownClock: Clock = {
  now: () => Date.now(),
  ticks: () => Math.round(performance.timeOrigin + performance.now()),
};

/** What both clocks said of one moment; read from a file it has no ticks. */
export interface Moment {
  /** Milliseconds since 1970. */
  at: number;
  ticks?: number;
}

export const momentOf = ({ now, ticks }: Clock): Required<Moment> => ({ at: now(), ticks: ticks() });

/** Milliseconds from one moment to another: by the clock that nobody sets, wherever both have it. */
export const msBetween = (from: Moment, to: Moment): number =>
  from.ticks !== undefined && to.ticks !== undefined ? to.ticks - from.ticks : to.at - from.at;
