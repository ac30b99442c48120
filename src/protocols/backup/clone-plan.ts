/** What becomes of each part of a board onto which another one's copy is written: its license, keys and radio stay its own. */
import type { ClonePart, FlashPart } from '../../model/backup';
import type { FirmwareRegion, Partition } from '../../model/firmware';
import { fateOf } from '../stores/fate';
import { overlap, type Span, type Store, sectorsOf } from '../stores/store';

export interface CloneNeeds {
  /** Of the file, from address 0. */
  bytes: Uint8Array;
  /** Of the file: what it has where. */
  parts: readonly FlashPart[];
  partitions: readonly Partition[];
  /** What the target holds of its own, by its own layout. */
  held: readonly Store[];
  /** The parts of the target. */
  own: readonly FlashPart[];
  /** Of the target: never written, whatever the copy has there. */
  calibration?: FirmwareRegion | undefined;
}

export interface ClonePlan {
  parts: readonly ClonePart[];
  /** The file with nothing in it that belongs to its board. */
  bytes: Uint8Array;
  /** Stays as it is on the target. */
  around: readonly Span[];
  /** Goes to another place on the target, since the copied program looks for it there. */
  moved: readonly { store: Store; to: Store }[];
  /** Of the target's own, what the copied program has no place for. */
  lost: readonly Store[];
}

const isSamePlace = (one: { offset: number; size: number }, other: { offset: number; size: number }): boolean =>
  one.offset === other.offset && one.size === other.size;

/**
 * A part that is not copied is kept where the target has the same part in the same place, and left blank where it has
 * not: what a program finds there otherwise would be a piece of something else.
 */
export const planClone = ({ bytes, parts, partitions, held, own, calibration }: CloneNeeds): ClonePlan => {
  const image = { bytes, address: 0, partitions };
  const fates = held.map((store) => ({ store, fate: fateOf(store, image) }));
  const moved = fates.flatMap(({ store, fate }) => (fate.kind === 'carried' ? [{ store, to: fate.to }] : []));
  const lost = fates.flatMap(({ store, fate }) => (fate.kind === 'lost' ? [store] : []));
  const clean = bytes.slice();
  const around: Span[] = fates.flatMap(({ fate }) => (fate.kind === 'around' ? [fate.keep] : []));
  if (calibration) around.push(sectorsOf(calibration));
  const planned = parts.map((part): ClonePart => {
    if (part.rule === 'copied') return { ...part, fate: 'copied' };
    clean.fill(0xff, part.offset, part.offset + part.size);
    if (moved.some(({ to }) => to.offset === part.offset)) return { ...part, fate: 'moved', to: part.offset };
    const same = own.some((mine) => mine.label === part.label && isSamePlace(mine, part));
    if (same) around.push(sectorsOf(part));
    return { ...part, fate: same || around.some((span) => overlap(span, sectorsOf(part))) ? 'kept' : 'empty' };
  });
  const isNew = (span: Span, at: number) =>
    around.findIndex(({ from, to }) => from === span.from && to === span.to) === at;
  return { parts: planned, bytes: clean, around: around.filter(isNew), moved, lost };
};
