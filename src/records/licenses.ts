import Dexie from 'dexie';
import type { Mac } from '../model/chip';
import type { LicensePlace, LicenseRow } from '../model/license';
import { isLive, wasEverOut } from '../model/license-rules';
import { BenchError } from '../model/problem';
import { type BenchDatabase, type StoredLicense, stored } from './database';
import { withLedgerLock } from './ledger-lock';
import { applyMove, asRow, changeLedger, rowsOfBoard, rowToChange, shelfOf } from './license-rows';

/**
 * The changes of the ledger, each one transaction; `model/license-rules` says which are allowed. When a promise here
 * is kept, the change is on disk. `now` is in milliseconds since 1970.
 */

interface OnBoard {
  uuid: string;
  mac: Mac;
  now: number;
  /** Where on the board; missing where nobody knows. */
  place?: LicensePlace;
}

const at = (place: LicensePlace | undefined) => (place ? { place } : {});

interface InRun extends OnBoard {
  run: string;
}

export interface Reservation {
  mac: Mac;
  run: string;
  virtual: boolean;
  now: number;
  /** Take a new one from this batch only. */
  batch?: string;
  /** The board has been read and holds none: then even a doubtful license of this board is given to it again. */
  boardHasNone?: boolean;
  /** Runs going on in any tab: a license held by another of them is not taken over. */
  liveRuns?: Iterable<string>;
}

/**
 * Sets a license aside for a board: its own one if it has one, else the next free one in the order of the sheet.
 * Throws `license.none-free`; `license.doubtful` when the board's own may be on it and it has not been read;
 * `license.duplicate` when another live run holds it, so that two boards show one MAC.
 */
export const reserveLicense = (db: BenchDatabase, wanted: Reservation): Promise<LicenseRow> =>
  changeLedger(db, async () => {
    const { mac, run, virtual, now } = wanted;
    const [own] = await rowsOfBoard(db, mac, virtual);
    if (own) return giveBack(db, own, wanted);
    const free = await nextFree(db, virtual, wanted.batch);
    if (!free) throw new BenchError('license.none-free', wanted.batch ? { batch: wanted.batch } : {});
    return applyMove(db, free, { to: 'reserved', why: 'set-aside', mac, run, now });
  });

const giveBack = async (db: BenchDatabase, own: StoredLicense, wanted: Reservation): Promise<LicenseRow> => {
  const { mac, run, now, boardHasNone, liveRuns = [] } = wanted;
  if (own.run && own.run !== run && [...liveRuns].includes(own.run)) {
    throw new BenchError('license.duplicate', { mac, uuid: own.uuid });
  }
  if (boardHasNone && !(own.state === 'reserved' && !wasEverOut(own))) {
    return applyMove(db, own, { to: 'reserved', why: 'not-on-board', mac, run, now });
  }
  if (own.state === 'reserved') return applyMove(db, own, { to: 'reserved', why: 'set-aside', mac, run, now });
  throw new BenchError('license.doubtful', { mac, uuid: own.uuid, state: own.state });
};

const nextFree = (db: BenchDatabase, virtual: boolean, batch?: string): Promise<StoredLicense | undefined> => {
  const shelf = shelfOf(virtual, 'free');
  return db.licenses
    .where('[shelf+order]')
    .between([shelf, Dexie.minKey], [shelf, Dexie.maxKey])
    .filter((row) => batch === undefined || row.batch === batch)
    .first();
};

/** Call and await before the first byte of `auth`: if this throws, do not send. */
export const markSending = (db: BenchDatabase, { uuid, mac, run, now, place }: InRun): Promise<LicenseRow> =>
  changeLedger(db, async () => {
    const row = await rowToChange(db, uuid);
    if (row.run !== run || row.mac !== mac) {
      throw new BenchError('unexpected', { reason: 'license not held by this run', uuid, from: row.state });
    }
    return applyMove(db, row, { to: 'doubtful', why: 'sending', mac, run, now, ...at(place) });
  });

/** The board said it took it. */
export const markAccepted = (db: BenchDatabase, { uuid, mac, now, place }: OnBoard): Promise<LicenseRow> =>
  changeLedger(db, async () =>
    applyMove(db, await rowToChange(db, uuid), { to: 'written', why: 'board-accepted', mac, now, ...at(place) }),
  );

/** Read back, restarted, read back again, equal both times. */
export const markVerified = (db: BenchDatabase, { uuid, mac, now, place }: OnBoard): Promise<LicenseRow> =>
  changeLedger(db, async () =>
    applyMove(db, await rowToChange(db, uuid), { to: 'verified', why: 'read-back-twice', mac, now, ...at(place) }),
  );

/** The board was read and holds its own license (rows 3 and 11). A written or verified row stays as it is. */
export const markFoundOnBoard = (db: BenchDatabase, { uuid, mac, now, place }: OnBoard): Promise<LicenseRow> =>
  changeLedger(db, async () => {
    const row = await rowToChange(db, uuid);
    const known = row.mac === mac && (row.state === 'written' || row.state === 'verified');
    if (known) return notePlace(db, row, place);
    if (row.mac !== mac) throw new BenchError('license.duplicate', { mac, uuid });
    return applyMove(db, row, { to: 'written', why: 'found-on-board', mac, now, ...at(place) });
  });

const notePlace = async (db: BenchDatabase, row: StoredLicense, place: LicensePlace | undefined) => {
  if (!place || row.place === place) return asRow(row);
  const noted = { ...row, place };
  await db.licenses.put(noted);
  return asRow(noted);
};

/**
 * Burned into a board that lives by another license: a free one is spent by that, and never offered again. Any other row
 * stays as it is.
 */
export const markBurned = (db: BenchDatabase, { uuid, mac, now }: OnBoard): Promise<LicenseRow> =>
  changeLedger(db, async () => {
    const row = await rowToChange(db, uuid);
    if (row.state !== 'free') return asRow(row);
    return applyMove(db, row, { to: 'spent', why: 'found-on-board', mac, now, place: 'otp' });
  });

/** An accepted write was read back unequal (row 12): the board has to be looked at before anything else. */
export const markNotEqual = (db: BenchDatabase, { uuid, mac, now }: OnBoard): Promise<LicenseRow> =>
  changeLedger(db, async () => {
    const row = await rowToChange(db, uuid);
    if (row.state === 'doubtful' && row.mac === mac) return row;
    return applyMove(db, row, { to: 'doubtful', why: 'not-on-board', mac, now });
  });

/**
 * Binds the license found on a board to it, writing nothing (row 7); the caller asked first when it was spent.
 * Throws `license.duplicate` when it is bound to another board, `license.conflict` when the board has another one.
 */
export const adoptLicense = (db: BenchDatabase, { uuid, mac, now, place }: OnBoard): Promise<LicenseRow> =>
  changeLedger(db, async () => {
    const row = await rowToChange(db, uuid);
    if (row.mac && row.mac !== mac) throw new BenchError('license.duplicate', { mac, uuid });
    const [own] = await rowsOfBoard(db, mac, row.virtual);
    if (own && isLive(own) && own.uuid !== uuid) throw new BenchError('license.conflict', { mac, uuid });
    return applyMove(db, row, { to: 'written', why: 'adopted', mac, now, ...at(place) });
  });

/** The run ends without having sent anything. Rows past `reserved` are not touched. */
export const releaseUnsent = (db: BenchDatabase, { run, now }: { run: string; now: number }): Promise<LicenseRow[]> =>
  changeLedger(db, () => release(db, (row) => row.run === run, now));

/**
 * Gives back what dead runs had set aside. `live` tells the runs alive in any tab and is asked while no tab can
 * reserve, so that a run which has just begun is not taken for dead.
 */
export const sweepDeadRuns = (
  db: BenchDatabase,
  { live, now }: { live: Iterable<string> | (() => PromiseLike<Iterable<string>>); now: number },
): Promise<LicenseRow[]> =>
  stored(() =>
    withLedgerLock(db, async () => {
      const alive = new Set(typeof live === 'function' ? await live() : live);
      const dead = (row: StoredLicense) => row.run !== undefined && !alive.has(row.run);
      return db.transaction('rw', db.licenses, () => release(db, dead, now));
    }),
  );

const release = async (db: BenchDatabase, which: (row: StoredLicense) => boolean, now: number) => {
  const rows = await db.licenses.where('state').equals('reserved').filter(which).toArray();
  const released: LicenseRow[] = [];
  for (const row of rows) {
    // What has ever been out stays with its board, held by no run.
    const to = wasEverOut(row) ? 'reserved' : 'free';
    released.push(await applyMove(db, row, { to, why: 'nothing-sent', now }));
  }
  return released;
};

/** A person says so: the board is lost, or the license is used elsewhere. */
export const giveUpLicense = (db: BenchDatabase, { uuid, now }: { uuid: string; now: number }): Promise<LicenseRow> =>
  changeLedger(db, async () => applyMove(db, await rowToChange(db, uuid), { to: 'spent', why: 'given-up', now }));

/** Is there a free one for such a board? */
export const hasFreeLicense = async (db: BenchDatabase, virtual: boolean, batch?: string): Promise<boolean> =>
  stored(async () => (await nextFree(db, virtual, batch)) !== undefined);
