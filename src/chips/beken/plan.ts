/** What has to be done to each sector so that the flash holds what it should (beken-uart-boot, section 9, step 4). */
import type { WorkSpan } from '../../model/flash-work';
import { blockBytes, sectorBytes } from '../../protocols/beken/commands';

/** `keep` is neither erased nor written. */
export type SectorWork = 'keep' | 'erase' | 'write' | 'erase-write';

export interface PlannedSector {
  address: number;
  /** What it shall hold: 4096 bytes. */
  bytes: Uint8Array;
  blank: boolean;
  work: SectorWork;
}

export type EraseStep = { size: 'block' | 'sector'; address: number };

const isBlank = (bytes: Uint8Array) => bytes.every((byte) => byte === 0xff);

/** What the chip holds now: as wanted, blank, or something else (also where nobody asked). */
export type Found = 'same' | 'blank' | 'other';

export const workFor = (found: Found, blank: boolean): SectorWork => {
  if (found === 'same' || (found === 'blank' && blank)) return 'keep';
  if (found === 'blank') return 'write';
  return blank ? 'erase' : 'erase-write';
};

/** `bytes` are whole sectors from `address`, a whole sector too. */
export const sectorsOf = (
  address: number,
  bytes: Uint8Array,
): { address: number; bytes: Uint8Array; blank: boolean }[] =>
  Array.from({ length: bytes.length / sectorBytes }, (_, at) => {
    const part = bytes.subarray(at * sectorBytes, (at + 1) * sectorBytes);
    return { address: address + at * sectorBytes, bytes: part, blank: isBlank(part) };
  });

/** Erasing a block costs about as much as five sectors: assumed 200 and 45 ms. */
const worthABlock = 5;

const needsErase = ({ work }: PlannedSector) => work === 'erase' || work === 'erase-write';

/**
 * For the sectors of one block of 64 KiB, or the part of it that is in the range. A whole block at once only where all of
 * it is ours and every kept sector is blank, since it ends up blank; erasing it never touches a neighbour.
 */
export const erasesOf = (sectors: readonly PlannedSector[]): EraseStep[] => {
  const erased = sectors.filter(needsErase);
  const first = sectors[0];
  const whole = first && first.address % blockBytes === 0 && sectors.length === blockBytes / sectorBytes;
  const harmless = sectors.every(({ work, blank }) => work !== 'keep' || blank);
  if (whole && harmless && erased.length >= worthABlock) return [{ size: 'block', address: first.address }];
  return erased.map(({ address }) => ({ size: 'sector', address }));
};

/** Sectors by the block of 64 KiB they lie in. */
export const byBlock = <T extends { address: number }>(sectors: readonly T[]): T[][] => {
  const blocks: T[][] = [];
  for (const sector of sectors) {
    const last = blocks.at(-1);
    const sameBlock = last && Math.floor(last[0]!.address / blockBytes) === Math.floor(sector.address / blockBytes);
    if (sameBlock) last.push(sector);
    else blocks.push([sector]);
  }
  return blocks;
};

const deedOf = ({ work }: PlannedSector): WorkSpan['deed'] => (work === 'keep' || work === 'erase' ? work : 'send');

/** The same for whoever looks on: neighbours of which the same becomes are one. */
export const spansOf = (sectors: readonly PlannedSector[]): WorkSpan[] => {
  const spans: WorkSpan[] = [];
  for (const sector of sectors) {
    const deed = deedOf(sector);
    const last = spans.at(-1);
    if (last?.deed === deed) last.size += sectorBytes;
    else spans.push({ offset: sector.address, size: sectorBytes, deed });
  }
  return spans;
};
