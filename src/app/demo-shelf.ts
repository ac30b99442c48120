import type { VirtualChip } from '../model/board-habits';
import { runsOn } from '../model/firmware-choice';
import { readFirmware } from '../protocols/firmware/read-firmware';
import type { BenchDatabase } from '../records/database';
import { addFirmware, listFirmware, sha256Of } from '../records/firmware';
import { importLicenses } from '../records/license-import';
import { listLicenses } from '../records/license-questions';
import { demoFirmware } from '../virtual/board/demo-firmware';

/** Named so that nobody takes it for an order. */
const demoBatch = 'Demo';
const demoLicenses = 12;

const letters = (count: number) =>
  [...crypto.getRandomValues(new Uint8Array(count))].map((byte) => (byte % 36).toString(36)).join('');

const madeUpLicense = () => ({ uuid: `demo${letters(16)}`, authKey: `DEMOKEY${letters(25).toUpperCase()}` });

/**
 * What a virtual board needs to be worked on: an image of its chip and a license for each of the boards on the table, all marked virtual, so that no
 * real board is ever offered either.
 */
export const stockForVirtualBoard = async (
  db: BenchDatabase,
  { chip, boards, now }: { chip: VirtualChip; boards: number; now: number },
): Promise<void> => {
  const shelf = await listFirmware(db);
  if (!shelf.some((row) => row.virtual && runsOn(row.facts, chip))) {
    const bytes = demoFirmware(chip);
    const fileName = `switch_demo_${chip}_QIO_1.0.2.bin`;
    const kept = bytes.slice().buffer;
    const sha256 = await sha256Of(kept);
    const facts = readFirmware(bytes, fileName);
    await addFirmware(db, { sha256, fileName, addedAt: now, virtual: true, facts }, kept);
  }
  const free = await listLicenses(db, { virtual: true, state: 'free' });
  if (free.length < boards) {
    const rows = Array.from({ length: demoLicenses }, () => ({ license: madeUpLicense() }));
    await importLicenses(db, { rows, batch: demoBatch, virtual: true, now });
  }
};
