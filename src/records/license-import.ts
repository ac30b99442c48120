import type { Mac } from '../model/chip';
import type { License, LicenseReason, LicenseRow, LicenseState, SheetMarks } from '../model/license';
import { licenseFault } from '../model/license-rules';
import { BenchError } from '../model/problem';
import { type BenchDatabase, type StoredLicense, stored } from './database';
import { applyMove, changeLedger, indexed } from './license-rows';
import { openSecretBox, type SecretBox } from './secret-box';

/** How the rows of a sheet meet those of the ledger: seen first, then taken in whole or not at all. */

export interface ImportRow {
  license: License;
  sheetRow?: number;
  /** Why it counts as used; missing when it is free. */
  spent?: Extract<LicenseReason, 'sheet-status' | 'sheet-mac' | 'sheet-timestamp'>;
  mac?: Mac;
  sheet?: SheetMarks;
  extra?: Readonly<Record<string, string>>;
}

/** A row of the sheet that the ledger already has something of. */
export interface MetRow {
  uuid: string;
  sheetRow?: number;
  /** Of what it met in the ledger. */
  state: LicenseState;
}

export interface ImportOutcome {
  /** New to the ledger, free and spent. */
  free: number;
  spent: number;
  /** Already there and left as it is. */
  alreadyHere: readonly MetRow[];
  /** Free in the ledger, used according to the sheet: counts as spent from now on. */
  spentSince: readonly MetRow[];
  /**
   * Not taken in: the ledger has this UUID with another AuthKey, on another board, or for the other kind of boards; or
   * it has the AuthKey under another UUID.
   */
  refused: readonly (MetRow & { why: 'key-differs' | 'mac-differs' | 'other-kind' | 'key-elsewhere' })[];
}

interface Sorted {
  /** Place of the newest row of the ledger when it was looked at. */
  newest: number;
  fresh: ImportRow[];
  alreadyHere: MetRow[];
  spentSince: (MetRow & { row: ImportRow })[];
  refused: ImportOutcome['refused'][number][];
}

/** What an import would do, changing nothing. */
export const compareWithLedger = (
  db: BenchDatabase,
  { rows, virtual }: { rows: readonly ImportRow[]; virtual: boolean },
): Promise<ImportOutcome> => stored(async () => outcomeOf(await sortRows(db, await openSecretBox(db), rows, virtual)));

/** Another tab may bring in licenses, for virtual boards by itself, while these are compared. */
const triesToCompare = 4;

export interface LicenseImport {
  rows: readonly ImportRow[];
  /** Name of the sheet or paste. */
  batch: string;
  virtual: boolean;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * Takes in all rows that are not refused, in their order, in one transaction: a fault leaves the ledger as it was.
 * Throws `storage.failed`.
 */
export const importLicenses = (db: BenchDatabase, work: LicenseImport): Promise<ImportOutcome> =>
  stored(async () => {
    const box = await openSecretBox(db);
    for (let tries = 1; ; tries += 1) {
      // Keys are sealed and opened outside the transaction, which would end while waiting for them.
      const sorted = await sortRows(db, box, work.rows, work.virtual);
      const fresh = await Promise.all(sorted.fresh.map((row) => newRow(box, row, work)));
      const done = await changeLedger(db, async () => {
        const order = await newestOrder(db);
        // What came in meanwhile may have one of these AuthKeys: nobody has compared it.
        if (order !== sorted.newest) return false;
        await db.licenses.bulkAdd(fresh.map((row, index) => ({ ...row, order: order + index + 1 })));
        for (const { uuid, row } of sorted.spentSince) await spendInLedger(db, uuid, row, work.now);
        return true;
      });
      if (done) return outcomeOf(sorted);
      if (tries >= triesToCompare) throw new BenchError('storage.failed', { reason: 'licenses came in meanwhile' });
    }
  });

const spendInLedger = async (db: BenchDatabase, uuid: string, row: ImportRow, now: number): Promise<void> => {
  const here = await db.licenses.get(uuid);
  // Taken for a board since it was looked at: the board's own proof counts more than the sheet.
  if (here?.state !== 'free' || !row.spent) return;
  await applyMove(db, { ...here, sheet: row.sheet }, { to: 'spent', why: row.spent, mac: row.mac, now });
};

const newRow = async (
  box: SecretBox,
  row: ImportRow,
  { batch, virtual, now }: LicenseImport,
): Promise<StoredLicense> => {
  const { license, sheetRow, spent, mac, sheet, extra } = row;
  const state = spent ? 'spent' : 'free';
  const first = { at: now, state, why: spent ?? 'imported', ...(mac && { mac }) } as const;
  const facts: LicenseRow = { uuid: license.uuid, state, batch, virtual, at: now, history: [first] };
  const kept = { ...(mac && { mac }), ...(sheetRow && { sheetRow }), ...(sheet && { sheet }), ...(extra && { extra }) };
  return indexed({ ...facts, ...kept, sealed: await box.seal(license), shelf: '', order: 0 });
};

const newestOrder = async (db: BenchDatabase): Promise<number> =>
  (await db.licenses.orderBy('order').last())?.order ?? 0;

/** The AuthKeys of the ledger that are among these, with the row that holds each. */
const keysOf = async (
  db: BenchDatabase,
  box: SecretBox,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, StoredLicense>> => {
  const found = new Map<string, StoredLicense>();
  if (wanted.size === 0) return found;
  const all = await db.licenses.toArray();
  await Promise.all(
    all.map(async (row) => {
      // A seal that does not open is told where its license is needed: here it only holds none of these.
      const key = await box.open(row.uuid, row.sealed).catch(() => undefined);
      if (key !== undefined && wanted.has(key)) found.set(key, row);
    }),
  );
  return found;
};

const sortRows = async (
  db: BenchDatabase,
  box: SecretBox,
  rows: readonly ImportRow[],
  virtual: boolean,
): Promise<Sorted> => {
  const newest = await newestOrder(db);
  const known = await db.licenses.bulkGet(rows.map((row) => row.license.uuid));
  const sorted: Sorted = { newest, fresh: [], alreadyHere: [], spentSince: [], refused: [] };
  const seen = new Set<string>();
  const seenKeys = new Set<string>();
  const fresh = rows.filter((_, index) => !known[index]).map((row) => row.license.authKey);
  const held = await keysOf(db, box, new Set(fresh));
  for (const [index, row] of rows.entries()) {
    const { uuid, authKey } = row.license;
    const here = known[index];
    const fault = licenseFault(row.license);
    if (fault) throw new BenchError('unexpected', { reason: fault, row: row.sheetRow ?? index + 1 });
    if (seen.has(uuid)) throw new BenchError('unexpected', { reason: 'one license twice in an import', uuid });
    if (seenKeys.has(authKey)) {
      throw new BenchError('unexpected', { reason: 'one AuthKey under two uuids in an import', uuid });
    }
    seen.add(uuid);
    seenKeys.add(authKey);
    if (!here) {
      const holder = held.get(authKey);
      // It came in between the two looks: this comparison is worth nothing.
      if (holder?.uuid === uuid) sorted.newest = Number.NaN;
      if (holder) sorted.refused.push({ uuid, sheetRow: row.sheetRow, state: holder.state, why: 'key-elsewhere' });
      else sorted.fresh.push(row);
      continue;
    }
    const met: MetRow = { uuid, sheetRow: row.sheetRow, state: here.state };
    if (here.virtual !== virtual) sorted.refused.push({ ...met, why: 'other-kind' });
    else if ((await box.open(uuid, here.sealed)) !== authKey) sorted.refused.push({ ...met, why: 'key-differs' });
    else if (here.mac && row.mac && here.mac !== row.mac) sorted.refused.push({ ...met, why: 'mac-differs' });
    else if (row.spent && here.state === 'free') sorted.spentSince.push({ ...met, row });
    else sorted.alreadyHere.push(met);
  }
  return sorted;
};

const outcomeOf = ({ fresh, alreadyHere, spentSince, refused }: Sorted): ImportOutcome => {
  const spent = fresh.filter((row) => row.spent).length;
  return {
    free: fresh.length - spent,
    spent,
    alreadyHere,
    spentSince: spentSince.map(({ row: _row, ...met }) => met),
    refused,
  };
};
