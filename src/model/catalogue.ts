/** Firmware that somebody offers at an address: what is listed, and what of it was fetched. */
import type { Problem } from './problem';

/** A file of a firmware, as listed. */
export interface ListedPart {
  url: string;
  /** As it was written, for people. */
  path: string;
  /** Bytes; missing where the file's own headers tell. */
  offset?: number;
  /** Lower-case hex; missing where the catalogue gives none, and then nobody can say that a file is the one meant. */
  sha256?: string;
}

/** What one kind of chip gets. */
export interface ListedBuild {
  /** As written, `ESP32-S3`; empty where nothing was said. */
  chipFamily: string;
  parts: readonly ListedPart[];
}

export interface ReadMe {
  url: string;
  /** As it came. Missing where it could not be fetched. */
  text?: string;
  problem?: Problem;
}

export interface ListedFirmware {
  /** The address of its manifest or image; in the list itself, that of the list with `#` and its place. */
  id: string;
  name: string;
  version?: string;
  about?: string;
  /** Names of chips, as written. */
  chips: readonly string[];
  builds: readonly ListedBuild[];
  readMe?: ReadMe;
  /** Why it cannot be taken. */
  problem?: Problem;
}

/** What an address listed when it was asked last. */
export interface Catalogue {
  url: string;
  name: string;
  about?: string;
  firmware: readonly ListedFirmware[];
  /** Milliseconds since 1970. */
  fetchedAt: number;
}

/** A catalogue that is kept. */
export interface CatalogueRow extends Catalogue {
  addedAt: number;
  /** SHA-256 of what came to the shelf, by `ListedFirmware.id`. */
  taken: Readonly<Record<string, readonly string[]>>;
}

/** A file that was fetched, without its bytes. */
export interface FetchedFile {
  url: string;
  sha256: string;
  size: number;
  /** Milliseconds since 1970. */
  fetchedAt: number;
  /** The catalogue gave a hash, and it is this one. */
  checked: boolean;
}

/** A file under the address it had before, and no longer what it was. */
export interface ChangedFile {
  path: string;
  url: string;
  /** SHA-256 */
  before: string;
  after: string;
}
