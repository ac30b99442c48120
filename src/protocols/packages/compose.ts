/** Several parts as one image: what is between them is no part of it, and stays on a board as it is. */
import type { FirmwareFacts, FirmwarePart, FirmwareRegion } from '../../model/firmware';
import { sha256Hex } from '../digest/digest';
import { readFirmware } from '../firmware/read-firmware';
import { sectorBytes, sectorsOf } from '../stores/store';
import { packageFault } from './fault';
import { lastOffset } from './json-fields';

export interface Part {
  /** As it is shown; never a path to open. */
  name: string;
  offset: number;
  bytes: Uint8Array;
}

/** A part whose bytes nobody has to have: its place is all that is looked at. */
export interface Placed {
  name: string;
  offset: number;
  size: number;
}

/**
 * What is wrong with the place of each part, in their order. `end`: of the flash, bytes. `firmware.package` {reason:
 * `empty`, `offset`, `unaligned`, `overlap`}.
 */
export const placeFaults = (
  parts: readonly Placed[],
  end = lastOffset,
): readonly (ReturnType<typeof packageFault> | undefined)[] =>
  parts.map(({ name: part, offset, size }, index) => {
    if (size === 0) return packageFault('empty', { part });
    if (!Number.isInteger(offset) || offset < 0 || offset + size > end)
      return packageFault('offset', { part, offset: `0x${offset.toString(16).toUpperCase()}` });
    const below = offset - (offset % sectorBytes);
    if (below !== offset) return packageFault('unaligned', { part, offset, below, above: below + sectorBytes });
    const other = parts.find(
      (each, at) => at !== index && each.offset < offset + size && offset < each.offset + each.size,
    );
    return other && packageFault('overlap', { part, other: other.name, at: Math.max(offset, other.offset) });
  });

/** Whole sectors from 0 on that no part lies in. */
const gapsBetween = (parts: readonly Placed[]): FirmwareRegion[] => {
  const gaps: FirmwareRegion[] = [];
  let behind = 0;
  for (const part of [...parts].sort((one, other) => one.offset - other.offset)) {
    const { from, to } = sectorsOf(part);
    if (from > behind) gaps.push({ label: '', offset: behind, size: from - behind });
    behind = Math.max(behind, to);
  }
  return gaps;
};

const clipped = (regions: readonly FirmwareRegion[], gaps: readonly FirmwareRegion[]): FirmwareRegion[] =>
  regions.flatMap(({ label, offset, size }) => {
    const inside = gaps.filter((gap) => gap.offset < offset + size && offset < gap.offset + gap.size);
    const pieces: FirmwareRegion[] = [];
    let at = offset;
    for (const gap of [...inside, { offset: offset + size, size: 0 }]) {
      if (gap.offset > at) pieces.push({ label, offset: at, size: gap.offset - at });
      at = Math.max(at, gap.offset + gap.size);
    }
    return pieces;
  });

/** The headers of an image that was put together, with what is known of its making. */
export const readComposed = (
  bytes: Uint8Array,
  fileName: string,
  { gaps, parts }: Pick<FirmwareFacts, 'gaps' | 'parts'>,
): FirmwareFacts => {
  const facts = readFirmware(bytes, fileName);
  return {
    ...facts,
    ...(gaps && { covers: clipped(facts.covers, gaps), gaps }),
    ...(parts && { parts }),
  };
};

/**
 * From the first byte of the flash to the last of the parts, FF where there is none. Throws `firmware.package` {reason}
 * as `placeFaults` has it, and what `readFirmware` throws of the whole.
 */
export const composeImage = (parts: readonly Part[], fileName: string) => {
  const placed = parts.map(({ name, offset, bytes }) => ({ name, offset, size: bytes.length }));
  const fault = placeFaults(placed).find((each) => each !== undefined);
  if (fault) throw fault;
  const bytes = new Uint8Array(Math.max(0, ...placed.map(({ offset, size }) => offset + size))).fill(0xff);
  for (const part of parts) bytes.set(part.bytes, part.offset);
  const gaps = gapsBetween(placed);
  const told: FirmwarePart[] = parts.map((part, at) => ({
    name: part.name,
    offset: part.offset,
    size: placed[at]?.size ?? 0,
    sha256: sha256Hex(part.bytes),
  }));
  told.sort((one, other) => one.offset - other.offset);
  return { bytes, facts: readComposed(bytes, fileName, { ...(gaps.length > 0 && { gaps }), parts: told }) };
};
