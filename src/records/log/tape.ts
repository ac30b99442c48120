import type { LogLine } from '../../model/log-line';
import { type Block, blockLines, kindCount, kindOf } from './blocks';
import { decodeLines } from './line-code';

/** Whole blocks in one file. */
export interface Segment {
  /** Number of its first block. */
  from: number;
  blocks: Block[];
  read(at: number, length: number): Promise<Uint8Array> | Uint8Array;
}

/** The lines of a session by number: blocks that are whole, and a tail that is not. Reads what it is asked for, keeps little. */
export interface Tape {
  /** Number of the first line that is still there, and of the one to come. */
  readonly first: number;
  readonly next: number;
  /** Of the first block, and of the one behind the last, torn one included. */
  readonly firstBlock: number;
  readonly endBlock: number;
  readonly longest: number;
  readonly masked: number;
  /** Lines of each kind, by the byte of the kind. */
  readonly counts: readonly number[];
  /** Of the lines of a block that are there. */
  kinds(block: number): Uint8Array;
  /** Fewer than the index has where the file was damaged since. */
  lines(block: number): Promise<readonly LogLine[]>;
}

export interface GrowingTape extends Tape {
  readonly segments: readonly Segment[];
  readonly tail: readonly LogLine[];
  open(segment: Segment): void;
  /** Adds to the tail. */
  push(line: LogLine): void;
  /** The tail is a whole block now, of the last segment. */
  seal(block: Block): void;
  /** The oldest segment is gone. */
  dropFirst(): Segment | undefined;
}

/** Blocks kept as lines: what a window and what is looked through just behind the end need. */
const cached = 12;

export const createTape = (segments: Segment[] = []): GrowingTape => {
  const counts = new Array<number>(kindCount).fill(0);
  const cache = new Map<number, readonly LogLine[]>();
  let tail: LogLine[] = [];
  let tailKinds: number[] = [];
  let longest = 0;
  let masked = 0;

  const add = (kinds: Iterable<number>, by: 1 | -1) => {
    for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + by;
  };
  const firstBlock = () => segments[0]?.from ?? 0;
  const sealedEnd = () => {
    const last = segments.at(-1);
    return last ? last.from + last.blocks.length : 0;
  };
  const segmentOf = (block: number): Segment | undefined => {
    let low = 0;
    let high = segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((segments[middle]?.from ?? 0) <= block) low = middle;
      else high = middle - 1;
    }
    return segments[low];
  };
  const blockAt = (block: number) => {
    const segment = segmentOf(block);
    const at = segment?.blocks[block - segment.from];
    return segment && at && { segment, at };
  };
  const keep = (block: number, lines: readonly LogLine[]) => {
    cache.delete(block);
    cache.set(block, lines);
    for (const oldest of cache.keys()) {
      if (cache.size <= cached) return;
      cache.delete(oldest);
    }
  };

  for (const { blocks } of segments)
    for (const block of blocks) {
      add(block.kinds, 1);
      longest = Math.max(longest, block.longest);
      masked += block.masked;
    }

  return {
    segments,
    counts,
    get tail() {
      return tail;
    },
    get first() {
      return firstBlock() * blockLines;
    },
    get next() {
      return sealedEnd() * blockLines + tail.length;
    },
    get firstBlock() {
      return firstBlock();
    },
    get endBlock() {
      return sealedEnd() + (tail.length > 0 ? 1 : 0);
    },
    get longest() {
      return longest;
    },
    get masked() {
      return masked;
    },
    kinds(block) {
      if (block === sealedEnd()) return Uint8Array.from(tailKinds);
      return blockAt(block)?.at.kinds ?? new Uint8Array(0);
    },
    async lines(block) {
      if (block === sealedEnd()) return tail.slice();
      const held = cache.get(block);
      if (held) {
        keep(block, held);
        return held;
      }
      const found = blockAt(block);
      if (!found) return [];
      const { lines } = decodeLines(await found.segment.read(found.at.offset, found.at.bytes));
      keep(block, lines);
      return lines;
    },
    open: (segment) => void segments.push(segment),
    push(line) {
      tail.push(line);
      const kind = kindOf(line);
      tailKinds.push(kind);
      counts[kind] = (counts[kind] ?? 0) + 1;
      longest = Math.max(longest, line.text.length);
      masked += line.masked?.length ?? 0;
    },
    seal(block) {
      keep(sealedEnd(), tail);
      segments.at(-1)?.blocks.push(block);
      tail = [];
      tailKinds = [];
    },
    dropFirst() {
      if (segments.length < 2) return undefined;
      const gone = segments.shift();
      for (const block of gone?.blocks ?? []) {
        add(block.kinds, -1);
        masked -= block.masked;
      }
      return gone;
    },
  };
};
