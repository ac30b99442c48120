/** Copies of boards that were made here: whose each is, by the digest of its bytes. The bytes are with the person. */
import type { BackupRow } from '../model/backup';
import { type BenchDatabase, stored } from './database';

/** The same bytes are the same copy: the later word counts. Throws `storage.failed`. */
export const noteBackup = (db: BenchDatabase, row: BackupRow): Promise<void> =>
  stored(async () => {
    await db.backups.put(row);
  });

export const backupOf = (db: BenchDatabase, sha256: string): Promise<BackupRow | undefined> =>
  stored(() => db.backups.get(sha256));
