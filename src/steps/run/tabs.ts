/** What several tabs of the bench agree on, through Web Locks. Without them one tab is taken for granted. */
type Locks = Pick<LockManager, 'request' | 'query'> | undefined;

/** Holds a lock until the answer is called, or this tab dies. */
export const holdLock = (locks: Locks, name: string): Promise<() => void> =>
  new Promise((held, failed) => {
    if (!locks) return held(() => {});
    locks.request(name, () => new Promise<void>((release) => held(release))).catch(failed);
  });

/** Does the work while no other tab does anything under this name. */
export const alone = async <T>(locks: Locks, name: string, work: () => Promise<T>): Promise<T> =>
  locks ? await locks.request(name, async () => await work()) : work();

/** True when another lock with this prefix is held; ask after having let go of one's own. */
export const otherHolders = async (locks: Locks, prefix: string): Promise<boolean> => {
  const { held = [] } = (await locks?.query()) ?? {};
  return held.some((lock) => lock.name?.startsWith(prefix) ?? false);
};

const runPrefix = 'bindery.run.';

/** Shows every tab that the run is alive, until the answer is called; the browser takes the sign down if the tab dies. */
export const holdRun = (locks: Locks, run: string): Promise<() => void> => holdLock(locks, runPrefix + run);

/** Runs alive in any tab. A reservation of another run has lost its owner. */
export const liveRuns = async (locks: Locks): Promise<readonly string[]> => {
  const { held = [] } = (await locks?.query()) ?? {};
  const names = held.map((lock) => lock.name ?? '').filter((name) => name.startsWith(runPrefix));
  return names.map((name) => name.slice(runPrefix.length));
};

const viewPrefix = 'bindery.in-view.';

/** Tells the other tabs whether this one is in view, and asks whether another one is while this one is not. */
export const createView = (locks: Locks, newId: () => string) => {
  let inView = true;
  let held: Promise<() => void> | undefined;
  return {
    async set(now: boolean) {
      inView = now;
      const before = held;
      held = now ? (before ?? holdLock(locks, viewPrefix + newId())) : undefined;
      if (!now) (await before)?.();
    },
    /** As far as the page has told. */
    isThis: () => inView,
    anotherIs: async () => !inView && (await otherHolders(locks, viewPrefix)),
  };
};
