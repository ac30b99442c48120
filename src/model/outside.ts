/** What the bench fetches from elsewhere, only when a person asked for it. */

/**
 * list   a catalogue or a manifest, JSON
 * text   a read-me
 * bytes  a firmware file
 */
export const outsideKinds = ['list', 'text', 'bytes'] as const;
export type OutsideKind = (typeof outsideKinds)[number];

/** Bytes. No flash that the bench writes is larger than the last. */
export const mostOutside: Readonly<Record<OutsideKind, number>> = {
  list: 1024 * 1024,
  text: 256 * 1024,
  bytes: 32 * 1024 * 1024,
};

/** Milliseconds until the last byte is there. */
export const longestOutside: Readonly<Record<OutsideKind, number>> = {
  list: 20_000,
  text: 20_000,
  bytes: 180_000,
};

/** Why something is not fetched, or is not what was asked for. */
export const outsideFaults = [
  'no-address',
  'too-long',
  'scheme',
  'credentials',
  'secret',
  'near',
  'unreachable',
  'certificate',
  'status',
  'redirects',
  'too-large',
  'too-slow',
  'cut-off',
  'web-page',
  'wrong-kind',
  'packed',
  'busy',
  'no-relay',
  'wrong-hash',
  'wrong-size',
] as const;
export type OutsideFault = (typeof outsideFaults)[number];
