import type { Mac } from './chip';

/** One device identity, issued by the cloud, worth money, never on two boards. */
export interface License {
  /** 16 or 20 characters of `A-Z a-z 0-9 - _ .` (authorize-cli, section 2). */
  uuid: string;
  /** Exactly 32 printable ASCII characters without space. Secret. */
  authKey: string;
}

/**
 * free      nobody has it
 * reserved  set aside for one MAC by one run; not one byte of it has left this computer
 * doubtful  sending was about to begin, or began, and the board has not proved what it holds
 * written   the board said it took it
 * verified  read back, restarted, read back again, equal both times
 * spent     used outside this bench: told by a sheet, or by a person
 */
export type LicenseState = 'free' | 'reserved' | 'doubtful' | 'written' | 'verified' | 'spent';

/** The store in the flash, which can be written again, or one-time memory, which cannot. */
export type LicensePlace = 'kv' | 'otp';

/** A license as everything but `records/secret-box` sees it. */
export interface LicenseRow {
  uuid: string;
  state: LicenseState;
  /** Name of the sheet or paste it came from. */
  batch: string;
  /** Made up for virtual boards: never offered to a real one, and the other way round. */
  virtual: boolean;
  /** The board it lives on; set in every state but free and (perhaps) spent. */
  mac?: Mac;
  /** Where on its board it is, or was being sent to; missing where nobody noted it. */
  place?: LicensePlace;
  /** The run that holds it while reserved or doubtful. */
  run?: string;
  /** Milliseconds since 1970 of the last change. */
  at: number;
  /** Why the row is in this state, newest last. */
  history: readonly LicenseEvent[];
  /** Row number in the sheet, 1-based with the header as row 1. */
  sheetRow?: number;
  /** Columns of the sheet that mean nothing to the bench, kept for the way back. */
  extra?: Readonly<Record<string, string>>;
  /** What the sheet said in the columns that mean something, as it stood there. */
  sheet?: SheetMarks;
}

/** Columns another tool keeps its progress in; any of them filled means the license was used. */
export interface SheetMarks {
  status?: string;
  mac?: string;
  timestamp?: string;
}

export interface LicenseEvent {
  at: number;
  state: LicenseState;
  why: LicenseReason;
  mac?: Mac;
}

export type LicenseReason =
  | 'imported'
  | 'sheet-status'
  | 'sheet-mac'
  | 'sheet-timestamp'
  | 'set-aside'
  | 'sending'
  | 'board-accepted'
  | 'read-back-twice'
  | 'found-on-board'
  | 'adopted'
  | 'nothing-sent'
  | 'not-on-board'
  | 'given-up';

/** What `auth-read` told, before anything is decided (authorize-cli, section 5). */
export type DeviceLicense =
  | { kind: 'none' }
  /** `otp`: read from one-time memory; the firmware looks there when its store in the flash has none. */
  | { kind: 'valid'; license: License; place?: 'otp' }
  | { kind: 'unknown'; why: 'empty-lines' | 'no-lines' | 'silence' | 'malformed' };
