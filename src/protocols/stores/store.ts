/** The partitions of a board that nobody can download again: its license store and its Wi-Fi settings. */
import type { Partition } from '../../model/firmware';
import { storeOffset } from '../kv-store/license-files';
import { blockBytes, blockCount } from '../kv-store/metadata-block';

export const sectorBytes = 0x1000;

const typeData = 1;
/** Of ESP-IDF: settings, the driver's Wi-Fi network among them, and the keys of encrypted ones. */
const nvsSubtypes: readonly number[] = [0x02, 0x04];

export type StoreKind = 'license' | 'wifi';

/** Offsets and sizes in bytes, as the table has them. */
export interface Store {
  kind: StoreKind;
  label: string;
  offset: number;
  size: number;
}

/** From `from` up to, but not with, `to`. Bytes. */
export interface Span {
  from: number;
  to: number;
}

/** The whole sectors a stretch lies in: flash is erased by no less. */
export const sectorsOf = ({ offset, size }: { offset: number; size: number }): Span => ({
  from: Math.floor(offset / sectorBytes) * sectorBytes,
  to: Math.ceil((offset + size) / sectorBytes) * sectorBytes,
});

export const overlap = (one: Span, other: Span): boolean => one.from < other.to && other.from < one.to;

const kindOf = ({ type, subtype, label }: Partition): StoreKind | undefined => {
  if (type !== typeData) return undefined;
  // The firmware finds it by its label, whatever the subtype (esp-flashing, section 7).
  if (label === 'tuya') return 'license';
  // On Beken chips it has its place in the chip's own map (beken-uart-boot, section 10).
  if (label === 'kv' && subtype === 0xaa) return 'license';
  return nvsSubtypes.includes(subtype) ? 'wifi' : undefined;
};

export const storesOf = (partitions: readonly Partition[]): Store[] =>
  partitions.flatMap((row) => {
    const kind = kindOf(row);
    return kind ? [{ kind, label: row.label, offset: row.offset, size: row.size }] : [];
  });

/** What of a license store has to stay together: 24 blocks behind its first 0x9000 bytes (esp-flashing, section 8). */
export const licenseStoreBytes = storeOffset + blockCount * blockBytes;
