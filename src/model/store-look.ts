/** What lies in the stores of a flash, as far as it may be shown. Plain data: it crosses the worker line. */
import type { FirmwareRegion } from './firmware';

/** A value by its name; what it is stays in the flash. */
export interface StoredEntry {
  /** With its namespace in front, where the store has some. */
  name: string;
  /** As stored: encrypted values are padded. */
  bytes: number;
}

/**
 * blank       erased
 * entries     it could be read
 * firmware    data that only its firmware can read
 */
export type StoreReading = 'blank' | 'entries' | 'firmware';

/** `elsewhere`: it is another board's there. `other-key`: with another AuthKey. `spent`: it is not to be used any more. */
export type LedgerSays = 'this-board' | 'elsewhere' | 'free' | 'spent' | 'other-key' | 'not-there';

export interface LicenseSeen {
  uuid: string;
  /** Characters; the key itself is never shown. */
  authKeyLength: number;
  ledger: LedgerSays;
}

export interface StoreLook extends FirmwareRegion {
  kind: 'license' | 'wifi';
  reading: StoreReading;
  entries: readonly StoredEntry[];
  license?: LicenseSeen;
}

export interface StoresLook {
  stores: readonly StoreLook[];
  /** No table, and no map of the chip, tells where they would be. */
  unmapped?: true;
}
