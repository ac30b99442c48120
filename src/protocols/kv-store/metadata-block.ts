/**
 * The one-block file system in which TuyaOpen keeps its values on ESP32 targets: a littlefs metadata block with inline
 * files (esp-flashing, section 8). Knows nothing of what the files hold.
 */

export const blockBytes = 4096;
/** Exactly 24: with any other count the firmware's mount fails and it formats the store. */
export const blockCount = 24;

/** Names are ASCII; content as stored, at most 512 bytes inline. */
export interface StoredFile {
  name: string;
  content: Uint8Array;
  /** A longer file lies in blocks of its own, `content` is empty: the number of its last block, and its bytes. */
  elsewhere?: { head: number; size: number };
}

export type StoredBlock =
  /** The first commit does not check: nothing to rely on. */
  | { kind: 'broken' }
  /** Checks, but not with a superblock that the firmware would mount. */
  | { kind: 'not-mountable'; revision: number }
  /** Checks, and uses a part of littlefs that we do not write; never rewrite it. */
  | { kind: 'unknown'; revision: number; tagType: number }
  | { kind: 'files'; revision: number; files: readonly StoredFile[] };

/** Types of tags, as far as they are read here (littlefs, SPEC.md, "Metadata tags"). */
export const tagTypes = {
  file: 0x001,
  superblock: 0x0ff,
  inline: 0x201,
  list: 0x202,
  crc: 0x500,
  forwardCrc: 0x5ff,
} as const;
const wholeDirectory = 0x3ff;
const longestCrc = 0x3fe;
const deletedLength = 0x3ff;
export const inlineLimit = 512;

const tagOf = (tagType: number, id: number, length: number): number => (tagType << 20) | (id << 10) | length;

/** Reflected EDB88320 without the final inversion. */
const crc32 = (bytes: Uint8Array, start = 0xffffffff): number => {
  let crc = start;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return crc >>> 0;
};

const superblock = (): Uint8Array => {
  const fields = new DataView(new ArrayBuffer(24));
  // Version 2.1, sizes, limits of names, files and attributes.
  [0x00020001, blockBytes, blockCount, 255, 0x7fffffff, 1022].forEach((field, index) => {
    fields.setUint32(index * 4, field, true);
  });
  return new Uint8Array(fields.buffer);
};

/** What an entry of type `list` holds: head and size. */
const listBytes = 8;

const listEntry = ({ head, size }: NonNullable<StoredFile['elsewhere']>): Uint8Array => {
  const fields = new DataView(new ArrayBuffer(listBytes));
  fields.setUint32(0, head, true);
  fields.setUint32(4, size, true);
  return new Uint8Array(fields.buffer);
};

/** 4096 bytes with one commit; undefined when the files do not fit. */
export const encodeBlock = (files: readonly StoredFile[], revision: number): Uint8Array | undefined => {
  const block = new Uint8Array(blockBytes).fill(0xff);
  const view = new DataView(block.buffer);
  const ascii = new TextEncoder();
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  const parts: [number, Uint8Array][] = [
    [tagOf(tagTypes.superblock, 0, 8), ascii.encode('littlefs')],
    [tagOf(tagTypes.inline, 0, 24), superblock()],
  ];
  sorted.forEach(({ name, content, elsewhere }, index) => {
    parts.push([tagOf(tagTypes.file, index + 1, name.length), ascii.encode(name)]);
    if (elsewhere) parts.push([tagOf(tagTypes.list, index + 1, listBytes), listEntry(elsewhere)]);
    else parts.push([tagOf(tagTypes.inline, index + 1, content.length), content]);
  });
  const needed = parts.reduce((sum, [, data]) => sum + 4 + data.length, 4 + 20);
  if (needed > blockBytes || files.some(({ content }) => content.length > inlineLimit)) return undefined;

  view.setUint32(0, revision, true);
  let at = 4;
  let previous = 0xffffffff;
  const putTag = (tag: number): void => {
    view.setUint32(at, (tag ^ previous) >>> 0);
    previous = tag;
    at += 4;
  };
  for (const [tag, data] of parts) {
    putTag(tag);
    block.set(data, at);
    at += data.length;
  }
  // Each CRC covers what came since the one before; the later ones, their own tag only.
  for (let from = 0; at < blockBytes; ) {
    let length = Math.min(blockBytes - at - 4, longestCrc);
    const left = blockBytes - at - 4 - length;
    if (left > 0 && left < 20) length -= 20 - left;
    putTag(tagOf(tagTypes.crc, wholeDirectory, length));
    view.setUint32(at, crc32(block.subarray(from, at)), true);
    at += length;
    from = at;
  }
  return block;
};

export interface Entry {
  tagType: number;
  id: number;
  data: Uint8Array;
}

/** Every entry of every commit that checks, in order; undefined when not even the first does. */
export const committedEntries = (block: Uint8Array): Entry[] | undefined => {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const committed: Entry[] = [];
  let pending: Entry[] = [];
  let checked = false;
  let previous = 0xffffffff;
  let from = 0;
  for (let at = 4; at + 4 <= blockBytes; ) {
    const tag = (view.getUint32(at) ^ previous) >>> 0;
    if (tag >>> 31 === 1) break;
    const tagType = tag >>> 20;
    const length = (tag & 0x3ff) === deletedLength ? 0 : tag & 0x3ff;
    const data = block.subarray(at + 4, at + 4 + length);
    if (data.length < length) break;
    previous = tag;
    if (tagType >>> 8 === 5 && tagType !== tagTypes.forwardCrc) {
      if (length < 4 || view.getUint32(at + 4, true) !== crc32(block.subarray(from, at + 4))) break;
      checked = true;
      committed.push(...pending);
      pending = [];
      from = at + 4 + length;
      // Bit 0 of the type tells whether the erased flash behind it reads as a valid tag.
      previous = (tag ^ ((tagType & 1) << 31)) >>> 0;
    } else pending.push({ tagType, id: (tag >>> 10) & 0x3ff, data });
    at += 4 + length;
  }
  return checked ? committed : undefined;
};

export const mountable = (name: Uint8Array | undefined, fields: Uint8Array | undefined): boolean => {
  if (new TextDecoder().decode(name) !== 'littlefs' || fields?.length !== 24) return false;
  const view = new DataView(fields.buffer, fields.byteOffset);
  const version = view.getUint32(0, true);
  // The name limit may be smaller (vectors: 32 is accepted); the geometry may not differ.
  return (
    (version === 0x00020001 || version === 0x00020000) &&
    view.getUint32(4, true) === blockBytes &&
    view.getUint32(8, true) === blockCount
  );
};

/** Takes 4096 bytes apart. */
export const decodeBlock = (block: Uint8Array): StoredBlock => {
  const entries = committedEntries(block);
  if (!entries) return { kind: 'broken' };
  const revision = new DataView(block.buffer, block.byteOffset).getUint32(0, true);
  const names = new Map<number, Uint8Array>();
  const contents = new Map<number, Uint8Array>();
  const lists = new Map<number, NonNullable<StoredFile['elsewhere']>>();
  let superblockName: Uint8Array | undefined;
  for (const { tagType, id, data } of entries) {
    if (tagType === tagTypes.superblock && id === 0) superblockName = data;
    else if (tagType === tagTypes.file && id > 0) names.set(id, data);
    else if (tagType === tagTypes.inline) contents.set(id, data);
    else if (tagType === tagTypes.list && id > 0 && data.length === listBytes) {
      const view = new DataView(data.buffer, data.byteOffset);
      lists.set(id, { head: view.getUint32(0, true), size: view.getUint32(4, true) });
    } else if (tagType !== tagTypes.forwardCrc) return { kind: 'unknown', revision, tagType };
  }
  if (!mountable(superblockName, contents.get(0))) return { kind: 'not-mountable', revision };
  const files = [...names].map(([id, name]) => {
    const content = contents.get(id)?.slice() ?? new Uint8Array(0);
    const elsewhere = lists.get(id);
    return { name: new TextDecoder().decode(name), content, ...(elsewhere && { elsewhere }) };
  });
  return { kind: 'files', revision, files };
};

/** `newest` is the block that counts, for a writer that must spare it. */
export type StoredPair =
  | { kind: 'none'; why: 'blank' | 'broken' | 'not-mountable' }
  | { kind: 'unknown'; tagType: number }
  | { kind: 'files'; revision: number; newest: 0 | 1; files: readonly StoredFile[] };

const isBlank = (block: Uint8Array): boolean => block.every((byte) => byte === 0xff);

/** Of the blocks that check, the one with the higher revision, compared as a signed difference. */
export const decodePair = (block0: Uint8Array, block1: Uint8Array): StoredPair => {
  const [first, second] = [decodeBlock(block0), decodeBlock(block1)];
  if (first.kind === 'broken' && second.kind === 'broken')
    return { kind: 'none', why: isBlank(block0) && isBlank(block1) ? 'blank' : 'broken' };
  const secondIsNewer =
    second.kind !== 'broken' && (first.kind === 'broken' || ((second.revision - first.revision) | 0) > 0);
  const newer = secondIsNewer ? second : first;
  if (newer.kind === 'files') return { ...newer, newest: secondIsNewer ? 1 : 0 };
  if (newer.kind === 'unknown') return { kind: 'unknown', tagType: newer.tagType };
  return { kind: 'none', why: 'not-mountable' };
};
