import type { Mac } from '../model/chip';
import type { LicenseRow, LicenseState } from '../model/license';
import { isLive, type Move, moveLicense } from '../model/license-rules';
import { BenchError } from '../model/problem';
import { type BenchDatabase, boardId, type StoredLicense, stored } from './database';
import { withLedgerLock } from './ledger-lock';

/** Rows of the ledger as they lie in storage, and the one way to change them. */

export const shelfOf = (virtual: boolean, state: LicenseState): string => `${virtual ? 'virtual' : 'real'} ${state}`;

/** Without the seal and the columns that only the indexes need. */
export const asRow = ({ sealed: _sealed, shelf: _shelf, order: _order, owner: _owner, ...row }: StoredLicense) =>
  row as LicenseRow;

/** The columns that the indexes need, made from the rest. */
export const indexed = (row: StoredLicense): StoredLicense => {
  const { owner: _owner, ...rest } = row;
  const shelf = shelfOf(row.virtual, row.state);
  return isLive(row) && row.mac ? { ...rest, shelf, owner: boardId(row.mac, row.virtual) } : { ...rest, shelf };
};

/** One transaction over the ledger, with no other tab changing it. Nothing but the database may be awaited inside. */
export const changeLedger = <T>(db: BenchDatabase, work: () => Promise<T>): Promise<T> =>
  stored(() => withLedgerLock(db, () => db.transaction('rw', db.licenses, work)));

/** Inside `changeLedger`: makes the move and stores it. */
export const applyMove = async (db: BenchDatabase, row: StoredLicense, move: Move): Promise<LicenseRow> => {
  const moved = indexed({ ...row, ...moveLicense(asRow(row), move) });
  await db.licenses.put(moved);
  return asRow(moved);
};

/** Inside `changeLedger`. Throws `unexpected` when there is no such license. */
export const rowToChange = async (db: BenchDatabase, uuid: string): Promise<StoredLicense> => {
  const row = await db.licenses.get(uuid);
  if (!row) throw new BenchError('unexpected', { reason: 'no such license', uuid });
  return row;
};

/**
 * Rows that name this board, its own one first: the live one, else the spent one that was imported last. A sheet may
 * name one MAC in several used rows (authorize-cli, section 5, "measured failure").
 */
export const rowsOfBoard = async (db: BenchDatabase, mac: Mac, virtual: boolean): Promise<StoredLicense[]> => {
  const rows = await db.licenses
    .where('mac')
    .equals(mac)
    .filter((row) => row.virtual === virtual)
    .toArray();
  return rows.sort((a, b) => Number(isLive(b)) - Number(isLive(a)) || b.order - a.order);
};
