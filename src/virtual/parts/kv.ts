/** The firmware's key-value store in the NOR flash: two blocks that take turns, so that a power cut costs one write at most. */
import type { BoardHabits } from '../../model/board-habits';
import type { Partition } from '../../model/firmware';
import { layOutList, readList } from '../../protocols/kv-store/block-list';
import { encodeLicense, storeOffset } from '../../protocols/kv-store/license-files';
import {
  blockBytes,
  blockCount,
  decodePair,
  encodeBlock,
  inlineLimit,
  type StoredFile,
} from '../../protocols/kv-store/metadata-block';
import { readStore } from '../../protocols/kv-store/read-store';
import { decryptValue, encryptValue } from '../../protocols/kv-store/value-cipher';
import type { NorFlash } from './firmware';

/** Each yield is time spent on the flash, ms; the end tells whether it worked. A power cut is simply no next step. */
export type FlashSteps = Generator<number, boolean>;

export interface KvStore {
  names(): readonly string[];
  /** As written, decrypted; undefined when there is none. */
  get(name: string): Uint8Array | undefined;
  set(name: string, value: Uint8Array): FlashSteps;
  /** Fails on a name that is not there, as the firmware does. */
  remove(name: string): FlashSteps;
}

const pageBytes = 256;

const readPair = (flash: NorFlash, at: number) =>
  decodePair(flash.read(at, blockBytes), flash.read(at + blockBytes, blockBytes));

/** Formats what does not mount, as the firmware does, losing what was there; leaves alone what only we cannot read. */
export const openKv = (
  flash: NorFlash,
  partition: Pick<Partition, 'offset'>,
  erase4kMs = 0,
  page256Ms = 0,
): KvStore => {
  const at = partition.offset + storeOffset;
  let files: readonly StoredFile[] = [];
  let revision = 0;
  let newest = 1;

  function* write(block: number, bytes: Uint8Array): Generator<number, void> {
    flash.erase(at + block * blockBytes, blockBytes);
    yield erase4kMs;
    for (let page = 0; page < bytes.length; page += pageBytes) {
      flash.program(at + block * blockBytes + page, bytes.subarray(page, page + pageBytes));
      yield page256Ms;
    }
  }

  const readBlock = (block: number): Uint8Array | undefined =>
    block > 1 && block < blockCount ? flash.read(at + block * blockBytes, blockBytes) : undefined;
  const listOf = ({ elsewhere }: StoredFile) => elsewhere && readList(elsewhere, readBlock);

  /** Blocks 0 and 1 take turns with what the store knows; the others hold what is too long for it. */
  const freeBlocks = (): number[] => {
    const used = new Set(files.flatMap((file) => listOf(file)?.blocks ?? []));
    return Array.from({ length: blockCount - 2 }, (_, index) => index + 2).filter((block) => !used.has(block));
  };

  /** The content where it will lie; what was there before stays whole until the next commit. */
  function* place(name: string, content: Uint8Array): Generator<number, StoredFile | undefined> {
    if (content.length <= inlineLimit) return { name, content };
    const list = layOutList(content, freeBlocks());
    if (!list) return undefined;
    for (const { block, bytes } of list) yield* write(block, bytes);
    return { name, content: new Uint8Array(0), elsewhere: { head: list.at(-1)!.block, size: content.length } };
  }

  function* commit(next: readonly StoredFile[]): FlashSteps {
    const block = encodeBlock(next, (revision + 1) >>> 0);
    if (!block) return false;
    const target = 1 - newest;
    yield* write(target, block);
    files = next;
    revision = (revision + 1) >>> 0;
    newest = target;
    return true;
  }

  const pair = readPair(flash, at);
  const usable = pair.kind !== 'unknown';
  if (pair.kind === 'files') ({ files, revision, newest } = pair);
  // Of a longer life than this firmware writes: read as the real one reads it, and not written to.
  if (pair.kind === 'unknown') files = readStore(flash.read(at, blockCount * blockBytes)) ?? [];
  // A format writes both blocks, revisions 1 and 2 (vectors: four writes later the firmware is at 6).
  if (pair.kind === 'none') {
    finish(commit([]));
    finish(commit([]));
  }

  return {
    names: () => files.map(({ name }) => name),
    get(name) {
      const file = files.find((candidate) => candidate.name === name);
      const content = file?.elsewhere ? listOf(file)?.content : file?.content;
      return content && decryptValue(content);
    },
    *set(name, value) {
      if (!usable) return false;
      const others = files.filter((file) => file.name !== name);
      const created =
        others.length < files.length || (yield* commit([...others, { name, content: new Uint8Array(0) }]));
      const placed = created && (yield* place(name, encryptValue(value)));
      return placed ? yield* commit([...others, placed]) : false;
    },
    *remove(name) {
      const others = files.filter((file) => file.name !== name);
      return usable && others.length < files.length && (yield* commit(others));
    },
  };
};

/** All steps at once, for whoever does not model time. */
export const finish = (steps: FlashSteps): boolean => {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
};

/**
 * The license a board was delivered with, put into its flash the first time it has power: where its own
 * layout has the store. A flash that already has a store keeps it.
 */
export const preloadLicense = (
  flash: NorFlash,
  partitions: readonly Partition[] | undefined,
  habits: BoardHabits,
): void => {
  if (flash.life.happened.has('delivered')) return;
  flash.life.happened.add('delivered');
  if (!habits.licensed) return;
  const partition = partitions?.find(({ type, label }) => type === 1 && label === 'tuya');
  if (!partition) return;
  const at = partition.offset + storeOffset;
  if (readPair(flash, at).kind !== 'none') return;
  flash.erase(at, 2 * blockBytes);
  flash.program(at, encodeLicense(habits.licensed));
};
