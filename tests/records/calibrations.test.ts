import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  calibrationBytes,
  calibrationsOfBoard,
  calibrationsOfChip,
  keepCalibration,
  keptPerBoard,
} from '../../src/records/calibrations';
import { type BenchDatabase, openDatabase } from '../../src/records/database';

const mac = 'C8:47:8C:00:11:22';
const sector = (seed: number) => Uint8Array.from({ length: 4096 }, (_, at) => (at * 7 + seed) & 0xff);

let made = 0;
let db: BenchDatabase;
beforeEach(() => {
  db = openDatabase({ name: `calibrations-${++made}`, indexedDB: new IDBFactory(), IDBKeyRange });
});

const keep = (seed: number, now: number, more: object = {}) =>
  keepCalibration(db, { mac, virtual: false, chip: 't5ai', offset: 0x7fe000, bytes: sector(seed), now, ...more });

describe('what was measured for a radio', () => {
  it('comes back byte for byte, with its checksum and the day it was kept', async () => {
    const { id, sha256 } = await keep(1, 1000);
    // sha256sum of the 4096 bytes (at * 7 + 1) & 255.
    const expected = await crypto.subtle.digest('SHA-256', sector(1));
    expect(sha256).toBe(Buffer.from(expected).toString('hex'));
    const { row, bytes } = await calibrationBytes(db, id);
    expect(Buffer.compare(bytes, sector(1))).toBe(0);
    expect(row).toMatchObject({ mac, chip: 't5ai', offset: 0x7fe000, size: 4096, at: 1000 });
  });

  it('is kept once for as long as it is the same', async () => {
    await keep(1, 1000);
    await keep(1, 2000);
    expect((await calibrationsOfBoard(db, mac, false)).map(({ at }) => at)).toEqual([1000]);
  });

  it('is kept in its first form and its newest ones', async () => {
    for (let at = 1; at <= keptPerBoard + 3; at++) await keep(at, at);
    expect((await calibrationsOfBoard(db, mac, false)).map(({ at }) => at)).toEqual([7, 6, 5, 1]);
    expect(await db.calibrationBytes.count()).toBe(keptPerBoard);
  });

  it('of virtual boards and of real ones never meets', async () => {
    await keep(1, 1);
    await keep(2, 2, { virtual: true });
    expect((await calibrationsOfBoard(db, mac, true)).map(({ at }) => at)).toEqual([2]);
    expect((await calibrationsOfChip(db, 't5ai', false)).map(({ at }) => at)).toEqual([1]);
  });

  it('is listed by chip, the newest of each board', async () => {
    await keep(1, 1);
    await keep(2, 2);
    await keep(3, 3, { mac: 'C8:47:8C:00:11:33' });
    await keep(4, 4, { mac: 'C8:47:8C:00:11:44', chip: 't3' });
    expect((await calibrationsOfChip(db, 't5ai', false)).map(({ at }) => at)).toEqual([3, 2]);
  });

  it('is not given out where it is not what was kept', async () => {
    const { id } = await keep(1, 1);
    await db.calibrationBytes.put({ id, bytes: sector(2).buffer });
    await expect(calibrationBytes(db, id)).rejects.toMatchObject({ code: 'storage.failed' });
    await expect(calibrationBytes(db, 'nothing')).rejects.toMatchObject({ code: 'storage.failed' });
  });
});
