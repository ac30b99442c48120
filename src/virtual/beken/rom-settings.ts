/** What a test may make different about a Beken ROM. */
import type { BekenTwin } from './twins';

/** What becomes of a reply on its way: the `count`th of its opcode (long ones: plus 0x100). Nothing, when it is lost. */
export type Spoil = (reply: Uint8Array, count: number) => readonly { bytes: Uint8Array; afterMs?: number }[];

export interface RomSettings {
  twin?: Partial<BekenTwin>;
  /** How long it listens after a reset, ms. */
  windowMs?: number;
  spoil?: Spoil;
}
