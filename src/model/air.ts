/** A bound device, reached over Bluetooth past its cloud, as far as a person has to know. Never a key in it. */
import type { Problem } from './problem';

export type AirView =
  /** A virtual device is looked for; the browser looks for a real one in its own list, behind a click. */
  | { state: 'looking' }
  /** Number of the question the page's chooser answers. */
  | { state: 'asking'; ask: number }
  | { state: 'connecting'; name: string }
  /** `since` in milliseconds since 1970. */
  | { state: 'connected'; name: string; since: number }
  /** It is going back to its first day, by its license. */
  | { state: 'releasing'; name: string }
  /** `seen`: it said so or was met without its binding; else it hung up at the reset, as it would, and was not met again. */
  | { state: 'released'; seen: boolean }
  /** It answered by its license alone and belongs to nobody: it was reset meanwhile. */
  | { state: 'unbound' }
  /** The link is gone: the device ended it, or we did. */
  | { state: 'closed'; by: 'device' | 'host' }
  | { state: 'failed'; problem: Problem };
