/** Made-up runs for the pictures of certificates: bound, virtual, set aside, failed, flashed alone. */
import type { RunRow, StationName, StationView } from '../../../src/model/run';
import { stationNames } from '../../../src/model/run';
import { benchDatabase } from '../../../src/records/database';
import { keepRun } from '../../../src/records/runs';

const at = Date.UTC(2026, 10, 22, 13, 31, 49, 402);
const mib = 1024 * 1024;
const uuid = 'a3f277d01b9e44a2c6e0';
const deviceId = 'bf7c20d98e41a70c3k8w';

const seen: Readonly<Record<StationName, Partial<StationView>>> = {
  recognise: { ms: 512, fact: { code: 'chip-told', details: { revision: 'v0.2', flashBytes: 16 * mib } } },
  flash: { ms: 16_800, fact: { code: 'md5-equal', details: { size: 1_638_400 } } },
  license: { ms: 310, fact: { code: 'accepted', details: { uuid } } },
  verify: { ms: 1_410, fact: { code: 'read-back-twice', details: { uuid } } },
  boot: { ms: 2_610, fact: { code: 'own-banner', details: { name: 'switch_demo', version: '1.0.2' } } },
  pair: { ms: 6_120, fact: { code: 'wifi-accepted', details: {} } },
  activate: { ms: 3_940, fact: { code: 'has-device-id', details: { deviceId } } },
  control: { ms: 142, fact: { code: 'dp-answered', details: { id: 1, value: 'on' } } },
};

/** Proven up to a station, which ends as it is told. */
export const stationsTo = (end?: StationName, last: Partial<StationView> = {}): StationView[] => {
  const until = end ? stationNames.indexOf(end) : stationNames.length;
  return stationNames.map((name, index) => {
    if (index < until) return { name, state: 'proven', ...seen[name] };
    return index === until ? { name, state: 'failed', ...last } : { name, state: 'ahead' };
  });
};

export const bound: RunRow = {
  id: '0231f07c-5d8e-4a1b-9c3f-6b2d7e8a9f10',
  startedAt: at,
  endedAt: at + 31_700,
  outcome: 'proven',
  virtual: false,
  chip: { chip: 'esp32s3', revision: 'v0.2', mac: '34:85:18:6E:B2:C3', flashBytes: 16 * mib, flashId: 'c84018' },
  app: { name: 'switch_demo', version: '1.0.2' },
  firmware: '9d1c5e074ab83f2e61c0d7b920fe8a3477e1b05cd93f6a180c42e9b75f8d1a63',
  firmwareName: 'switch_demo 1.0.2',
  firmwareBytes: 1_638_400,
  uuid,
  device: { deviceId, pid: 'qk7xw2mvnbe4dplz', product: 'Desk lamp', place: 'relay' },
  firstPoint: { id: 1, code: 'switch_led', value: true, latencyMs: 142 },
  recipe: 'Tuesday order',
  bind: {
    steps: [
      { name: 'license', state: 'proven', witness: 'bench' },
      { name: 'token', state: 'proven', ms: 2100, witness: 'log', details: { region: 'EU' } },
    ],
    logKnown: true,
    lines: 214,
    matched: 12,
  },
  stations: stationsTo(),
  evidence: [],
};

export const virtualBound: RunRow = {
  ...bound,
  id: 'virtual-run',
  startedAt: at - 600_000,
  endedAt: at - 570_000,
  virtual: true,
  virtualSpeed: 10,
  chip: { chip: 'esp32c3', revision: 'v0.4', mac: '02:00:00:00:00:07', flashBytes: 4 * mib },
  uuid: 'demo3k9x0qv7m2e8w1zr',
  device: { deviceId: 'bf7c20a8d4e19c0b9k2m', pid: 'demolamp0000pid1', product: 'Demo lamp', place: 'page' },
};

export const doubtful: RunRow = {
  ...bound,
  id: 'doubtful-run',
  startedAt: at - 1_200_000,
  endedAt: at - 1_180_000,
  outcome: 'doubtful',
  chip: { chip: 'esp32', mac: 'C8:47:8C:A1:B2:F1', flashBytes: 4 * mib },
  uuid: 'a3f258ceaa01d6b3f744',
  device: undefined,
  firstPoint: undefined,
  bind: undefined,
  stations: stationsTo('license', { state: 'doubtful', ms: 96, fact: { code: 'sent-no-answer', details: {} } }),
  problem: { code: 'license.doubtful', details: { uuid: 'a3f258ceaa01d6b3f744' } },
  evidence: [{ at: at - 1_180_200, text: 'tuya> auth a3f258ceaa01d6b3f744 ••••••' }],
};

export const failed: RunRow = {
  ...doubtful,
  id: 'failed-run',
  startedAt: at - 1_800_000,
  endedAt: at - 1_740_000,
  outcome: 'failed',
  stations: stationsTo('pair', { ms: 38_400, fact: { code: 'wifi-sent', details: { ssid: 'Workshop-5G' } } }),
  problem: { code: 'bind.wifi-not-found', details: { ssid: 'Workshop-5G' } },
  evidence: [
    { at: at - 1_760_000, text: 'Ble Connected' },
    { at: at - 1_758_200, text: 'cfg ssid:Workshop-5G, passwd:••••••, token:••••••' },
    { at: at - 1_741_000, text: 'wifi connect wait 3, status 0' },
  ],
};

export const fillRuns = async (): Promise<void> => {
  const db = benchDatabase();
  for (const run of [failed, doubtful, virtualBound, bound]) await keepRun(db, run);
};
