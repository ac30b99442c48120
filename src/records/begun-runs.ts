import type { Mac } from '../model/chip';
import type { RunRow } from '../model/run';
import { percentOf } from '../model/unfinished-write';
import { type BenchDatabase, stored } from './database';
import { licenseOfMac } from './license-questions';
import { keepRun } from './runs';
import { unfinishedWrite } from './unfinished-writes';

/**
 * Runs that have begun, as far as they came: noted at every station, gone when the run is over. What a reload, a crash or a
 * closed lid leaves of them is told when the bench opens again.
 */

export interface BegunRun {
  id: string;
  /** As it would be kept now. Masked like any kept run. */
  run: RunRow;
  /** Milliseconds since 1970: found without anybody who is at it. */
  cutAt?: number;
}

export const noteBegun = (db: BenchDatabase, run: RunRow): Promise<void> =>
  stored(async () => {
    await db.begunRuns.put({ id: run.id, run });
  });

/** It is over, or a person has read what became of it. */
export const dropBegun = (db: BenchDatabase, id: string): Promise<void> => stored(() => db.begunRuns.delete(id));

/** What was cut off on this board is of the past: another run over it has come to its end. */
export const dropCutOff = (db: BenchDatabase, mac: Mac, virtual: boolean): Promise<void> =>
  stored(async () => {
    const sameBoard = ({ run, cutAt }: BegunRun) =>
      cutAt !== undefined && run.chip?.mac === mac && run.virtual === virtual;
    await db.begunRuns.filter(sameBoard).delete();
  });

/** Those that were cut off, the last first. */
export const cutOffRuns = (db: BenchDatabase): Promise<BegunRun[]> =>
  stored(async () => {
    const cut = await db.begunRuns.filter(({ cutAt }) => cutAt !== undefined).toArray();
    return cut.sort((a, b) => b.run.startedAt - a.run.startedAt);
  });

/** Where it was, what may be on the board, and what its flash holds: the ledger and the note of the write know it. */
const asCutOff = async (db: BenchDatabase, run: RunRow): Promise<RunRow> => {
  const at = run.stations.find(({ state }) => state === 'working')?.name;
  const mac = run.chip?.mac;
  const license = mac ? await licenseOfMac(db, mac, run.virtual) : undefined;
  const doubtful = license?.state === 'doubtful' ? license.uuid : undefined;
  const half = mac && !run.virtual ? await unfinishedWrite(db, mac) : undefined;
  const outcome = doubtful ? 'doubtful' : 'failed';
  return {
    ...run,
    outcome,
    stations: run.stations.map((station) => (station.state === 'working' ? { ...station, state: outcome } : station)),
    ...(doubtful && { uuid: doubtful }),
    problem: {
      code: 'run.cut-off',
      details: {
        ...(at && { station: at }),
        ...(doubtful && { uuid: doubtful }),
        ...(half && { file: half.name, percent: percentOf(half) }),
      },
    },
  };
};

/** Runs that nobody is at any more become kept runs. */
export const sweepCutOff = (
  db: BenchDatabase,
  { live, now }: { live: () => PromiseLike<Iterable<string>>; now: number },
): Promise<void> =>
  stored(async () => {
    const begun = await db.begunRuns.filter(({ cutAt }) => cutAt === undefined).toArray();
    if (begun.length === 0) return;
    const alive = new Set(await live());
    for (const { id, run } of begun.filter((each) => !alive.has(each.id))) {
      const cut = await asCutOff(db, run);
      await db.transaction('rw', db.begunRuns, db.runs, async () => {
        // It may have come to its end since, in another tab: how it ended is kept, and its note is gone.
        if (!(await db.begunRuns.get(id))) return;
        await keepRun(db, cut);
        await db.begunRuns.put({ id, run: cut, cutAt: now });
      });
    }
  });
