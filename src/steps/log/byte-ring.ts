import { type HeardBytes, keptBytes } from '../../model/heard-bytes';

/** The last bytes of a port, as they may be shown. A place counts from the first byte of the log, over all listenings. */

const blockBytes = 65_536;

interface Block {
  bytes: Uint8Array;
  states: Uint8Array;
  /** [place, milliseconds since 1970] of what came together; the first stands at the beginning of the block. */
  moments: [number, number][];
}

export interface ByteRing {
  /** Places of the first that is kept, and behind the last. */
  readonly first: number;
  readonly end: number;
  put(heard: HeardBytes): void;
  read(from: number, to: number): Pick<HeardBytes, 'from' | 'bytes' | 'states'>;
  /** When the byte at that place came. */
  at(place: number): number;
}

export const createByteRing = (most = keptBytes): ByteRing => {
  const blocks: Block[] = [];
  let firstBlock = 0;
  let end = 0;
  /** Of the listening under way. */
  let base = 0;

  const blockAt = (place: number): Block | undefined => blocks[Math.floor(place / blockBytes) - firstBlock];
  const grow = () => {
    blocks.push({ bytes: new Uint8Array(blockBytes), states: new Uint8Array(blockBytes), moments: [] });
    if (blocks.length * blockBytes <= most + blockBytes) return;
    blocks.shift();
    firstBlock += 1;
  };
  /** Piece by piece, as the blocks cut it. */
  const across = (
    from: number,
    to: number,
    work: (block: Block, start: number, at: number, length: number) => void,
  ) => {
    for (let at = Math.max(from, firstBlock * blockBytes); at < to; ) {
      const start = at % blockBytes;
      const length = Math.min(blockBytes - start, to - at);
      const block = blockAt(at);
      if (block) work(block, start, at, length);
      at += length;
    }
  };

  return {
    get first() {
      return firstBlock * blockBytes;
    },
    get end() {
      return end;
    },
    put({ begins, at: moment, from, bytes, states }) {
      if (begins) base = end;
      const begin = base + from;
      const isNew = begin === end;
      const stop = isNew ? begin + bytes.length : Math.min(begin + bytes.length, end);
      while (stop > (firstBlock + blocks.length) * blockBytes) grow();
      across(begin, stop, (block, start, at, length) => {
        const offset = at - begin;
        block.bytes.set(bytes.subarray(offset, offset + length), start);
        block.states.set(states.subarray(offset, offset + length), start);
        if (isNew && (start === 0 || block.moments.at(-1)?.[1] !== moment)) block.moments.push([at, moment]);
      });
      end = Math.max(end, stop);
    },
    read(asked, to) {
      const from = Math.max(asked, firstBlock * blockBytes);
      const size = Math.max(0, Math.min(to, end) - from);
      const piece = { from, bytes: new Uint8Array(size), states: new Uint8Array(size) };
      across(from, from + size, (block, start, at, length) => {
        piece.bytes.set(block.bytes.subarray(start, start + length), at - from);
        piece.states.set(block.states.subarray(start, start + length), at - from);
      });
      return piece;
    },
    at(place) {
      const moments = blockAt(place)?.moments ?? [];
      let low = 0;
      let high = moments.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((moments[middle]?.[0] ?? 0) <= place) low = middle;
        else high = middle - 1;
      }
      return moments[low]?.[1] ?? 0;
    },
  };
};

/** Of a port that said nothing. */
export const emptyRing = createByteRing();
