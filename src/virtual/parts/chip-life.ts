/** What a board's life has left in it besides its flash; it outlives every reset. */
export interface ChipLife {
  /** What happens to a board once. */
  happened: Set<string>;
  /** One-time memory. */
  otp?: Uint8Array;
}

/** Status registers of the flash chip. */
export interface FlashStatus {
  sr1: number;
  sr2: number;
}
