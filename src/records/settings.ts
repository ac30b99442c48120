import { type BenchDatabase, stored } from './database';

/** Choices of the person that survive a reload. Never secrets. */

/** The reader narrows it: an older or newer bench may have stored another shape. */
export const readSetting = (db: BenchDatabase, name: string): Promise<unknown> =>
  stored(async () => (await db.settings.get(name))?.value);

export const writeSetting = (db: BenchDatabase, name: string, value: unknown): Promise<void> =>
  stored(async () => {
    await db.settings.put({ name, value });
  });
