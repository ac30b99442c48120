import { type BenchDatabase, stored } from '../database';

/** The folder that logs are saved to by themselves; none unless a person chose one. */
export interface LogFolderRow {
  /** `FileSystemDirectoryHandle`: the browser keeps it as it is, with its own word on who may write there. */
  handle: object;
  name: string;
  /** What stands in the files in place of a secret. */
  mask: string;
}

const setting = 'log-folder';

export const logFolder = (db: BenchDatabase): Promise<LogFolderRow | undefined> =>
  stored(async () => (await db.settings.get(setting))?.value as LogFolderRow | undefined);

export const keepLogFolder = (db: BenchDatabase, row: LogFolderRow): Promise<void> =>
  stored(async () => {
    await db.settings.put({ name: setting, value: row });
  });

export const forgetLogFolder = (db: BenchDatabase): Promise<void> => stored(() => db.settings.delete(setting));
