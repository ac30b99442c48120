/** How the flash of one board is laid out, as read from the board itself. Plain data: it crosses the worker line. */
import type { FirmwareRegion, Partition } from './firmware';

/** What an image says of itself in its application descriptor. */
export interface ProgramFacts {
  name?: string;
  version?: string;
  /** SHA-256 of the ELF it was made from, 64 characters of lower-case hex. */
  elfSha256?: string;
  /** Bytes from the header to the end of checksum and digest. */
  size: number;
}

/**
 * image    an image header whose segments stay within the slot
 * blank    erased
 * damaged  anything else
 */
export type SlotContents = 'image' | 'blank' | 'damaged';

/** An application partition. Offsets and sizes in bytes. */
export interface AppSlot {
  label: string;
  kind: 'factory' | 'ota' | 'test';
  /** Of an `ota` slot: 0 to 15, its subtype less 0x10. */
  index?: number;
  offset: number;
  size: number;
  holds: SlotContents;
  program?: ProgramFacts;
}

/** One of the two entries of the OTA data, each in a sector of its own. */
export interface OtaEntry {
  /** 0xFFFFFFFF: never written. */
  sequence: number;
  /** 0 new, 1 pending verify, 2 valid, 3 invalid, 4 aborted, 0xFFFFFFFF undefined. */
  state: number;
  /** Its checksum is right. */
  checks: boolean;
}

export interface OtaData {
  offset: number;
  size: number;
  entries: readonly [OtaEntry, OtaEntry];
}

export interface BoardLayout {
  /** What was measured for this very board and cannot be had again: no image is written over it. */
  calibration?: FirmwareRegion;
  /** Where things lie is a matter of the chip: no table in the flash says so, and no image brings one. */
  fixed?: true;
  /**
   * Of the second-stage loader, where this chip's ROM looks for it. `other`: something is there that it would not run
   * as one: an application, an image of another chip, or no image.
   */
  bootloader: 'there' | 'blank' | 'other';
  /**
   * `absent`: something else lies where the table belongs. `several`: good ones in two places, and only the bootloader
   * knows which it was built for. Without a table there are no partitions; with several there are those of all, and
   * no slots.
   */
  table: 'read' | 'erased' | 'damaged' | 'absent' | 'several';
  /** Where the table was found. */
  tableAt?: number;
  partitions: readonly Partition[];
  /** In the order of the table. */
  slots: readonly AppSlot[];
  /** Missing where the table has no place for it. */
  otaData?: OtaData;
  /** The slot the OTA data asks for, whatever it holds; the one that starts if a good image is in it. */
  chosen?: AppSlot;
  /** The slot that starts now, by its headers: the first in the loader's order that holds an image. */
  boots?: AppSlot;
}
