import type { BenchDatabase } from './database';

/**
 * How tabs agree, by Web Locks where there are any (not in Node 20). The transactions alone already keep the ledger
 * right; the lock keeps questions and answers that need several of them together.
 */

const locks = (): LockManager | undefined => (globalThis.navigator as Navigator | undefined)?.locks;

/** Runs the work while no other tab changes the ledger. Not to be nested: the inner one would wait for ever. */
export const withLedgerLock = async <T>(db: BenchDatabase, work: () => PromiseLike<T>): Promise<T> => {
  const manager = locks();
  return manager ? await manager.request(`${db.name}-ledger`, async () => await work()) : await work();
};
