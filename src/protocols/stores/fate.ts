/** What becomes of a board's stores under an image, if nobody takes care. */
import type { FirmwareRegion, Partition } from '../../model/firmware';
import { isBlank } from '../images/blank';
import { licenseStoreBytes, overlap, type Span, type Store, sectorsOf, storesOf } from './store';

/**
 * untouched  not reached, and the new program looks for it where it is
 * around     reached, and kept by writing around it
 * carried    the new program looks for it elsewhere: kept by taking it there
 * lost       erased, or out of the new program's sight, and there is no way to keep it
 */
export type Fate = { kind: 'untouched' | 'lost' } | { kind: 'around'; keep: Span } | { kind: 'carried'; to: Store };

export interface Image {
  bytes: Uint8Array;
  address: number;
  /** Of the table it brings along; empty when it brings none, and the board's stays. */
  partitions: readonly Partition[];
  /** Whole sectors of it that are not written. */
  gaps?: readonly FirmwareRegion[];
}

/** Would any of these sectors be written? */
export const reaches = ({ bytes, address, gaps = [] }: Omit<Image, 'partitions'>, span: Span): boolean =>
  piecesAround({ bytes, address }, gaps.map(sectorsOf)).some((piece) =>
    overlap(sectorsOf({ offset: piece.address, size: piece.bytes.length }), span),
  );

/** What has to stay together of a store. */
const neededBytes = ({ kind, size }: Store): number => (kind === 'license' ? Math.min(size, licenseStoreBytes) : size);

const isPadding = ({ bytes, address }: Image, { offset, size }: Store): boolean =>
  isBlank(bytes.subarray(Math.max(0, offset - address), Math.max(0, offset + size - address)));

export const fateOf = (store: Store, image: Image): Fate => {
  const reached = reaches(image, sectorsOf(store));
  if (image.partitions.length === 0) {
    if (!reached) return { kind: 'untouched' };
    return isPadding(image, store) ? { kind: 'around', keep: sectorsOf(store) } : { kind: 'lost' };
  }
  const next = storesOf(image.partitions).find(({ kind, label }) => kind === store.kind && label === store.label);
  if (!next) return { kind: reached || store.kind === 'license' ? 'lost' : 'untouched' };
  if (next.size < neededBytes(store)) return { kind: 'lost' };
  if (next.offset !== store.offset) return { kind: 'carried', to: next };
  if (!reached) return { kind: 'untouched' };
  return { kind: 'around', keep: sectorsOf({ offset: store.offset, size: Math.min(store.size, next.size) }) };
};

/** A part of the image, and where it goes. */
export interface Piece {
  bytes: Uint8Array;
  address: number;
}

/** The image without the given sectors. Every piece begins at a sector. */
export const piecesAround = ({ bytes, address }: Piece, spared: readonly Span[]): Piece[] => {
  const end = address + bytes.length;
  const holes = spared.filter(({ from, to }) => from < end && to > address).sort((one, other) => one.from - other.from);
  const pieces: Piece[] = [];
  let at = address;
  for (const { from, to } of [...holes, { from: end, to: end }]) {
    if (from > at) pieces.push({ bytes: bytes.subarray(at - address, from - address), address: at });
    at = Math.max(at, to);
  }
  return pieces;
};
