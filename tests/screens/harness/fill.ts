/** Fills the page's storage and its console with made-up things, through the doors that the bench itself uses. */
import type { LogLine } from '../../../src/model/log-line';
import type { PortView } from '../../../src/model/run';
import { readFirmware } from '../../../src/protocols/firmware/read-firmware';
import { benchDatabase } from '../../../src/records/database';
import { rememberDevice } from '../../../src/records/devices';
import { addFirmware, sha256Of } from '../../../src/records/firmware';
import { importLicenses } from '../../../src/records/license-import';
import { markAccepted, markSending, markVerified, reserveLicense } from '../../../src/records/licenses';
import { buildImage, realMergedBytes } from '../../../src/virtual/esp/demo-image';

const at = Date.UTC(2026, 10, 22, 14, 29, 0);

/** The same every time, so that pictures can be held beside each other. */
const digits = (seed: number, count: number) =>
  Array.from({ length: count }, (_, i) => ((seed * 7919 + i * i * 31 + i * 17) % 16).toString(16)).join('');
export const license = (n: number) => ({
  uuid: `a3f2${digits(n, 12)}${String(n).padStart(4, '0')}`,
  authKey: `${digits(n + 99, 28)}${String(n).padStart(4, '0')}`,
});

export const fillLedger = async (size = 45) => {
  const db = benchDatabase();
  const order = Array.from({ length: size }, (_, n) => ({ license: license(n + 1), sheetRow: n + 2 }));
  const spent = [46, 47, 48].map((n) => ({
    license: license(9000 + n),
    sheetRow: n + 2,
    spent: 'sheet-status' as const,
    sheet: { status: 'USED' },
  }));
  await importLicenses(db, {
    rows: [...order, ...spent],
    batch: 'Tuesday order',
    virtual: false,
    now: at - 5 * 3600_000,
  });
  const demo = Array.from({ length: 6 }, (_, n) => ({ license: license(n + 9901) }));
  await importLicenses(db, { rows: demo, batch: 'Demo', virtual: true, now: at - 4 * 3600_000 });
  const board = async (n: number, mac: string, chip: 'esp32' | 'esp32s3' | 'esp32c3', until: string) => {
    const now = at + n * 41_000;
    const run = `run-${n}`;
    await rememberDevice(db, { mac, virtual: false, chip: { chip, mac }, now });
    const { uuid } = await reserveLicense(db, { mac, run, virtual: false, now });
    if (until === 'reserved') return;
    await markSending(db, { uuid, mac, run, now: now + 138 });
    if (until === 'doubtful') return;
    await markAccepted(db, { uuid, mac, now: now + 400 });
    if (until === 'verified') await markVerified(db, { uuid, mac, now: now + 2000 });
  };
  for (let n = 0; n < 17; n += 1)
    await board(n, `34:85:18:6E:0A:${(16 + n).toString(16).toUpperCase()}`, 'esp32', 'verified');
  await board(17, 'C8:47:8C:A1:B2:F1', 'esp32c3', 'doubtful');
  await board(18, 'C8:47:8C:03:19:7E', 'esp32c3', 'verified');
  await board(19, 'C8:47:8C:6E:0A:5C', 'esp32s3', 'written');
  await board(20, 'C8:47:8C:A1:B2:C3', 'esp32s3', 'reserved');
};

export const image = (chip: 'esp32' | 'esp32s3' | 'esp32c3' | 'esp32c6', merged: boolean) =>
  buildImage(
    merged ? { chip, merged, mergedBytes: realMergedBytes, appBytes: 240_000 } : { chip, merged, appBytes: 240_000 },
  );

export const fillShelf = async () => {
  for (const [chip, merged, virtual] of [
    ['esp32s3', true, false],
    ['esp32', true, false],
    ['esp32c3', false, false],
    ['esp32c6', true, true],
  ] as const) {
    const bytes = image(chip, merged);
    const fileName = `switch_demo_${chip}_${merged ? 'QIO' : 'UA'}_1.0.2.bin`;
    const kept = bytes.slice().buffer;
    const facts = readFirmware(bytes, fileName);
    await addFirmware(benchDatabase(), { sha256: await sha256Of(kept), fileName, addedAt: at, virtual, facts }, kept);
  }
};

const line = (more: Partial<LogLine> & { text: string }, ms: number): LogLine => ({
  at: Date.now() - 10_000 + ms,
  ...more,
});

/** The lines of picture 09 as far as a board without a cloud says them. */
export const spokenLines = (): LogLine[] => {
  const board: Partial<LogLine> & { text: string }[] = [
    { level: 'I', file: 'bootloader', text: 'jump to app 0x11000' },
    { level: 'I', file: 'os_init.c', text: 'heap 421 376 free' },
    { level: 'D', file: 'tal_kv.c', text: 'kv mount ok, 9 entries' },
    { level: 'N', file: 'tuya_main.c', text: 'Application information:', stamp: '01-01 00:00:01' },
    { level: 'N', file: 'tuya_main.c', text: 'Project name:        switch_demo' },
    { level: 'N', file: 'tuya_main.c', text: 'App version:         1.0.2' },
    { level: 'I', file: 'tuya_authorize.c', text: 'Authorization read succeeds.' },
    { level: 'D', file: 'tuya_authorize.c', text: 'authkey:••••••(32)', masked: [[8, 6]] },
    { level: 'W', file: 'tuya_iot.c', text: 'activate config not found:-17' },
    { sent: true, text: 'tuya> read_mac' },
    { text: 'mac: c8:47:8c:a1:b2:c3' },
    {
      level: 'D',
      file: 'netcfg.c',
      text: 'cfg ssid:Workshop-2G, passwd:••••••, token:••••••',
      masked: [
        [29, 6],
        [43, 6],
      ],
    },
    { level: 'I', file: 'netmgr.c', text: 'wifi connnet Workshop-2G' },
    { level: 'E', file: 'tuya_tls.c', text: 'mbedtls_ssl_handshake returned 0x7200' },
    { level: 'T', file: 'tkl_wifi.c', text: 'rssi -52' },
  ] as Partial<LogLine>[] as Partial<LogLine> & { text: string }[];
  return Array.from({ length: 60 }, (_, i) => line(board[i % board.length]!, i * 160));
};

export const speak = (port: string, lines: readonly LogLine[]) => window.logs.hear({ kind: 'log', port, lines });

export const setPorts = (ports: readonly PortView[]) => window.surroundings.bench.view.setState({ ports, lanes: [] });
