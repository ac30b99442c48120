/** A copy of a whole chip looks like any merged image, and has somebody's license in it. */
import type { Partition } from '../../model/firmware';
import { type Store, sectorsOf, storesOf } from './store';
import { contentOf, fileSystem, type StoreContent } from './store-content';

const isBlank = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0xff);

const partOf = (bytes: Uint8Array, { offset, size }: { offset: number; size: number }): Uint8Array =>
  bytes.subarray(Math.min(offset, bytes.length), Math.min(offset + size, bytes.length));

/** What the image holds of that store; bytes behind its end are as erased. */
const contentIn = (bytes: Uint8Array, store: Store): StoreContent => {
  if (isBlank(partOf(bytes, store))) return { holds: 'nothing' };
  const region = new Uint8Array(fileSystem.size).fill(0xff);
  const from = store.offset + fileSystem.offset;
  region.set(partOf(bytes, { offset: from, size: Math.min(region.length, store.size - fileSystem.offset) }));
  const behind = from + fileSystem.size;
  const end = store.offset + store.size;
  const restBlank =
    isBlank(partOf(bytes, { offset: store.offset, size: fileSystem.offset })) &&
    (behind >= end || isBlank(partOf(bytes, { offset: behind, size: end - behind })));
  return contentOf(region, restBlank);
};

/** What lies in the license store of a merged image, by its own table. `partitions` are those of the file. */
export const carriedLicense = (
  bytes: Uint8Array,
  partitions: readonly Partition[],
): Exclude<StoreContent, { holds: 'nothing' }> | undefined => {
  for (const store of storesOf(partitions)) {
    if (store.kind !== 'license' || store.size <= fileSystem.offset) continue;
    const content = contentIn(bytes, store);
    if (content.holds !== 'nothing') return content;
  }
  return undefined;
};

/** The image as it came from its build: what its board had stored is erased. */
export const withoutStores = (bytes: Uint8Array, partitions: readonly Partition[]): Uint8Array => {
  const blanked = bytes.slice();
  for (const store of storesOf(partitions)) {
    const { from, to } = sectorsOf(store);
    blanked.fill(0xff, Math.min(from, bytes.length), Math.min(to, bytes.length));
  }
  return blanked;
};
