import type { SerialLink } from '../../links/serial-link';
import type { ChipId } from '../../model/chip';

/**
 * The second port of a board, where its log comes out, for a run over the first one. Nothing here throws, and nothing
 * stops a run: a board whose second port is not there is a board whose log is not heard.
 */
export interface LogSide {
  /** The chip sits in its loader, and its application is still: opens its log port, or every port that could be it. */
  chipIsStill(chip: ChipId): Promise<void>;
  /** Where it is known and can be had. */
  link(): Promise<SerialLink | undefined>;
  /**
   * Lets the chip go by `start`. Where several ports could be its log, only one board starts at a time; `told` is called
   * with the one that began to speak and with what it said so far, at most once, before or after this settles.
   */
  starts(start: () => Promise<void>, told: (port: SerialLink, before: Uint8Array) => void): Promise<void>;
  /** The application is up, or is not coming: nothing is looked for any more. */
  isUp(): Promise<void>;
  close(): Promise<void>;
}
