/** Copies of what was measured for a board's radio, under its MAC. Bytes apart from that, so that lists stay light. */
import type { KeptCalibration } from '../model/calibration';
import type { ChipId, Mac } from '../model/chip';
import { BenchError } from '../model/problem';
import { type BenchDatabase, boardId, stored } from './database';
import { sha256Of } from './firmware';

/** The first, which is nearest to what the factory measured, and the newest others. */
export const keptPerBoard = 4;

export interface Measured {
  mac: Mac;
  virtual: boolean;
  chip: ChipId;
  offset: number;
  bytes: Uint8Array;
  /** Milliseconds since 1970. */
  now: number;
}

/** When this promise is kept, the copy is on disk; the same bytes are kept once. Throws `storage.failed`. */
export const keepCalibration = (db: BenchDatabase, measured: Measured): Promise<KeptCalibration> =>
  stored(async () => {
    const { mac, virtual, chip, offset, now } = measured;
    const bytes = measured.bytes.slice().buffer;
    const sha256 = await sha256Of(bytes);
    const id = `${boardId(mac, virtual)} ${sha256}`;
    const row = { id, mac, virtual, chip, offset, size: bytes.byteLength, sha256, at: now };
    return db.transaction('rw', db.calibrations, db.calibrationBytes, async () => {
      const known = await db.calibrations.get(id);
      if (known) return known;
      await db.calibrations.add(row);
      await db.calibrationBytes.put({ id, bytes });
      const of = await rowsOf(db, mac, virtual);
      const tooMany = of.slice(keptPerBoard - 1, -1).map((old) => old.id);
      await db.calibrations.bulkDelete(tooMany);
      await db.calibrationBytes.bulkDelete(tooMany);
      return row;
    });
  });

/** Newest first. */
const rowsOf = async (db: BenchDatabase, mac: Mac, virtual: boolean): Promise<KeptCalibration[]> => {
  const rows = await db.calibrations.where('mac').equals(mac).toArray();
  return rows.filter((row) => row.virtual === virtual).sort((a, b) => b.at - a.at);
};

/** Of that board, newest first. */
export const calibrationsOfBoard = (db: BenchDatabase, mac: Mac, virtual: boolean): Promise<KeptCalibration[]> =>
  stored(() => rowsOf(db, mac, virtual));

/** Of all boards of that chip, newest first, one of each board. */
export const calibrationsOfChip = (db: BenchDatabase, chip: ChipId, virtual: boolean): Promise<KeptCalibration[]> =>
  stored(async () => {
    const rows = await db.calibrations.filter((row) => row.chip === chip && row.virtual === virtual).toArray();
    const newest = new Map<Mac, KeptCalibration>();
    for (const row of rows.sort((a, b) => a.at - b.at)) newest.set(row.mac, row);
    return [...newest.values()].sort((a, b) => b.at - a.at);
  });

/** Throws `storage.failed` where it is not there, or not what was kept. */
export const calibrationBytes = (
  db: BenchDatabase,
  id: string,
): Promise<{ row: KeptCalibration; bytes: Uint8Array<ArrayBuffer> }> =>
  stored(async () => {
    const [row, kept] = [await db.calibrations.get(id), await db.calibrationBytes.get(id)];
    if (!row || !kept) throw new BenchError('storage.failed', { reason: 'no such calibration' });
    if ((await sha256Of(kept.bytes)) !== row.sha256)
      throw new BenchError('storage.failed', { reason: 'calibration damaged' });
    return { row, bytes: new Uint8Array(kept.bytes) };
  });
