import type { FirmwareRow } from '../../model/firmware';
import { asBenchError, BenchError, type Problem } from '../../model/problem';
import { readFirmware } from '../../protocols/firmware/read-firmware';
import type { BenchDatabase } from '../../records/database';
import { addFirmware, firmwareOf, sha256Of } from '../../records/firmware';

/** From a dropped file to the shelf, or to the reason why not. */

export type AddedFile =
  | { kind: 'added' | 'already'; fileName: string; row: FirmwareRow }
  | { kind: 'refused'; fileName: string; problem: Problem };

/** No flash the headers can name is larger (esp-flashing, section 7), so neither is an image. */
const largest = 128 * 1024 * 1024;

export const addFile = async (
  db: BenchDatabase,
  file: Pick<File, 'name' | 'size' | 'arrayBuffer'>,
  now: number,
): Promise<AddedFile> => {
  const fileName = file.name;
  try {
    if (file.size > largest) throw new BenchError('firmware.not-firmware', { file: fileName, size: file.size });
    const bytes = await file.arrayBuffer();
    const sha256 = await sha256Of(bytes);
    const known = await firmwareOf(db, sha256);
    if (known) return { kind: 'already', fileName, row: known };
    const facts = readFirmware(new Uint8Array(bytes), fileName);
    const row = await addFirmware(db, { sha256, fileName, addedAt: now, virtual: false, facts }, bytes);
    return { kind: 'added', fileName, row };
  } catch (fault) {
    return { kind: 'refused', fileName, problem: asBenchError(fault).problem };
  }
};
