import type { HeardNetwork } from '../../model/wifi';
import { isUnknownCommand } from './answers';

/**
 * The answer to `sys_wifi_scan`, as TuyaOpen's `cli_cmd.c` prints it: `Found N APs:`, then one line each of
 * `  [ 1] name, padded to 32 bytes  ch: 6  rssi:-48  sec:11`. What it calls `sec` is the length of the name in bytes
 * (`s_len`): how a network is secured it does not tell.
 */
export type WifiScan =
  | { kind: 'heard'; networks: readonly HeardNetwork[]; more: boolean }
  | { kind: 'no-command' }
  /** Its radio could not: not started yet, or busy joining. */
  | { kind: 'refused'; rt: number }
  | { kind: 'unclear' };

/** The firmware prints no more, in the order in which its radio hands them over. */
const mostTold = 20;
const row = /^ *\[ *\d+\] (.*) {2}ch: *(-?\d+) {2}rssi:(-?\d+) {2}sec:(-?\d+)$/;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** Names may end with blanks, which their length tells from the padding. */
const nameOf = (padded: string, length: number): string => {
  const name = padded.replace(/ +$/, '');
  const blanks = length - bytesOf(name);
  return blanks > 0 && bytesOf(padded) >= length && name !== '' ? name + ' '.repeat(blanks) : name;
};

/** Strongest first, each name once. Those without a name are several networks, or one. */
const strongest = (networks: readonly HeardNetwork[]): HeardNetwork[] => {
  const sorted = [...networks].sort((one, other) => other.rssi - one.rssi);
  return sorted.filter(({ ssid }, at) => ssid === '' || sorted.findIndex((other) => other.ssid === ssid) === at);
};

export const parseWifiScan = (lines: readonly string[]): WifiScan => {
  if (isUnknownCommand(lines)) return { kind: 'no-command' };
  const refused = lines.map((line) => /^ERR: tal_wifi_all_ap_scan rt=(-?\d+)/.exec(line)?.[1]).find(Boolean);
  // It says so without an error, too, where there was nothing to hand over.
  if (refused !== undefined)
    return Number(refused) === 0
      ? { kind: 'heard', networks: [], more: false }
      : { kind: 'refused', rt: Number(refused) };
  if (!lines.some((line) => /^Found \d+ APs:/.test(line))) return { kind: 'unclear' };
  const told = lines.flatMap((line): HeardNetwork[] => {
    const [, padded = '', channel, rssi, length] = row.exec(line) ?? [];
    if (channel === undefined) return [];
    return [{ ssid: nameOf(padded, Number(length)), channel: Number(channel), rssi: Number(rssi) }];
  });
  return { kind: 'heard', networks: strongest(told), more: told.length >= mostTold };
};
