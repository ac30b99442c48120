/**
 * A store that has seen a longer life: names created and deleted in later commits, and a directory that has grown over
 * several pairs of blocks, each of which names the next (littlefs, SPEC.md, "Directories" and "Metadata tags"). Reads
 * only; what is written here fits into one pair.
 */
import { blockBytes, blockCount, committedEntries, mountable, type StoredFile, tagTypes } from './metadata-block';

const created = 0x401;
const deleted = 0x4ff;
/** The pair that follows belongs to this directory; `softTail` leads on to others. */
const hardTail = 0x601;
const softTail = 0x600;
/** What the whole file system is in the middle of; attributes of files. Neither changes what a finished file holds. */
const passedOver = (tagType: number): boolean => tagType >>> 8 === 7 || tagType >>> 8 === 3;
const pairBytes = 8;
const listBytes = 8;

interface Slot {
  tagType?: number;
  name?: Uint8Array;
  content?: Uint8Array;
  elsewhere?: StoredFile['elsewhere'];
}

interface Pair {
  slots: readonly Slot[];
  next?: readonly [number, number];
}

const numbers = (bytes: Uint8Array): [number, number] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, pairBytes);
  return [view.getUint32(0, true), view.getUint32(4, true)];
};

/** One pair as its commits left it; undefined when neither block checks, or when it uses what nobody here knows. */
const readPair = (blocks: readonly Uint8Array[]): Pair | undefined => {
  const revision = (block: Uint8Array) => new DataView(block.buffer, block.byteOffset).getUint32(0, true);
  const good = blocks.flatMap((block) => {
    const entries = committedEntries(block);
    return entries ? [{ entries, revision: revision(block) }] : [];
  });
  const newest = good.sort((one, other) => (other.revision - one.revision) | 0)[0];
  if (!newest) return undefined;
  const slots: Slot[] = [];
  let next: Pair['next'];
  const slot = (id: number): Slot => {
    slots[id] ??= {};
    return slots[id];
  };
  for (const { tagType, id, data } of newest.entries) {
    if (tagType === created) slots.splice(id, 0, {});
    else if (tagType === deleted) slots.splice(id, 1);
    else if (tagType >>> 8 === 0) Object.assign(slot(id), { tagType, name: data });
    else if (tagType === tagTypes.inline) slots[id] = { ...slot(id), content: data, elsewhere: undefined };
    else if (tagType === tagTypes.list && data.length === listBytes) {
      const [head, size] = numbers(data);
      slots[id] = { ...slot(id), content: undefined, elsewhere: { head, size } };
    } else if (tagType === hardTail && data.length === pairBytes) next = numbers(data);
    else if (tagType === softTail) next = undefined;
    else if (tagType !== tagTypes.forwardCrc && !passedOver(tagType)) return undefined;
  }
  return { slots: slots.filter((each) => each !== undefined), ...(next && { next }) };
};

/**
 * The files of the store's directory, from its 24 blocks. Undefined when it is not one that the firmware would mount,
 * or not one that can be read to its end.
 */
export const readStore = (region: Uint8Array): StoredFile[] | undefined => {
  const block = (at: number): Uint8Array | undefined =>
    at < blockCount && (at + 1) * blockBytes <= region.length
      ? region.subarray(at * blockBytes, (at + 1) * blockBytes)
      : undefined;
  let files: StoredFile[] | undefined;
  const seen = new Set<number>();
  for (let at: readonly [number, number] | undefined = [0, 1]; at; ) {
    const blocks: (Uint8Array | undefined)[] = at.map(block);
    if (blocks.some((each) => !each) || seen.has(at[0])) return undefined;
    const pair = readPair(blocks.filter((each) => each !== undefined));
    if (!pair) return undefined;
    const [first] = pair.slots;
    // Where it has moved on, the first pair is left as a signpost; the directory begins at the last superblock.
    if (first?.tagType === tagTypes.superblock) {
      if (!mountable(first.name, first.content)) return undefined;
      files = [];
    }
    for (const { tagType, name, content, elsewhere } of pair.slots) {
      if (tagType !== tagTypes.file || !name) continue;
      const inline = { name: new TextDecoder().decode(name), content: content?.slice() ?? new Uint8Array(0) };
      files?.push({ ...inline, ...(elsewhere && { elsewhere }) });
    }
    for (const each of at) seen.add(each);
    at = pair.next;
  }
  return files;
};
