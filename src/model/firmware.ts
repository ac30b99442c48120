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

/**
 * What is unusual about a file and does no harm.
 * zero-padded      its gaps are 00 where a blank flash has FF
 * table-elsewhere  its partition table is not at 0x8000; the boot loader of its build looks there
 * from-bootloader  begins with its boot loader, not at 0x0
 * trailing         something lies behind the end of the image, which no chip reads
 * chip-copy        holds settings or a license of the board it was read from
 */
export type FirmwareOddity = 'zero-padded' | 'table-elsewhere' | 'from-bootloader' | 'trailing' | 'chip-copy';

/** Chip revisions as major × 100 + minor, both included; a missing one sets no limit. */
export interface RevisionLimits {
  min?: number;
  max?: number;
}

/** A file of a package, and where it goes. Bytes; `sha256` in lower-case hex. */
export interface FirmwarePart {
  name: string;
  offset: number;
  size: number;
  sha256: string;
}

/** What the headers of a file tell. */
export interface FirmwareFacts {
  kind: FirmwareKind;
  chip: ChipId;
  /** Chips whose images look just the same; which of them it is for only a build knows. */
  alsoFor?: readonly ChipId[];
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
  /** The chips it may run on, by its headers. Missing on files that were read before there was such a look. */
  revisions?: RevisionLimits;
  /** Where the partition table of a whole image lies. */
  tableAt?: number;
  /** Every image in it carries a signature block of that kind of secure boot. Whether it is right, only a chip knows. */
  signed?: 'v1' | 'v2';
  oddities?: readonly FirmwareOddity[];
  /** Whole sectors between the parts of a package, by their place in the flash: FF in the bytes, and never written. */
  gaps?: readonly FirmwareRegion[];
  /** What a package was put together from, in the order of their places. */
  parts?: readonly FirmwarePart[];
}

/** What of a file goes to a board, in bytes. */
export const writtenBytes = ({ size, gaps = [] }: Pick<FirmwareFacts, 'size' | 'gaps'>): number =>
  size - gaps.reduce((sum, gap) => sum + gap.size, 0);

/** A file on the shelf, without its bytes. */
export interface FirmwareRow {
  /** Lower-case hex of the whole file; of a package, of its bytes and its gaps. */
  sha256: string;
  fileName: string;
  /** Milliseconds since 1970. */
  addedAt: number;
  /** Runs on virtual boards only; never offered to a real one. */
  virtual: boolean;
  facts: FirmwareFacts;
  /** It came out of a watched folder and goes when newer ones have come; milliseconds since 1970 of the build. */
  build?: { modified: number };
}
