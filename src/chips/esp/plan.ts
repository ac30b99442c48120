/** What has to be done to each sector of an image so that the flash holds it, at the least cost of time. */
import type { WorkSpan } from '../../model/flash-work';

export const sectorBytes = 0x1000;
/** What the flash erases at once where it can, and what the chip is asked about first. */
export const eraseBlockBytes = 0x10000;
const sectorsPerBlock = eraseBlockBytes / sectorBytes;

/** Milliseconds, rounded (esp-measured, section 2): only their proportions count. */
const costs = { eraseBlock: 150, eraseSector: 45, programSector: 17 };

/** Sectors between two stretches that are sent along with them: a new stretch costs more. */
const sentAlong = 2;

export interface Sector {
  address: number;
  /** What it shall hold. Fewer than 4096 at the end of an image: what is behind them is nobody's. */
  bytes: Uint8Array;
  blank: boolean;
}

/** What the chip holds now: as wanted, blank, or something else (also where nobody asked). */
export type Found = 'same' | 'blank' | 'other';

export interface FoundSector extends Sector {
  found: Found;
}

/** A stretch of the image, in bytes from its start. */
export interface Stretch {
  from: number;
  until: number;
}

export interface WritePlan {
  work: readonly WorkSpan[];
  kept: number;
  erases: readonly Stretch[];
  sends: readonly Stretch[];
  /**
   * The first sector of the image that is not blank: the header of the bootloader in a merged image, of the application
   * in a bare one. Whatever is changed, this one is blank first and written last. Then a write that breaks off leaves
   * old and new sectors side by side, but nothing that starts them: the ROM finds no bootloader, or the bootloader no
   * application, where a header kept from before could start a mixture whose only check is a sum of one byte. Absent
   * where nothing is changed, or nothing else.
   */
  last?: Stretch;
}

export const isBlank = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0xff);

export const sectorsOf = (address: number, image: Uint8Array): Sector[] =>
  Array.from({ length: Math.ceil(image.length / sectorBytes) }, (_, at) => {
    const bytes = image.subarray(at * sectorBytes, (at + 1) * sectorBytes);
    return { address: address + at * sectorBytes, bytes, blank: isBlank(bytes) };
  });

/** Sectors by the block of 64 KiB they lie in. */
export const byBlock = <T extends Sector>(sectors: readonly T[]): T[][] => {
  const blocks = new Map<number, T[]>();
  for (const sector of sectors) {
    const number = Math.floor(sector.address / eraseBlockBytes);
    blocks.set(number, [...(blocks.get(number) ?? []), sector]);
  }
  return [...blocks.values()];
};

type Deed = WorkSpan['deed'];

const deedFor = ({ found, blank }: FoundSector): Deed => {
  if (found === 'same' || (found === 'blank' && blank)) return 'keep';
  return blank ? 'erase' : 'send';
};

/** A block that lies in the image as a whole may be erased at once: then all of it is sent, or all of it shall be blank. */
const deedsOfBlock = (sectors: readonly FoundSector[]): Deed[] => {
  const deeds = sectors.map(deedFor);
  const count = (wanted: (deed: Deed, at: number) => boolean) => deeds.filter(wanted).length;
  const dirty = count((deed, at) => deed !== 'keep' && sectors[at]!.found === 'other');
  if (sectors.length < sectorsPerBlock || dirty === 0) return deeds;
  const bySector = dirty * costs.eraseSector + count((deed) => deed === 'send') * costs.programSector;
  const allBlank = sectors.every(({ blank }) => blank);
  const atOnce = costs.eraseBlock + (allBlank ? 0 : sectorsPerBlock * costs.programSector);
  if (bySector <= atOnce) return deeds;
  return deeds.map(() => (allBlank ? 'erase' : 'send'));
};

/** Short gaps between what is sent are sent too. */
const withGaps = (deeds: readonly Deed[]): Deed[] => {
  const filled = [...deeds];
  let before = -1;
  for (const [at, deed] of deeds.entries()) {
    if (deed !== 'send') continue;
    if (before >= 0 && at - before - 1 <= sentAlong) filled.fill('send', before + 1, at);
    before = at;
  }
  return filled;
};

export const planOf = (address: number, size: number, found: readonly FoundSector[]): WritePlan => {
  const deeds = withGaps(byBlock(found).flatMap(deedsOfBlock));
  const header = found.findIndex(({ blank }) => !blank);
  const changed = deeds.some((deed) => deed !== 'keep');
  if (changed && header >= 0) deeds[header] = 'send';
  const runs: { deed: Deed; from: number; until: number }[] = [];
  for (const [at, deed] of deeds.entries()) {
    const run = runs.at(-1);
    if (run?.deed === deed) run.until = (at + 1) * sectorBytes;
    else runs.push({ deed, from: at * sectorBytes, until: (at + 1) * sectorBytes });
  }
  const stretches = (wanted: Deed) =>
    runs.filter(({ deed }) => deed === wanted).map(({ from, until }) => ({ from, until: Math.min(until, size) }));
  const others = deeds.some((deed, at) => deed !== 'keep' && at !== header);
  const [from, until] = [header * sectorBytes, Math.min((header + 1) * sectorBytes, size)];
  return {
    work: runs.map(({ deed, from, until }) => ({ deed, offset: address + from, size: until - from })),
    kept: stretches('keep').reduce((sum, { from, until }) => sum + until - from, 0),
    erases: stretches('erase'),
    sends: stretches('send'),
    ...(others && header >= 0 && { last: { from, until } }),
  };
};
