/** What was measured for one board's radio, with its MAC: it lies in the flash and cannot be had again. */
import type { ChipId, Mac } from './chip';

/** A copy, taken before anything that could touch it. */
export interface KeptCalibration {
  id: string;
  mac: Mac;
  virtual: boolean;
  chip: ChipId;
  /** Where it lay, bytes. */
  offset: number;
  size: number;
  /** Of its bytes, lower-case hex. */
  sha256: string;
  /** Milliseconds since 1970. */
  at: number;
}

/**
 * kept        as it should be, and a copy of it is kept
 * blank       erased
 * factory     its MAC is the default of boards that lost their own
 * unreadable  something else
 * foreign     of another board, going by the license of this one
 */
export type CalibrationState = 'kept' | 'blank' | 'factory' | 'unreadable' | 'foreign';

export interface CalibrationView {
  state: CalibrationState;
  /** Whose it should be, going by its license. */
  owner?: Mac;
  /** What may be written back, the likeliest first; of this board where that is known, else of all boards of this chip. */
  offers: readonly KeptCalibration[];
}
