import type { Mac } from './chip';
import type { License, LicenseEvent, LicensePlace, LicenseReason, LicenseRow, LicenseState } from './license';
import { BenchError } from './problem';

/** What a license may be, and how its row may change. Pure: storage and boards are elsewhere. */

export type LicenseFault =
  | 'uuid-length'
  | 'uuid-characters'
  | 'auth-key-length'
  | 'auth-key-characters'
  | 'placeholder';

/** Firmware without a license carries these compiled in (authorize-cli, section 2). */
export const isPlaceholder = ({ uuid, authKey }: License): boolean =>
  /^uuidx+$/i.test(uuid) || /^keyx+$/i.test(authKey);

/** Why this pair cannot be a license, or undefined when it can (authorize-cli, section 2). */
export const licenseFault = (license: License): LicenseFault | undefined => {
  const { uuid, authKey } = license;
  if (uuid.length !== 16 && uuid.length !== 20) return 'uuid-length';
  if (!/^[A-Za-z0-9._-]+$/.test(uuid)) return 'uuid-characters';
  if (authKey.length !== 32) return 'auth-key-length';
  // A space would be taken for the end of the argument by the board's console.
  if (!/^[\x21-\x7e]+$/.test(authKey)) return 'auth-key-characters';
  return isPlaceholder(license) ? 'placeholder' : undefined;
};

/** The T5's MAC before the factory gave it one of its own: no identity to bind a license to. */
export const factoryDefaultMac: Mac = 'C8:47:8C:00:00:18';

/** `c8-47-8c-a1-b2-c3`, `C8478CA1B2C3` and the like as a `Mac`; undefined when it is not one. */
export const readMac = (text: string): Mac | undefined => {
  const digits = text.trim().toUpperCase().replace(/[:-]/g, '');
  return /^[0-9A-F]{12}$/.test(digits) ? digits.match(/../g)?.join(':') : undefined;
};

type From = LicenseState | 'new';

/**
 * Every change a row may make, and the only reasons for it. `doubtful` is stored before the first byte of `auth`
 * leaves, so a crash at any moment leaves the right state by itself: `reserved` means nothing was sent, `doubtful`
 * means the board has to be read.
 */
export const moves: readonly (readonly [from: From, to: LicenseState, why: readonly LicenseReason[]])[] = [
  ['new', 'free', ['imported']],
  ['new', 'spent', ['sheet-status', 'sheet-mac', 'sheet-timestamp', 'found-on-board']],
  // Read from a board whose store is about to be written over: it stays that board's.
  ['new', 'written', ['found-on-board']],
  ['free', 'reserved', ['set-aside']],
  ['free', 'written', ['adopted']],
  // Found burned into a board that lives by another one: no second board may have it.
  ['free', 'spent', ['sheet-status', 'sheet-mac', 'sheet-timestamp', 'found-on-board', 'given-up']],
  ['reserved', 'free', ['nothing-sent']],
  // Another run of the same board takes over; or a run ends and the license stays with its board.
  ['reserved', 'reserved', ['set-aside', 'not-on-board', 'nothing-sent']],
  ['reserved', 'doubtful', ['sending']],
  ['reserved', 'written', ['found-on-board']],
  ['reserved', 'spent', ['given-up']],
  ['doubtful', 'written', ['board-accepted', 'found-on-board']],
  ['doubtful', 'reserved', ['not-on-board']],
  ['doubtful', 'spent', ['given-up']],
  ['written', 'verified', ['read-back-twice']],
  ['written', 'reserved', ['not-on-board']],
  // Read back unequal after an accepted write (authorize-cli, section 5, row 12).
  ['written', 'doubtful', ['not-on-board']],
  ['written', 'spent', ['given-up']],
  ['verified', 'verified', ['read-back-twice']],
  ['verified', 'reserved', ['not-on-board']],
  ['verified', 'spent', ['given-up']],
  // Only for the board the sheet or a person named: see `moveLicense`.
  ['spent', 'reserved', ['not-on-board']],
  ['spent', 'written', ['found-on-board', 'adopted']],
];

export const mayMove = (from: From, to: LicenseState, why: LicenseReason): boolean =>
  moves.some(([a, b, reasons]) => a === from && b === to && reasons.includes(why));

/** A row that a board owns now; of these no two share a MAC. */
export const isLive = ({ state, mac }: Pick<LicenseRow, 'state' | 'mac'>): boolean =>
  mac !== undefined && state !== 'free' && state !== 'spent';

const sentStates: readonly LicenseState[] = ['doubtful', 'written', 'verified', 'spent'];

/** True once it may ever have been on a board: it then belongs to that board for good. */
export const wasEverOut = (row: LicenseRow): boolean => row.history.some((event) => sentStates.includes(event.state));

export interface Move {
  to: LicenseState;
  why: LicenseReason;
  /** The board; needed to leave `free`, and must be the row's own afterwards. */
  mac?: Mac;
  /** The run that holds it from now on. */
  run?: string;
  /** Where on the board; as before when missing. */
  place?: LicensePlace;
  /** Milliseconds since 1970. */
  now: number;
}

const refuse = (row: LicenseRow, { to, why }: Move, reason: string): never => {
  throw new BenchError('unexpected', { reason, uuid: row.uuid, from: row.state, to, why });
};

/**
 * The row after one change, with the change in its history.
 * Throws `unexpected` when the table has no such move, or when it would take the license from one MAC to another.
 */
export const moveLicense = (row: LicenseRow, move: Move): LicenseRow => {
  const { to, why, now } = move;
  if (!mayMove(row.state, to, why)) refuse(row, move, 'no such move of a license');
  if (to === 'free' && wasEverOut(row)) refuse(row, move, 'license has been on a board');
  if (row.mac && move.mac && row.mac !== move.mac) refuse(row, move, 'license of another board');
  // A sheet that marks a license as used and names no board leaves it to be found on one, not to be sent to one.
  if (row.state === 'spent' && to === 'reserved' && !row.mac) refuse(row, move, 'no board named');
  const mac = to === 'free' ? undefined : (row.mac ?? move.mac);
  if (to !== 'free' && to !== 'spent' && !mac) refuse(row, move, 'no board named');
  const event: LicenseEvent = { at: now, state: to, why, mac };
  const run = to === 'reserved' || to === 'doubtful' ? move.run : undefined;
  // What was set aside is nowhere yet.
  const place = to === 'free' || to === 'reserved' ? undefined : (move.place ?? row.place);
  const where = (place || row.place) && { place };
  return { ...row, state: to, mac, run, at: now, history: [...row.history, event], ...where };
};
