/** What several tabs of the bench agree on, through Web Locks. Without them one tab is taken for granted. */
type Locks = Pick<LockManager, 'request' | 'query'> | undefined;

/** Holds a lock until the answer is called, or this tab dies. */
export const holdLock = (locks: Locks, name: string): Promise<() => void> =>
  new Promise((held, failed) => {
    if (!locks) return held(() => {});
    locks.request(name, () => new Promise<void>((release) => held(release))).catch(failed);
  });

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
