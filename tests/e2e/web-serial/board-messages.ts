import type { BoardSettings } from '../../../src/virtual/parts/wire';
import type { UsbIds } from './adapter';

/** What passes between a test and the process that holds its board. */

export interface BoardOrder {
  folder: string;
  name: string;
  /** Of a second adapter for the board's log, on the same cable. */
  logName?: string;
  usb: UsbIds;
  settings: BoardSettings;
  /** How many times as fast as life. */
  speed: number;
}

export type BoardCall =
  | { kind: 'plug' }
  | { kind: 'unplug' }
  /** From a charger, with no cable to this computer. */
  | { kind: 'power'; on: boolean }
  | { kind: 'hold-boot'; held: boolean }
  | { kind: 'tap-reset' }
  /** From the moment the host has sent this text, the board goes on working and nobody hears it. Settles then. */
  | { kind: 'hush-after'; text: string }
  /** Heard again. */
  | { kind: 'speak' }
  | { kind: 'read-flash'; offset: number; size: number }
  | { kind: 'history' };

/** What the adapter saw, in order. Lines as the host drives them. */
export type BoardSight =
  | { kind: 'opened' }
  | { kind: 'closed' }
  | { kind: 'lines'; dtr: boolean; rts: boolean }
  | { kind: 'baud'; rate: number }
  /** Of the second adapter. */
  | { kind: 'log-baud'; rate: number }
  | { kind: 'log-closed' };

export interface Numbered {
  id: number;
  call: BoardCall;
}

export interface Answer {
  id: number;
  value?: unknown;
  /** The message of what it threw. */
  fault?: string;
}
