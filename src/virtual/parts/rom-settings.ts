/** What becomes of a reply on its way: the `count`th of its kind. Nothing, when it is lost. */
export type Spoil = (reply: Uint8Array, count: number) => readonly { bytes: Uint8Array; afterMs?: number }[];

/** What a test may make different about a loader in ROM. */
export interface RomSettings {
  /** Of the chip, in the words of its family. */
  twin?: object;
  /** How long it listens after a reset, ms. */
  windowMs?: number;
  spoil?: Spoil;
}
