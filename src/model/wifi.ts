import type { Problem } from './problem';

/** A network a board shall join. The password lives in memory only. */
export interface WifiNetwork {
  ssid: string;
  password: string;
}

/** A network as a board heard it. */
export interface HeardNetwork {
  /** Empty: it hides its name. */
  ssid: string;
  channel: number;
  /** dBm, of the strongest of its stations. */
  rssi: number;
}

/** What a board hears around it, as far as a person has to know. */
export type AirHeard =
  | { state: 'listening' }
  /** `more`: the firmware ends its list there. */
  | { state: 'heard'; networks: readonly HeardNetwork[]; more: boolean }
  | { state: 'failed'; problem: Problem };

/**
 * Why a network that somebody named is not among those a board heard, as far as the list tells. 2.4 GHz channels end at
 * 14: a board that hears nothing beyond them has no ear for 5 GHz.
 */
export const whyUnheard = (networks: readonly HeardNetwork[], more: boolean) => ({
  deafTo5: networks.every(({ channel }) => channel <= 14),
  hidden: networks.filter(({ ssid }) => ssid === '').length,
  cut: more,
});
