/** Copies of a flash: what was taken, what differs, and what a clone would take over. Plain data: it crosses the worker line. */
import type { ChipId, Mac } from './chip';
import type { FirmwareRegion } from './firmware';

/** A file that the browser lets a page write, as `showSaveFilePicker` gives it; it crosses the worker line, too. */
export type PickedFile = Pick<FileSystemFileHandle, 'name' | 'createWritable'>;

/** A copy that was made here; its bytes are in a file of the person's. */
export interface BackupRow {
  /** Lower-case hex of the whole file. */
  sha256: string;
  name: string;
  chip: ChipId;
  /** Missing where neither loader nor application told one. */
  mac?: Mac;
  /** The license that the board was known to have. */
  uuid?: string;
  virtual: boolean;
  /** Where its first byte lies in the flash, and how many there are. */
  offset: number;
  size: number;
  /** Of the chip. */
  flashBytes: number;
  /** Milliseconds since 1970. */
  at: number;
}

/** What of a board is in a copy, so that nobody hands it on unknowing. */
export interface CopyHolds {
  license?: true;
  wifi?: true;
  radio?: true;
}

export interface BackupMade extends BackupRow {
  /** Kept by the browser under this name until it is saved; missing where it lies where the person chose. */
  held?: string;
  holds: CopyHolds;
  /** The flash is encrypted with a key of this chip alone: no other board can read the copy. */
  encrypted?: true;
}

/**
 * What a part of the flash is to a clone: `copied`, or why it is not.
 * unknown  nobody here knows what lies in it, so it may be a key
 */
export type PartRule = 'copied' | 'license' | 'keys' | 'wifi' | 'radio' | 'memory-dump' | 'unknown';

/** A part of the flash; together they are all of it, in order. Without a label no map has a name for it. */
export interface FlashPart extends FirmwareRegion {
  rule: PartRule;
}

/** Where the flash and the file are not the same. */
export interface PartDifference extends FirmwareRegion {
  /** Sectors of 4 KiB that differ, of how many. */
  sectors: number;
  of: number;
  /** Bytes that differ; missing where there are too many to read them all. */
  bytes?: number;
  /** Addresses in the flash of the first bytes that differ, a few. Never the bytes themselves: they may be a key. */
  first: readonly number[];
}

/**
 * own      it is a copy of this very board
 * other    of the board with that MAC
 * unknown  nothing tells: to this board it is a stranger's
 */
export type CopyOwner = { of: 'own' | 'unknown' } | { of: 'other'; mac?: Mac };

/**
 * copied  taken from the file
 * kept    this board's own stays where it is
 * moved   this board's own is taken to where the copied program looks for it (`to`)
 * empty   left blank: this board has nothing of its own for it
 */
export type CloneFate = 'copied' | 'kept' | 'moved' | 'empty';

export interface ClonePart extends FlashPart {
  fate: CloneFate;
  to?: number;
}

/** A file held against a board; nothing was written. */
export interface CopyCompared {
  sha256: string;
  name: string;
  offset: number;
  size: number;
  /** Of this board. */
  mac?: Mac;
  owner: CopyOwner;
  /** When it was taken, where this bench took it. Milliseconds since 1970. */
  takenAt?: number;
  holds: CopyHolds;
  /** Parts that differ; the others are the same, byte for byte. */
  differ: readonly PartDifference[];
  /** How many parts there are in all. */
  parts: number;
  /** What a clone would do; missing where none can be made from this file. */
  clone?: readonly ClonePart[];
}

/** A file was written to a board, and the chip has proved it. */
export interface CopyWritten {
  name: string;
  sha256: string;
  mac?: Mac;
  /** Bytes that were there already, sent, and erased. */
  kept: number;
  sent: number;
  erased: number;
  clone?: readonly ClonePart[];
}
