import type { LogOf, LogStream } from './log-look';

/** Bytes as they came from a port, secrets taken out before they leave the ear that heard them. */

/**
 * waits   its line has not ended, so nobody knows yet whether it is a piece of a secret
 * told    as it came
 * masked  a piece of a secret, or of what is too long to be looked through
 */
export const byteStates = { waits: 0, told: 1, masked: 2 } as const;

export interface HeardBytes {
  /** The first of a listening: places begin anew. */
  begins?: true;
  /** Milliseconds since 1970 when they came. */
  at: number;
  /** Place of the first. Before what came last: its line has ended, and the same bytes are told now. */
  from: number;
  /** 0 in place of what is not told. */
  bytes: Uint8Array;
  /** One of `byteStates` for each. */
  states: Uint8Array;
}

export interface HexWish {
  of: LogOf;
  stream: LogStream;
  perRow: number;
  /** The first row in sight: the end, or by its place since the log began. */
  place: { kind: 'end' } | { kind: 'row'; row: number };
  rows: number;
  /** Rows from this one on are counted as new. */
  since?: number;
}

export interface HexSeen extends Pick<HeardBytes, 'from' | 'bytes' | 'states'> {
  /** Milliseconds since 1970 of the first byte of each row. */
  times: readonly number[];
  /** Place of the first row shown among all since the log began; rows that are kept begin with `first`. */
  row: number;
  first: number;
  /** Behind the last. */
  end: number;
  fresh: number;
  /** Bytes that came in all, and how many of the last ones are kept. */
  heard: number;
  kept: number;
  /** Ports that bytes came out of. */
  streams: readonly LogStream[];
}

/** Bytes that are kept of each port: the last ones. */
export const keptBytes = 4 * 1024 * 1024;
