import Dexie from 'dexie';
import type { Mac } from '../model/chip';
import type { License, LicenseRow, LicenseState } from '../model/license';
import { BenchError } from '../model/problem';
import { type BenchDatabase, type StoredLicense, stored } from './database';
import { asRow, rowsOfBoard, shelfOf } from './license-rows';
import { openSecretBox } from './secret-box';

/** What is asked of the ledger. Nothing here changes it; only the last three functions show an AuthKey. */

/** L of the decision table: the row bound to this board, live before spent. */
export const licenseOfMac = (db: BenchDatabase, mac: Mac, virtual: boolean): Promise<LicenseRow | undefined> =>
  stored(async () => {
    const [own] = await rowsOfBoard(db, mac, virtual);
    return own && asRow(own);
  });

/** R of the decision table. */
export const licenseOfUuid = (db: BenchDatabase, uuid: string): Promise<LicenseRow | undefined> =>
  stored(async () => {
    const row = await db.licenses.get(uuid);
    return row && asRow(row);
  });

export interface LicenseFilter {
  virtual?: boolean;
  state?: LicenseState;
  batch?: string;
  /** For pages of a long list. */
  offset?: number;
  limit?: number;
}

/** Rows in the order in which they were imported. */
export const listLicenses = (db: BenchDatabase, filter: LicenseFilter = {}): Promise<LicenseRow[]> =>
  stored(async () => (await rowsOf(db, filter)).map(asRow));

const rowsOf = (db: BenchDatabase, filter: LicenseFilter): Promise<StoredLicense[]> => {
  const { virtual, state, batch, offset = 0, limit = Number.POSITIVE_INFINITY } = filter;
  return db.licenses
    .orderBy('order')
    .filter((row) => virtual === undefined || row.virtual === virtual)
    .filter((row) => state === undefined || row.state === state)
    .filter((row) => batch === undefined || row.batch === batch)
    .offset(offset)
    .limit(limit)
    .toArray();
};

export type LicenseCounts = Readonly<Record<LicenseState, number>>;

/** How many rows are in which state, by index and without loading them. */
export const countLicenses = (db: BenchDatabase, virtual: boolean): Promise<LicenseCounts> =>
  stored(async () => {
    const count = (state: LicenseState) => {
      const shelf = shelfOf(virtual, state);
      return db.licenses.where('[shelf+order]').between([shelf, Dexie.minKey], [shelf, Dexie.maxKey]).count();
    };
    const states = ['free', 'reserved', 'doubtful', 'written', 'verified', 'spent'] as const;
    const counted = await Promise.all(states.map(async (state) => [state, await count(state)] as const));
    return Object.fromEntries(counted) as Record<LicenseState, number>;
  });

export interface BatchView {
  batch: string;
  virtual: boolean;
  counts: LicenseCounts;
}

/** The batches in the order of their first import. */
export const listBatches = (db: BenchDatabase): Promise<BatchView[]> =>
  stored(async () => {
    const batches = new Map<string, { batch: string; virtual: boolean; counts: Record<LicenseState, number> }>();
    await db.licenses.orderBy('order').each(({ batch, virtual, state }) => {
      const key = `${virtual} ${batch}`;
      const counts = { free: 0, reserved: 0, doubtful: 0, written: 0, verified: 0, spent: 0 };
      const view = batches.get(key) ?? { batch, virtual, counts };
      view.counts[state] += 1;
      batches.set(key, view);
    });
    return [...batches.values()];
  });

/** The license itself, for sending it to its board or for comparing. Throws `storage.failed`. */
export const openLicense = (db: BenchDatabase, uuid: string): Promise<License> =>
  stored(async () => {
    const row = await db.licenses.get(uuid);
    if (!row) throw new BenchError('storage.failed', { reason: 'no such license', uuid });
    const box = await openSecretBox(db);
    return { uuid, authKey: await box.open(uuid, row.sealed) };
  });

/** Is this the AuthKey of that row? False also when there is no such row. */
export const isOurKey = (db: BenchDatabase, { uuid, authKey }: License): Promise<boolean> =>
  stored(async () => {
    const row = await db.licenses.get(uuid);
    if (!row) return false;
    const box = await openSecretBox(db);
    return (await box.open(uuid, row.sealed)) === authKey;
  });

/** Rows with their keys, for the way back into a sheet. */
export const openLicenses = (
  db: BenchDatabase,
  filter: LicenseFilter = {},
): Promise<{ row: LicenseRow; authKey: string }[]> =>
  stored(async () => {
    const box = await openSecretBox(db);
    const rows = await rowsOf(db, filter);
    return Promise.all(rows.map(async (row) => ({ row: asRow(row), authKey: await box.open(row.uuid, row.sealed) })));
  });
