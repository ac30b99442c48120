/** What a look at the flash of one board tells, before anything is done to it. Plain data: it crosses the worker line. */
import type { BoardLayout, ProgramFacts } from './board-layout';
import type { Mac } from './chip';
import type { FirmwareRegion, Partition } from './firmware';
import type { WorkSpan } from './flash-work';
import type { Problem } from './problem';

/** A store that holds something. Offsets and sizes in bytes. */
export interface StoreSeen extends FirmwareRegion {
  kind: 'license' | 'wifi';
  /** Of a license that could be read from it. */
  uuid?: string;
}

/** `uncalibrated`: erased, or of no form that is known. */
export interface RadioSeen extends FirmwareRegion {
  state: 'measured' | 'uncalibrated';
}

/** What starts when the board is reset; without a program nothing does, as far as its headers tell. */
export interface Boots {
  slot: string;
  offset: number;
  program?: ProgramFacts;
}

/**
 * untouched  it lies outside
 * around     the image reaches it, and is written around it
 * carried    the new program looks for it elsewhere (`to`), and it is taken there
 * lost       there is no way to keep it: the run asks before
 */
export interface StoreFate extends FirmwareRegion {
  kind: StoreSeen['kind'];
  fate: 'untouched' | 'around' | 'carried' | 'lost';
  to?: number;
}

/** What the plan would do, by the image it names: nothing of it was done. */
export interface PlannedWrite {
  fileName: string;
  sha256: string;
  /** Whole sectors in order; what is not in them stays. `keep` lies within the image and is written around. */
  work: readonly WorkSpan[];
  stores: readonly StoreFate[];
  /** The table that counts afterwards. */
  partitions: readonly Partition[];
  boots: Boots;
}

export interface FlashLook {
  /** As the loader told it. */
  mac?: Mac;
  flashBytes: number;
  layout: BoardLayout;
  /** Everything that has a name, in the order of the flash. */
  regions: readonly FirmwareRegion[];
  stores: readonly StoreSeen[];
  radio?: RadioSeen;
  boots?: Boots;
  /** Missing where the plan flashes nothing; with a problem alone where it cannot. */
  planned?: PlannedWrite | { problem: Problem };
}
