/** Over the worker line: the bench asks, the page has the browser's Bluetooth. Plain data. */
import type { Problem } from './problem';

/** As `RadioFilter`. */
interface Filter {
  services?: readonly number[];
  company?: number;
  dataPrefix?: Uint8Array;
}

export type RadioAsk =
  /** `list`: one that a click has opened already. */
  | { kind: 'radio-find'; call: number; filters: readonly Filter[]; list?: number }
  | { kind: 'radio-connect'; call: number; device: string }
  | { kind: 'radio-write'; call: number; link: string; bytes: Uint8Array }
  | { kind: 'radio-close'; link: string }
  /** Nobody waits for this call any more. */
  | { kind: 'radio-cancel'; call: number };

export type RadioTold =
  | { kind: 'radio-done'; call: number; device?: { id: string; name: string }; link?: string; problem?: Problem }
  | { kind: 'radio-heard'; link: string; bytes: Uint8Array }
  | { kind: 'radio-closed'; link: string; by: 'device' | 'host' };
