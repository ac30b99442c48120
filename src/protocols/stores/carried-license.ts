/** A copy of a whole chip looks like any merged image, and has somebody's license in it. */
import { isBlank } from '../images/blank';
import type { Image } from './fate';
import { type Store, sectorsOf, storesOf } from './store';
import { contentOf, fileSystem, type StoreContent } from './store-content';

/** The stretch of flash as the image has it, shorter where it ends before. */
const partOf = ({ bytes, address }: Image, { offset, size }: { offset: number; size: number }): Uint8Array => {
  const within = (at: number) => Math.min(Math.max(at - address, 0), bytes.length);
  return bytes.subarray(within(offset), within(offset + size));
};

/** What the image holds of that store; bytes behind its end are as erased. */
const contentIn = (image: Image, store: Store): StoreContent => {
  if (isBlank(partOf(image, store))) return { holds: 'nothing' };
  const from = store.offset + fileSystem.offset;
  const end = store.offset + store.size;
  const region = new Uint8Array(fileSystem.size).fill(0xff);
  region.set(partOf(image, { offset: from, size: Math.min(region.length, end - from) }));
  const behind = from + fileSystem.size;
  const restBlank =
    isBlank(partOf(image, { offset: store.offset, size: fileSystem.offset })) &&
    (behind >= end || isBlank(partOf(image, { offset: behind, size: end - behind })));
  return contentOf(region, restBlank);
};

/** What lies in the license store of a merged image, by its own table. */
export const carriedLicense = (image: Image): Exclude<StoreContent, { holds: 'nothing' }> | undefined => {
  for (const store of storesOf(image.partitions)) {
    if (store.kind !== 'license' || store.size <= fileSystem.offset) continue;
    const content = contentIn(image, store);
    if (content.holds !== 'nothing') return content;
  }
  return undefined;
};

/** The image as it came from its build: what its board had stored is erased. */
export const withoutStores = ({ bytes, address, partitions }: Image): Uint8Array => {
  const blanked = bytes.slice();
  for (const store of storesOf(partitions)) {
    const { from, to } = sectorsOf(store);
    blanked.fill(0xff, Math.max(0, from - address), Math.max(0, to - address));
  }
  return blanked;
};
