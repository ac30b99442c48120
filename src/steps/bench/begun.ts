/** Notes how far a run has come, one note after the other. A storage that fails has nothing to say here: the run goes on. */
import type { RunRow } from '../../model/run';
import { dropBegun, dropCutOff, noteBegun } from '../../records/begun-runs';
import type { BenchDatabase } from '../../records/database';

export const keepBegun = (db: BenchDatabase, row: () => RunRow, now: () => number) => {
  let noting: Promise<void> = Promise.resolve();
  return {
    note() {
      const run = { ...row(), endedAt: now() };
      noting = noting.then(() => noteBegun(db, run)).catch(() => {});
    },
    /** The run is kept as it ended. */
    async over({ id, chip, virtual }: RunRow) {
      await noting;
      await dropBegun(db, id).catch(() => {});
      if (chip?.mac) await dropCutOff(db, chip.mac, virtual).catch(() => {});
    },
  };
};
