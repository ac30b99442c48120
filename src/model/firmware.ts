import type { ChipId } from './chip';

/**
 * merged  everything from address 0: bootloader, partition table, application
 * app     one application image, for an application partition
 * part    a bootloader or partition table alone
 */
export type FirmwareKind = 'merged' | 'app' | 'part';

/** A stretch of the image that holds something, for the flash map. Bytes. */
export interface FirmwareRegion {
  label: string;
  offset: number;
  size: number;
}

/** A row of the partition table. Bytes. */
export interface Partition {
  label: string;
  type: number;
  subtype: number;
  offset: number;
  size: number;
}

/** What the headers of a file tell. */
export interface FirmwareFacts {
  kind: FirmwareKind;
  chip: ChipId;
  /** Project name and version from the application descriptor. */
  app?: string;
  version?: string;
  idfVersion?: string;
  /** Where the first byte belongs. */
  address: number;
  size: number;
  /** The flash size in the image header, bytes. */
  flashBytes?: number;
  partitions: readonly Partition[];
  /** What of the flash it covers. */
  covers: readonly FirmwareRegion[];
}

/** A file on the shelf, without its bytes. */
export interface FirmwareRow {
  /** Lower-case hex of the whole file. */
  sha256: string;
  fileName: string;
  /** Milliseconds since 1970. */
  addedAt: number;
  /** Runs on virtual boards only; never offered to a real one. */
  virtual: boolean;
  facts: FirmwareFacts;
}
