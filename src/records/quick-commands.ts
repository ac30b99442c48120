import { firstQuick, readQuick } from '../model/quick-commands';
import type { SentEntry } from '../model/sending';
import { type BenchDatabase, stored } from './database';

/** The commands a person sends with a click: one list for all boards and tabs. */

const name = 'console.quick';

export const quickCommands = (db: BenchDatabase): Promise<readonly SentEntry[]> =>
  stored(async () => readQuick((await db.settings.get(name))?.value) ?? firstQuick);

/** In one transaction: another tab may be changing it, too. */
export const changeQuick = (
  db: BenchDatabase,
  work: (list: readonly SentEntry[]) => readonly SentEntry[],
): Promise<void> =>
  stored(() =>
    db.transaction('rw', db.settings, async () => {
      const before = readQuick((await db.settings.get(name))?.value) ?? firstQuick;
      await db.settings.put({ name, value: work(before) });
    }),
  );
