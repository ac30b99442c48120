/**
 * Pictures for a page, no more often than it can be read and no sooner than the one before is on the screen; at once
 * when nothing was shown for a while.
 */
export interface Paced {
  /** There is something new. */
  changed(): void;
  /** The page asked for another picture: now. */
  asked(): void;
  /** The last one is on the screen. */
  drawn(): void;
  stop(): void;
}

/** Twelve a second: more cannot be read, and each costs the page its layout. */
const gapMs = 83;
/** Until a picture that could not be made is tried again: its lines may have been dropped while they were read. */
const againMs = 1000;

export const paced = (make: () => Promise<void>, ticks: () => number): Paced => {
  let dirty = false;
  let making = false;
  let unseen = false;
  let stopped = false;
  let lastAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const go = () => {
    if (!dirty || making || unseen || stopped || timer !== undefined) return;
    const wait = lastAt + gapMs - ticks();
    if (wait > 0) {
      timer = setTimeout(() => {
        timer = undefined;
        go();
      }, wait);
      return;
    }
    dirty = false;
    making = true;
    unseen = true;
    lastAt = ticks();
    void make()
      .catch(() => {
        // Nothing went out, so nobody will say that it was drawn.
        unseen = false;
        dirty = true;
        lastAt = ticks() + againMs - gapMs;
      })
      .finally(() => {
        making = false;
        go();
      });
  };

  return {
    changed() {
      dirty = true;
      go();
    },
    asked() {
      clearTimeout(timer);
      timer = undefined;
      lastAt = Number.NEGATIVE_INFINITY;
      unseen = false;
      dirty = true;
      go();
    },
    drawn() {
      unseen = false;
      go();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
