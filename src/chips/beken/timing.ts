/** Deadlines and pauses of Beken's loader, milliseconds. Tests shorten them. */
export interface BekenTiming {
  /** How long a silent board is asked. */
  connectMs: number;
  /** RTS held: 300 suits both kinds of reset circuit (beken-uart-boot, section 2). */
  resetMs: number;
  /** From the release of RTS to the first LinkCheck. */
  afterResetMs: number;
  linkEveryMs: number;
  /** How long one reset is followed by LinkChecks. */
  linkForMs: number;
  /** The same when nobody answered before: a hand on RST may come at any time, and the chip listens for a moment only. */
  linkForHandMs: number;
  /** No byte for this long: the late replies are all in. */
  quietMs: number;
  /** Any answer that waits for nothing but the line. */
  answerMs: number;
  /** An erased block, a programmed sector. */
  eraseMs: number;
  programMs: number;
  /** On top, for a CRC over a million bytes. */
  perMbDigested: number;
  /** The chip waits this long before it answers at a new speed; one byte, so 255 at most. */
  baudDelayMs: number;
  /** LinkChecks at a new speed, beyond the delay. */
  baudProbeMs: number;
  /** Between two writes of a status register, and two looks at its busy bit. */
  statusMs: number;
  /** A chip that takes longer for the CRC of a block is not asked what it already holds. */
  slowProbeMs: number;
}

/** Reset and link figures as section 2 has them; patience as the most patient of the peers (sections 4 and 6). */
export const bekenTiming: BekenTiming = {
  connectMs: 60_000,
  resetMs: 300,
  afterResetMs: 4,
  linkEveryMs: 4,
  linkForMs: 400,
  linkForHandMs: 1500,
  quietMs: 30,
  answerMs: 1000,
  eraseMs: 6000,
  programMs: 5000,
  perMbDigested: 15_000,
  baudDelayMs: 200,
  baudProbeMs: 600,
  statusMs: 10,
  slowProbeMs: 300,
};
