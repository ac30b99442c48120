/** What the radio of the board hears, told as TuyaOpen's `cli_cmd.c` does. */
import type { NetworkInRange } from '../../model/board-habits';
import { type Command, type Device, simple } from './device';

/** Around a board that may join any network: of the make-believe world, and no secret. */
const usualAir: readonly NetworkInRange[] = [
  { ssid: 'Workshop-2G', password: '', channel: 6, rssi: -47 },
  { ssid: 'Workshop-5G', password: '', band: '5', channel: 44, rssi: -52 },
  { ssid: 'Lab IoT', password: '', channel: 1, rssi: -61 },
  { ssid: 'Backroom', password: '', channel: 11, rssi: -66, hidden: true },
  { ssid: 'Café im Hof', password: '', channel: 11, rssi: -83 },
];

/** A guess: thirteen channels, listened to one after the other. */
const scanMs = 2400;
const mostTold = 20;

const two = (n: number): string => String(n).padStart(2);

/** As its `printf` counts: in bytes, which are one letter each here. */
const row = ({ ssid, channel = 6, rssi = -50, hidden }: NetworkInRange, at: number): string => {
  const told = hidden ? '' : String.fromCharCode(...new TextEncoder().encode(ssid));
  // What it calls `sec` is the length of the name.
  return `  [${two(at + 1)}] ${told.padEnd(32)}  ch:${two(channel)}  rssi:${rssi}  sec:${told.length}`;
};

const tell = ({ echo, io }: Device): void => {
  const heard = (io.habits.wifi?.only ?? usualAir).filter(({ band }) => band !== '5').slice(0, mostTold);
  echo(`Found ${heard.length} APs:`);
  for (const line of heard.map(row)) echo(line);
};

const scan: Command['run'] = (_args, device, done) => {
  const answer = () => {
    tell(device);
    done();
  };
  if (device.io.bootMs > 0) device.later(scanMs, answer);
  else answer();
};

export const wifiCommands: readonly Command[] = [
  {
    name: 'sys_wifi_info',
    help: 'Show current WiFi SSID/BSSID/RSSI',
    run: simple(({ echo }) => {
      echo('--- WiFi info ---');
      echo('wifi.ssid        (empty)');
    }),
  },
  { name: 'sys_wifi_scan', help: 'Scan nearby WiFi APs', run: scan },
];
