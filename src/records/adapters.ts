import { type AdapterRow, type BenchDatabase, stored } from './database';

/** What was learned about adapters: which boards are behind them, and how fast their lines are. */

export const adapterOf = (db: BenchDatabase, id: string): Promise<AdapterRow | undefined> =>
  stored(() => db.adapters.get(id));

/** Adds what was learned; what is not told this time stays as it was. Nothing new is not written. */
export const rememberAdapter = (db: BenchDatabase, id: string, learned: Partial<AdapterRow>): Promise<void> =>
  stored(() =>
    db.transaction('rw', db.adapters, async () => {
      const before = await db.adapters.get(id);
      const row = { ...before, ...learned, id };
      if (JSON.stringify(row) !== JSON.stringify(before)) await db.adapters.put(row);
    }),
  );
