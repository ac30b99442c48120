/** Deadlines and pauses of the Espressif loaders, milliseconds. Tests shorten them. */
export interface EspTiming {
  /** How long a silent board is asked. */
  connectMs: number;
  /** One sync frame's answer. */
  syncMs: number;
  /** Any other answer, to begin with. */
  answerMs: number;
  /** On top, per million bytes: erased and programmed, erased, digested. */
  perMbWritten: number;
  perMbErased: number;
  perMbDigested: number;
  /** 64 KiB take longer to be digested than to be written: the chip is asked for no more. */
  slowDigestMs: number;
  /** Is the chip there at the new speed? */
  probeMs: number;
  /** No byte for this long counts as silence after something went wrong. */
  quietMs: number;
  /** EN held low. */
  resetMs: number;
  /** IO0 held low after EN rises; the second is for boards whose EN rises slowly. */
  strapMs: readonly [number, number];
  /** From there until the ROM has said that it waits for a download. */
  holdMs: number;
}

/** Per-megabyte figures as desktop esptool has them, resets as in esp-flashing, section 3. */
export const espTiming: EspTiming = {
  // Long enough to find the BOOT button: the bench asks for a hand after a few seconds and goes on asking.
  connectMs: 60_000,
  syncMs: 100,
  answerMs: 3000,
  perMbWritten: 40_000,
  perMbErased: 30_000,
  perMbDigested: 8000,
  slowDigestMs: 400,
  probeMs: 500,
  quietMs: 60,
  resetMs: 100,
  strapMs: [50, 550],
  holdMs: 1000,
};
