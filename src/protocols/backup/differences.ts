/** Where a file and a flash are not the same, told by part. */
import type { FlashPart, PartDifference } from '../../model/backup';

export const sectorBytes = 0x1000;
/** Addresses told of each part. */
const firstTold = 4;

/** A sector that differs: what of it is another byte, where it was read. */
export interface SectorDifference {
  /** In the flash. */
  address: number;
  /** Addresses; missing where nobody read it. */
  at?: readonly number[];
}

/** Addresses of the bytes that are not the same. */
export const bytesThatDiffer = (address: number, one: Uint8Array, other: Uint8Array): number[] => {
  const found: number[] = [];
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) found.push(address + at);
  return found;
};

const partOfSector = ({ offset, size }: FlashPart, sector: SectorDifference): SectorDifference | undefined => {
  const [from, to] = [Math.max(offset, sector.address), Math.min(offset + size, sector.address + sectorBytes)];
  if (from >= to) return undefined;
  if (!sector.at) return sector;
  const at = sector.at.filter((address) => address >= from && address < to);
  return at.length > 0 ? { ...sector, at } : undefined;
};

/** `span`: the stretch of flash that was compared. */
export const differencesOf = (
  parts: readonly FlashPart[],
  sectors: readonly SectorDifference[],
  span: { offset: number; size: number },
): PartDifference[] =>
  parts.flatMap((part) => {
    const [from, to] = [Math.max(part.offset, span.offset), Math.min(part.offset + part.size, span.offset + span.size)];
    const inside = sectors.flatMap((sector) => partOfSector(part, sector) ?? []);
    if (from >= to || inside.length === 0) return [];
    const read = inside.filter(({ at }) => at !== undefined);
    const bytes = read.reduce((sum, { at }) => sum + (at?.length ?? 0), 0);
    return [
      {
        label: part.label,
        offset: part.offset,
        size: part.size,
        sectors: inside.length,
        of: Math.ceil((to - from) / sectorBytes),
        ...(read.length === inside.length && { bytes }),
        first: read.flatMap(({ at }) => at ?? []).slice(0, firstTold),
      },
    ];
  });
