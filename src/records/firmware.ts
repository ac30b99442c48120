import type { FirmwareRegion, FirmwareRow } from '../model/firmware';
import { BenchError } from '../model/problem';
import { type BenchDatabase, stored } from './database';

/** The firmware shelf: what a file is, and apart from that its bytes, so that lists stay light. */

const hex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Lower-case hex, as in `FirmwareRow.sha256`. */
export const sha256Of = async (bytes: ArrayBuffer): Promise<string> =>
  hex(await crypto.subtle.digest('SHA-256', bytes));

/**
 * By what a file is known: its SHA-256. Two packages may have the same bytes and leave other stretches of a board alone:
 * of those with gaps it is that of a text, the SHA-256 of the bytes and a line `offset size` for each gap.
 */
export const identityOf = async (bytes: ArrayBuffer, gaps: readonly FirmwareRegion[] = []): Promise<string> => {
  const sha256 = await sha256Of(bytes);
  if (gaps.length === 0) return sha256;
  const lines = [sha256, ...gaps.map(({ offset, size }) => `${offset} ${size}`)];
  return sha256Of(new TextEncoder().encode(lines.join('\n')).buffer);
};

/** Puts a file on the shelf; one that is there already stays as it is. Throws `firmware.corrupt`, `storage.failed`. */
export const addFirmware = (db: BenchDatabase, row: FirmwareRow, bytes: ArrayBuffer): Promise<FirmwareRow> =>
  stored(async () => {
    const { sha256 } = row;
    if ((await identityOf(bytes, row.facts.gaps)) !== sha256)
      throw new BenchError('firmware.corrupt', { fileName: row.fileName });
    return db.transaction('rw', db.firmware, db.firmwareBytes, async () => {
      const known = await db.firmware.get(sha256);
      if (known) return known;
      await db.firmware.add(row);
      await db.firmwareBytes.put({ sha256, bytes });
      return row;
    });
  });

/** Newest first. */
export const listFirmware = (db: BenchDatabase): Promise<FirmwareRow[]> =>
  stored(() => db.firmware.orderBy('addedAt').reverse().toArray());

export const firmwareOf = (db: BenchDatabase, sha256: string): Promise<FirmwareRow | undefined> =>
  stored(() => db.firmware.get(sha256));

/** Throws `firmware.missing` when it is no longer on the shelf. */
export const firmwareBytes = (db: BenchDatabase, sha256: string): Promise<Uint8Array<ArrayBuffer>> =>
  stored(async () => {
    const kept = await db.firmwareBytes.get(sha256);
    if (!kept) throw new BenchError('firmware.missing', { sha256 });
    return new Uint8Array(kept.bytes);
  });

export const removeFirmware = (db: BenchDatabase, sha256: string): Promise<void> =>
  stored(() =>
    db.transaction('rw', db.firmware, db.firmwareBytes, async () => {
      await db.firmware.delete(sha256);
      await db.firmwareBytes.delete(sha256);
    }),
  );
