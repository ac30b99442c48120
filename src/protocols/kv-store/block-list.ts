/**
 * Files too long for the metadata block: littlefs keeps them as a list of blocks, each of which points backwards
 * (littlefs, SPEC.md, "CTZ skip-lists"). Knows where the bytes go, not how flash is written.
 */
import { blockBytes } from './metadata-block';

/** Block n of a list begins with one pointer per power of two that divides n, and one more: to n-1, n-2, n-4 ... */
const pointers = (index: number): number => (index === 0 ? 0 : 32 - Math.clz32(index & -index));

/** How many bytes of the file fit into block n of a list. */
const room = (index: number): number => blockBytes - 4 * pointers(index);

/** The pieces of a content, in the order of the blocks. */
const cut = (content: Uint8Array): Uint8Array[] => {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < content.length; at += pieces.at(-1)!.length)
    pieces.push(content.subarray(at, at + room(pieces.length)));
  return pieces;
};

export interface ListedBlock {
  /** Number of the block in the store. */
  block: number;
  bytes: Uint8Array;
}

/** Lays the content into free blocks, taken in order; undefined when there are too few. The last one is the head. */
export const layOutList = (content: Uint8Array, free: readonly number[]): ListedBlock[] | undefined => {
  const pieces = cut(content);
  if (pieces.length > free.length) return undefined;
  return pieces.map((piece, index) => {
    const bytes = new Uint8Array(4 * pointers(index) + piece.length);
    const view = new DataView(bytes.buffer);
    for (let power = 0; power < pointers(index); power++) view.setUint32(4 * power, free[index - 2 ** power]!, true);
    bytes.set(piece, 4 * pointers(index));
    return { block: free[index]!, bytes };
  });
};

/** Which blocks a list of that size takes, first to last, and what is in it; undefined when a pointer leads nowhere. */
export const readList = (
  { head, size }: { head: number; size: number },
  read: (block: number) => Uint8Array | undefined,
): { blocks: number[]; content: Uint8Array } | undefined => {
  const sizes: number[] = [];
  for (let left = size; left > 0; left -= room(sizes.length - 1)) sizes.push(Math.min(left, room(sizes.length)));
  const content = new Uint8Array(size);
  const blocks: number[] = [];
  let block = head;
  let end = size;
  for (let index = sizes.length - 1; index >= 0; index--) {
    const bytes = read(block);
    if (!bytes) return undefined;
    const from = 4 * pointers(index);
    end -= sizes[index]!;
    content.set(bytes.subarray(from, from + sizes[index]!), end);
    blocks.unshift(block);
    if (index > 0) block = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  }
  return { blocks, content };
};
