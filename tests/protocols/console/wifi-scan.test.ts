/** The format is that of TuyaOpen's `cli_cmd.c` (April 2026), command `sys_wifi_scan`; rows made up. */
import { describe, expect, test } from 'vitest';
import { whyUnheard } from '../../../src/model/wifi';
import { parseWifiScan } from '../../../src/protocols/console/wifi-scan';

/** `"  [%2u] %-32s  ch:%2d  rssi:%d  sec:%d"` with the length of the name behind `sec`; C pads by bytes. */
const row = (at: number, ssid: string, channel: number, rssi: number) => {
  const bytes = Buffer.byteLength(ssid);
  const two = (n: number) => String(n).padStart(2);
  return `  [${two(at)}] ${ssid}${' '.repeat(Math.max(0, 32 - bytes))}  ch:${two(channel)}  rssi:${rssi}  sec:${bytes}`;
};

describe('what a board heard', () => {
  test('strongest first, each name once, hidden ones among them', () => {
    const lines = [
      'Found 5 APs:',
      row(1, 'Workshop-2G', 6, -71),
      row(2, 'Workshop-2G', 11, -48),
      row(3, '', 11, -60),
      row(4, '', 1, -80),
      row(5, 'Café im Hof', 13, -55),
    ];
    expect(parseWifiScan(lines)).toEqual({
      kind: 'heard',
      more: false,
      networks: [
        { ssid: 'Workshop-2G', channel: 11, rssi: -48 },
        { ssid: 'Café im Hof', channel: 13, rssi: -55 },
        { ssid: '', channel: 11, rssi: -60 },
        { ssid: '', channel: 1, rssi: -80 },
      ],
    });
  });

  test.each(['ends with blanks  ', '  begins with them', 'rssi:-1  sec:2', '三十二字节的无线网络名称', 'x'.repeat(32)])(
    'the name “%s” comes as it is',
    (ssid) =>
      expect(parseWifiScan(['Found 1 APs:', row(1, ssid, 1, -40)])).toMatchObject({ networks: [{ ssid, channel: 1 }] }),
  );

  test('twenty rows are where the firmware ends its list', () => {
    const rows = Array.from({ length: 20 }, (_, at) => row(at + 1, `net ${at}`, 1, -40 - at));
    expect(parseWifiScan(['Found 20 APs:', ...rows])).toMatchObject({ more: true });
    expect(parseWifiScan(['Found 19 APs:', ...rows.slice(1)])).toMatchObject({ more: false });
  });

  test('a log line in the middle of the answer is no network', () => {
    const lines = ['Found 1 APs:', '[ 1] of something else', row(1, 'Lab', 1, -40)];
    expect(parseWifiScan(lines)).toMatchObject({ networks: [{ ssid: 'Lab' }] });
  });
});

test.each([
  [['No command or file name'], { kind: 'no-command' }],
  [['ERR: tal_wifi_all_ap_scan rt=-1'], { kind: 'refused', rt: -1 }],
  [['ERR: tal_wifi_all_ap_scan rt=0'], { kind: 'heard', networks: [], more: false }],
  [[], { kind: 'unclear' }],
  [['something'], { kind: 'unclear' }],
])('%j', (lines, scan) => expect(parseWifiScan(lines)).toEqual(scan));

test('why a network is not there: the list tells what it can', () => {
  const networks = [
    { ssid: 'a', channel: 13, rssi: -40 },
    { ssid: '', channel: 1, rssi: -50 },
  ];
  expect(whyUnheard(networks, true)).toEqual({ deafTo5: true, hidden: 1, cut: true });
  expect(whyUnheard([{ ssid: 'a', channel: 36, rssi: -40 }], false)).toEqual({ deafTo5: false, hidden: 0, cut: false });
});
