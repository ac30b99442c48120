/** What lies in the stores of the board at hand, read from its flash. Writes nothing. */
import type { ChipSession } from '../../../chips/chip';
import type { BoardLayout } from '../../../model/board-layout';
import type { Partition } from '../../../model/firmware';
import { holdsSettings } from '../../../protocols/stores/nvs';
import { type Store, storesOf } from '../../../protocols/stores/store';
import { contentOf, fileSystem, type StoreContent } from '../../../protocols/stores/store-content';

export interface HeldStore extends Store {
  content: Exclude<StoreContent, { holds: 'nothing' }>;
}

/** The chip takes the digest: a megabyte costs one answer instead of ten seconds on the line. */
const isBlank = async (session: ChipSession, at: number, size: number, signal: AbortSignal): Promise<boolean> => {
  if (size <= 0) return true;
  const found = await session.checksum(at, size, signal);
  // Erased, or written over with zeros by a tool that pads with them.
  return [0xff, 0].some((byte) => found === session.checksumOf(new Uint8Array(size).fill(byte)));
};

const licenseContent = async (session: ChipSession, store: Store, signal: AbortSignal): Promise<StoreContent> => {
  const at = store.offset + fileSystem.offset;
  const end = store.offset + store.size;
  if (at >= end) return { holds: 'data' };
  const region = await session.read(at, Math.min(fileSystem.size, end - at), () => {}, signal);
  const content = contentOf(region, true);
  if (content.holds !== 'nothing') return content;
  const behind = at + fileSystem.size;
  const restBlank =
    (await isBlank(session, store.offset, fileSystem.offset, signal)) &&
    (await isBlank(session, behind, end - behind, signal));
  return contentOf(region, restBlank);
};

/** `certain`: a table says so, or it was seen there; else it may as well be anything else's place. */
export interface KnownStore extends Store {
  certain: boolean;
}

const contentAt = async (session: ChipSession, store: KnownStore, signal: AbortSignal): Promise<StoreContent> => {
  if (await isBlank(session, store.offset, store.size, signal)) return { holds: 'nothing' };
  if (store.kind === 'license') {
    const content = await licenseContent(session, store, signal);
    return content.holds === 'data' && !store.certain ? { holds: 'nothing' } : content;
  }
  const bytes = await session.read(store.offset, store.size, () => {}, signal);
  return { holds: holdsSettings(bytes, store.certain) ? 'data' : 'nothing' };
};

/**
 * The board's stores by its own table, and those that were to be kept when a write was broken off (`kept`), perhaps with
 * the table itself. Where there is none that can be read, they may still lie where the image would look for them; bytes
 * there that are no such store mean nothing.
 */
export const storesOfBoard = (
  layout: Pick<BoardLayout, 'table' | 'partitions'>,
  image: readonly Partition[],
  kept: readonly Store[] = [],
): KnownStore[] => {
  const told = layout.table === 'read' || layout.table === 'several' ? storesOf(layout.partitions) : undefined;
  const besides = (stores: readonly Store[], others: readonly Store[]) =>
    stores.filter(({ kind, label }) => !others.some((other) => other.kind === kind && other.label === label));
  const as = (certain: boolean) => (store: Store) => ({ ...store, certain });
  return told
    ? [...told, ...besides(kept, told)].map(as(true))
    : [...kept.map(as(true)), ...besides(storesOf(image), kept).map(as(false))];
};

/** Those of the given stores that hold something. Throws `flash.read-failed`. */
export const lookAtStores = async (
  session: ChipSession,
  stores: readonly KnownStore[],
  signal: AbortSignal,
): Promise<HeldStore[]> => {
  const { flashBytes } = session.facts;
  const held: HeldStore[] = [];
  for (const store of stores) {
    if (flashBytes !== undefined && store.offset + store.size > flashBytes) continue;
    const content = await contentAt(session, store, signal);
    if (content.holds !== 'nothing') held.push({ ...store, content });
  }
  return held;
};
