// Dexie watches only where it found an IndexedDB when it was loaded.
import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import type { FirmwareRow } from '../../src/model/firmware';
import type { RunRow } from '../../src/model/run';
import { deviceOf, listDevices, rememberDevice } from '../../src/records/devices';
import {
  addFirmware,
  firmwareBytes,
  firmwareOf,
  listFirmware,
  removeFirmware,
  sha256Of,
} from '../../src/records/firmware';
import { countLicenses } from '../../src/records/license-questions';
import { keepRun, keptRuns, listRuns, runOf } from '../../src/records/runs';
import { readSetting, writeSetting } from '../../src/records/settings';
import { watchRecords } from '../../src/records/watch';
import { importFree, macA, newDisk } from './bench';

let disk = newDisk();
afterEach(() => {
  disk.closeAll();
  disk = newDisk();
});

const image = async (fill: number, addedAt: number): Promise<[FirmwareRow, ArrayBuffer]> => {
  const bytes = new Uint8Array(5000).fill(fill).buffer;
  const facts = { kind: 'merged', chip: 'esp32', address: 0, size: 5000, partitions: [], covers: [] } as const;
  return [{ sha256: await sha256Of(bytes), fileName: `${fill}.bin`, addedAt, virtual: false, facts }, bytes];
};

describe('firmware shelf', () => {
  it('knows the digest of "abc" (FIPS 180-2, appendix B.1)', async () => {
    expect(await sha256Of(new TextEncoder().encode('abc').buffer)).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('keeps files by what they are, newest first, and gives the bytes back', async () => {
    const db = disk.tab();
    const [one, oneBytes] = await image(1, 100);
    const [two, twoBytes] = await image(2, 200);
    await addFirmware(db, one, oneBytes);
    await addFirmware(db, two, twoBytes);
    expect(await addFirmware(db, { ...one, fileName: 'again.bin', addedAt: 300 }, oneBytes)).toEqual(one);
    expect((await listFirmware(db)).map((row) => row.fileName)).toEqual(['2.bin', '1.bin']);
    expect(await firmwareBytes(disk.tab(), one.sha256)).toEqual(new Uint8Array(oneBytes));
    await removeFirmware(db, one.sha256);
    expect(await firmwareOf(db, one.sha256)).toBeUndefined();
    await expect(firmwareBytes(db, one.sha256)).rejects.toMatchObject({ code: 'firmware.missing' });
    expect(await db.firmwareBytes.count()).toBe(1);
  });

  it('refuses bytes that are not those of the row', async () => {
    const db = disk.tab();
    const [one] = await image(1, 100);
    const [, others] = await image(2, 200);
    await expect(addFirmware(db, one, others)).rejects.toMatchObject({ code: 'firmware.corrupt' });
    expect(await listFirmware(db)).toEqual([]);
  });
});

it('remembers boards, adds what is learned, and keeps a virtual one apart from a real one with its MAC', async () => {
  const db = disk.tab();
  const chip = { chip: 'esp32', mac: macA } as const;
  await rememberDevice(db, { mac: macA, virtual: false, chip, now: 10 });
  await rememberDevice(db, { mac: macA, virtual: false, uuid: 'uuid0123456789abcdef', now: 20 });
  await rememberDevice(db, { mac: macA, virtual: true, now: 30 });
  expect(await deviceOf(db, macA, false)).toEqual({
    id: macA,
    mac: macA,
    virtual: false,
    chip,
    uuid: 'uuid0123456789abcdef',
    firstSeen: 10,
    lastSeen: 20,
  });
  expect((await listDevices(db)).map((row) => row.virtual)).toEqual([true, false]);
});

it('keeps the newest runs and drops the oldest', async () => {
  const db = disk.tab();
  const run = (n: number): RunRow => ({
    id: `run-${n}`,
    startedAt: n,
    endedAt: n + 1,
    outcome: 'proven',
    virtual: true,
    stations: [],
    evidence: [],
  });
  await db.runs.bulkPut(Array.from({ length: keptRuns }, (_, n) => run(n)));
  await keepRun(db, run(keptRuns));
  await keepRun(db, { ...run(keptRuns), outcome: 'failed' });
  expect(await db.runs.count()).toBe(keptRuns);
  expect((await listRuns(db, 2)).map((row) => row.id)).toEqual([`run-${keptRuns}`, `run-${keptRuns - 1}`]);
  expect(await runOf(db, 'run-0')).toBeUndefined();
  expect(await runOf(db, `run-${keptRuns}`)).toMatchObject({ outcome: 'failed' });
});

it('keeps settings', async () => {
  const db = disk.tab();
  expect(await readSetting(db, 'language')).toBeUndefined();
  await writeSetting(db, 'language', 'zh');
  expect(await readSetting(disk.tab(), 'language')).toBe('zh');
});

it('tells a watcher when the answer changes', async () => {
  const db = disk.tab();
  const seen: number[] = [];
  await new Promise<void>((reached, failed) => {
    const stop = watchRecords(
      async () => (await countLicenses(db, false)).free,
      (free) => {
        seen.push(free);
        if (seen.length === 1) void importFree(db, 3);
        if (free < 3) return;
        stop();
        reached();
      },
      failed,
    );
  });
  expect([seen.at(0), seen.at(-1)]).toEqual([0, 3]);
});

it('calls a storage that does not open by its name', async () => {
  const db = disk.tab();
  db.close({ disableAutoOpen: true });
  await expect(listFirmware(db)).rejects.toMatchObject({
    code: 'storage.failed',
    details: { reason: 'DatabaseClosedError' },
  });
});
