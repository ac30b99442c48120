import type { RunRow } from '../model/run';
import { type BenchDatabase, stored } from './database';

/** Finished runs, for reports. They come masked: nothing here looks for secrets. */

/** Older runs go first. */
export const keptRuns = 500;

/** Of this bench, from one; looked for among the last ones, as the clock may have been set back in between. */
const nextNumber = async (db: BenchDatabase): Promise<number> => {
  const last = await db.runs.orderBy('startedAt').reverse().limit(100).toArray();
  return Math.max(0, ...last.map(({ number = 0 }) => number)) + 1;
};

export const keepRun = (db: BenchDatabase, run: RunRow): Promise<void> =>
  stored(() =>
    db.transaction('rw', db.runs, async () => {
      const before = await db.runs.get(run.id);
      await db.runs.put({ ...run, number: before?.number ?? (await nextNumber(db)) });
      const tooMany = (await db.runs.count()) - keptRuns;
      if (tooMany <= 0) return;
      // Under a clock that was set back the newest run has the oldest date.
      const oldest = db.runs.orderBy('startedAt').filter(({ id }) => id !== run.id);
      await db.runs.bulkDelete(await oldest.limit(tooMany).primaryKeys());
    }),
  );

/** Newest first. */
export const listRuns = (db: BenchDatabase, limit = keptRuns): Promise<RunRow[]> =>
  stored(() => db.runs.orderBy('startedAt').reverse().limit(limit).toArray());

export const runOf = (db: BenchDatabase, id: string): Promise<RunRow | undefined> => stored(() => db.runs.get(id));

/** Those begun at that moment or after it, newest first. */
export const runsSince = (db: BenchDatabase, since: number): Promise<RunRow[]> =>
  stored(() => db.runs.where('startedAt').aboveOrEqual(since).reverse().toArray());
