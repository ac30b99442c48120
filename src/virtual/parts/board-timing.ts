import type { BoardTiming } from './wire';

/** How long things take on a virtual board. */
export type FullTiming = Required<BoardTiming>;

/** The figures of esp-measured, section 2: an ESP32 with the flash chips most reports are about. */
export const lifelike: FullTiming = {
  pacedByBaud: true,
  adapterLatencyMs: 1,
  erase64kMs: 150,
  erase4kMs: 45,
  page256Ms: 1.05,
  inflateBytesPerMs: 3000,
  md5BytesPerMs: 1500,
  readBytesPerMs: 10_000,
  bootMs: 320,
  strapDelayMs: 3,
};

/** Nothing takes time but the strap: a client that moves one line at a time needs it (esp-flashing, section 5). */
export const instant: FullTiming = {
  pacedByBaud: false,
  adapterLatencyMs: 0,
  erase64kMs: 0,
  erase4kMs: 0,
  page256Ms: 0,
  inflateBytesPerMs: Number.POSITIVE_INFINITY,
  md5BytesPerMs: Number.POSITIVE_INFINITY,
  readBytesPerMs: Number.POSITIVE_INFINITY,
  bootMs: 0,
  strapDelayMs: 3,
};
