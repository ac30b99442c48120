/** How often a cloud project may call, all stations together (openapi, section 6). */

export type RateBucket =
  | 'model'
  | 'shadow-read'
  | 'shadow-write'
  | 'desired-read'
  | 'space-write'
  | 'space-read'
  | 'pairing-poll'
  | 'other';

/**
 * Calls a second. The first six are the vendor's. No figure for pairing and the rest was found: these are ours, chosen
 * to stay below the smallest read limit that is known.
 */
export const callsPerSecond: Readonly<Record<RateBucket, number>> = {
  model: 10,
  'shadow-read': 50,
  'shadow-write': 4,
  'desired-read': 10,
  'space-write': 10,
  'space-read': 20,
  'pairing-poll': 10,
  other: 10,
};
