import type { DpEntry } from '../model/dp-history';
import { type BenchDatabase, stored } from './database';

/** Commands and reports by device, kept over a reload. */

/** Which device: ids of two clouds never meet. */
export interface DpHistoryOf {
  place: string;
  deviceId: string;
}

/** Rows kept per device; older ones go first. */
export const keptRows = 2000;

const deviceKey = ({ place, deviceId }: DpHistoryOf): string => `${place} ${deviceId}`;

/** Adds entries, or puts what has become of them in their place. */
export const keepDpEntries = (db: BenchDatabase, of: DpHistoryOf, entries: readonly DpEntry[]): Promise<void> =>
  stored(() =>
    db.transaction('rw', db.dpHistory, async () => {
      const device = deviceKey(of);
      await db.dpHistory.bulkPut(entries.map((entry) => ({ ...entry, device, key: `${device} ${entry.id}` })));
      const mine = db.dpHistory.where('[device+at]').between([device, -Infinity], [device, Infinity]);
      const tooMany = (await mine.count()) - keptRows;
      if (tooMany > 0) await db.dpHistory.bulkDelete(await mine.limit(tooMany).primaryKeys());
    }),
  );

/** Oldest first. */
export const dpHistoryOf = (db: BenchDatabase, of: DpHistoryOf): Promise<DpEntry[]> =>
  stored(async () => {
    const device = deviceKey(of);
    const rows = await db.dpHistory.where('[device+at]').between([device, -Infinity], [device, Infinity]).toArray();
    return rows.map(({ key: _, device: __, ...entry }) => entry);
  });

/** After a device was unbound and forgotten. */
export const forgetDpHistory = (db: BenchDatabase, of: DpHistoryOf): Promise<number> =>
  stored(() => db.dpHistory.where('device').equals(deviceKey(of)).delete());
