import { describe, expect, test } from 'vitest';
import type { FirmwareRow } from '../../../src/model/firmware';
import type { RunRow } from '../../../src/model/run';
import { type CertificateKind, certificateOf } from '../../../src/protocols/certificate/certificate';
import { withoutSecrets } from '../../../src/protocols/certificate/without-secrets';
import { certificateCells, writeCertificates } from '../../../src/protocols/certificate/write-certificate';
import { csvOf } from '../../../src/protocols/license-sheet/files/csv-text';
import { bound, doubtful, failed, virtualBound } from '../../screens/harness/certificate-runs';

/** What issue 4 asks of a certificate: what was bound, when, with which firmware, license, device, PID, latency. */

const cellsOf = (run: RunRow) => {
  const [head = [], row = []] = certificateCells([certificateOf(run)]);
  return Object.fromEntries(head.map((name, index) => [name, row[index]]));
};

test('a bound run tells all that issue 4 names', () => {
  expect(certificateOf(bound)).toMatchObject({
    kind: 'bound',
    virtual: false,
    workedMs: 31_844,
    board: { chip: 'esp32s3', mac: '34:85:18:6E:B2:C3', flashBytes: 16 * 1024 * 1024 },
    firmware: { name: 'switch_demo 1.0.2', sha256: bound.firmware, size: 1_638_400 },
    uuid: 'a3f277d01b9e44a2c6e0',
    // The region a token carries names its data centre (openapi, section 1).
    device: { deviceId: 'bf7c20d98e41a70c3k8w', pid: 'qk7xw2mvnbe4dplz', dataCentre: 'eu-central' },
    firstPoint: { id: 1, value: true, latencyMs: 142 },
    recipe: 'Tuesday order',
  });
  expect(certificateOf(bound).stations.map(({ state }) => state)).toEqual(Array(8).fill('proven'));
  expect(certificateOf(bound).endedIn).toBeUndefined();
});

test.each<[CertificateKind, RunRow, string | undefined]>([
  ['bound', virtualBound, undefined],
  ['proven', { ...bound, device: undefined }, undefined],
  ['doubtful', doubtful, 'license'],
  ['failed', failed, 'pair'],
  // A device it had before does not make a failed run bound.
  ['failed', { ...failed, device: bound.device }, 'pair'],
  ['stopped', { ...failed, outcome: 'stopped' }, 'pair'],
])('%s, and where it ended', (kind, run, endedIn) => {
  expect(certificateOf(run)).toMatchObject({ kind, ...(endedIn && { endedIn }) });
});

test('a make-believe device names no data centre of the real cloud', () => {
  expect(certificateOf(virtualBound)).toMatchObject({ virtual: true, device: { place: 'page' } });
  expect(certificateOf(virtualBound).device).not.toHaveProperty('dataCentre');
  expect(cellsOf(virtualBound)).toMatchObject({ virtual: 'true', cloud: 'demo' });
});

test('the shelf tells name and size where the run does not, and the run where the file is gone', () => {
  const facts = { kind: 'merged', chip: 'esp32s3', app: 'lamp', version: '2.1', address: 0, size: 4096 } as const;
  const row: FirmwareRow = {
    sha256: bound.firmware ?? '',
    fileName: 'lamp.bin',
    addedAt: 0,
    virtual: false,
    facts: { ...facts, partitions: [], covers: [] },
  };
  const untold = { ...bound, firmwareName: undefined, firmwareBytes: undefined };
  expect(certificateOf(untold, row).firmware).toEqual({ name: 'lamp 2.1', sha256: bound.firmware, size: 4096 });
  expect(certificateOf(bound).firmware?.size).toBe(1_638_400);
  expect(certificateOf({ ...untold, firmware: undefined }).firmware).toBeUndefined();
});

test('the board’s last words come along where something is left to explain', () => {
  expect(certificateOf(failed).heard.map(({ text }) => text)).toContain('wifi connect wait 3, status 0');
  expect(certificateOf({ ...failed, outcome: 'proven' }).heard).toEqual([]);
});

describe('no secret (architecture, section 19)', () => {
  const authKey = 'PlantedAuthKeyPlantedAuthKey0123';
  const secrets = { authKey, password: 'planted-wifi-pw', token: 'AYplantedtokenXY', localKey: 'plantedlocalkey0' };
  const planted = {
    ...failed,
    ...secrets,
    license: { uuid: failed.uuid, authKey },
    chip: { ...failed.chip, ...secrets },
    device: { ...bound.device, ...secrets },
    firstPoint: { ...bound.firstPoint, ...secrets },
    bind: {
      ...bound.bind,
      steps: [{ name: 'token', state: 'proven', text: `token:${secrets.token}`, details: secrets }],
    },
    stations: failed.stations.map((station) => ({ ...station, fact: { code: 'wifi-sent', details: secrets } })),
    problem: { code: 'unexpected', details: { ...secrets, reason: `auth ${failed.uuid} ${authKey}` } },
    evidence: [
      { at: 1, text: `tuya> auth ${failed.uuid} ${authKey}` },
      { at: 2, text: `cfg ssid:Workshop, passwd:${secrets.password}, token:${secrets.token}` },
      { at: 3, text: authKey },
      { at: 4, text: `{"localKey":"${secrets.localKey}"}` },
    ],
  } as unknown as RunRow;

  test.each(Object.entries(secrets))(
    '%s planted in every place is in no certificate and no file',
    async (_, secret) => {
      const certificate = certificateOf(planted);
      // Not by chance empty: the lines are there, with their secrets taken out.
      expect(certificate.heard).toHaveLength(4);
      const files = [
        JSON.stringify(certificate),
        writeCertificates([certificate]),
        await csvOf(certificateCells([certificate])),
      ];
      for (const file of files) expect(file).not.toContain(secret);
    },
  );

  test('a key stays no less hidden for a dot in it: only what ends like the name of a file is one', () => {
    const dotted = 'Planted.uthKeyPlanted.uthKey0123';
    expect(withoutSecrets({ note: dotted })).toEqual({ note: '••••••' });
    expect(withoutSecrets({ note: 'PlantedAuthKeyPlantedAuthKey.bin' })).toEqual({
      note: 'PlantedAuthKeyPlantedAuthKey.bin',
    });
  });

  test('facts that only look like keys stay: digests, ids, names of files', () => {
    const name = 'switch_demo_esp32_QIO_1.0.2.bin';
    expect(name).toHaveLength(31);
    const written = writeCertificates([certificateOf({ ...bound, firmwareName: name })]);
    for (const fact of [name, bound.firmware, bound.uuid, bound.id, bound.device?.deviceId])
      expect(written).toContain(fact);
  });
});

test('the file says what it is and which form it has, times by ISO 8601', () => {
  const file = JSON.parse(writeCertificates([certificateOf(bound), certificateOf(doubtful)])) as {
    certificates: Record<string, unknown>[];
  };
  expect(file).toMatchObject({ format: 'bindery-certificates', version: 1 });
  expect(file.certificates).toHaveLength(2);
  expect(file.certificates[0]).toMatchObject({ startedAt: '2026-11-22T13:31:49.402Z', kind: 'bound' });
});

test('a table of many boards: one row a run, nothing that a spreadsheet would take for a formula', async () => {
  expect(cellsOf(bound)).toMatchObject({
    outcome: 'bound',
    mac: '34:85:18:6E:B2:C3',
    license_uuid: 'a3f277d01b9e44a2c6e0',
    cloud: 'eu-central',
    first_dp_value: 'true',
    first_dp_ms: '142',
    problem: '',
  });
  expect(cellsOf(failed)).toMatchObject({ outcome: 'failed', ended_in: 'pair', problem: 'bind.wifi-not-found' });
  const evil = { ...bound, recipe: '=cmd()', device: { ...bound.device!, product: '+1' } };
  const table = await csvOf(certificateCells([certificateOf(evil)]));
  expect(table.split('\r\n')).toHaveLength(3);
  expect(table).not.toMatch(/[,\n](?:=|\+)/);
});
