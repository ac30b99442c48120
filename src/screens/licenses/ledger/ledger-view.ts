import type { LicenseRow, LicenseState } from '../../../model/license';

/** Which rows of the ledger are in the table, and in which order. Pure. */

/** `in-hand` is set aside for a board, or on it and not yet proved. */
export const stateFilters = ['all', 'free', 'in-hand', 'verified', 'doubtful', 'spent'] as const;
export type StateFilter = (typeof stateFilters)[number];

const statesOf: Readonly<Record<StateFilter, readonly LicenseState[]>> = {
  all: ['free', 'reserved', 'written', 'verified', 'doubtful', 'spent'],
  free: ['free'],
  'in-hand': ['reserved', 'written'],
  verified: ['verified'],
  doubtful: ['doubtful'],
  spent: ['spent'],
};

/** A batch is named by the sheet and by the kind of boards it is for: both kinds may have one of the same name. */
export interface BatchKey {
  batch: string;
  virtual: boolean;
}

export interface LedgerFilter {
  /** Undefined = all batches. */
  batch: BatchKey | undefined;
  state: StateFilter;
  /** In uuid or MAC, whatever stands between its digits. */
  words: string;
}

/** Rows on one page: as many as a person looks over, few enough to draw at once. */
export const pageRows = 50;

const bare = (text: string): string => text.toLowerCase().replace(/[\s:]/g, '');

export const inBatch = (row: LicenseRow, batch: BatchKey | undefined): boolean =>
  !batch || (row.batch === batch.batch && row.virtual === batch.virtual);

/** Newest evidence first; rows of one moment in the order of their sheet. */
export const ledgerRows = (rows: readonly LicenseRow[], filter: LedgerFilter): readonly LicenseRow[] => {
  const states = statesOf[filter.state];
  const wanted = bare(filter.words);
  const wantedMac = wanted.replaceAll('-', '');
  const fits = (row: LicenseRow): boolean =>
    inBatch(row, filter.batch) &&
    states.includes(row.state) &&
    (!wanted ||
      row.uuid.toLowerCase().includes(wanted) ||
      (wantedMac !== '' && row.mac !== undefined && bare(row.mac).includes(wantedMac)));
  return rows.filter(fits).sort((a, b) => b.at - a.at);
};

export const countStates = (rows: readonly LicenseRow[]): Readonly<Record<LicenseState, number>> => {
  const counts = { free: 0, reserved: 0, written: 0, verified: 0, doubtful: 0, spent: 0 };
  for (const { state } of rows) counts[state] += 1;
  return counts;
};

export const countOf = (counts: Readonly<Record<LicenseState, number>>, filter: StateFilter): number =>
  statesOf[filter].reduce((sum, state) => sum + counts[state], 0);
