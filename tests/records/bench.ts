import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { License } from '../../src/model/license';
import { type BenchDatabase, openDatabase } from '../../src/records/database';
import { importLicenses } from '../../src/records/license-import';

/** A disk: what is stored on it outlives the tabs that open it. */
export const newDisk = () => {
  const indexedDB = new IDBFactory();
  const tabs: BenchDatabase[] = [];
  return {
    indexedDB,
    /** Opens the database as another tab, or the same one after a crash. */
    tab: (): BenchDatabase => {
      const db = openDatabase({ indexedDB, IDBKeyRange });
      tabs.push(db);
      return db;
    },
    closeAll: () => {
      for (const db of tabs) db.close();
    },
  };
};

export const license = (n: number): License => ({
  uuid: `uuid-${String(n).padStart(15, '0')}`,
  authKey: `planted-key-${String(n).padStart(4, '0')}-0123456789abcde`.slice(0, 32),
});

/** A database with licenses 1 to `count`, all free. */
export const importFree = (db: BenchDatabase, count: number, batch = 'sheet', virtual = false, from = 1) =>
  importLicenses(db, {
    rows: Array.from({ length: count }, (_, index) => ({ license: license(from + index), sheetRow: index + 2 })),
    batch,
    virtual,
    now: 1000,
  });

export const macA = 'C8:47:8C:A1:B2:C3';
export const macB = 'A4:CF:12:00:00:01';
