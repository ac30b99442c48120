import { Unzlib } from 'fflate';
import { sectorBytes } from '../parts/nor-flash';
import type { Core, LoaderIo } from './core';
import type { TimedFlash } from './flash-timing';

/** One FLASH_BEGIN … FLASH_END of the flasher stub (esp-flashing, section 1, "Stub behaviour that decides speed"). */
export interface FlashWrite {
  /** Bytes of flash still expected. Below zero after too many. */
  left(): number;
  /** Plain bytes; what exceeds the announced size is padding and is left out. */
  plain(bytes: Uint8Array): Promise<void>;
  /** The next piece of the zlib stream, whatever its number says. Throws when it does not inflate. */
  compressed(bytes: Uint8Array): Promise<void>;
}

/** The stub inflates into its 32 KB dictionary and writes when that is full, or at the end of the stream. */
const lumpBytes = 32_768;

/** zlib's check over what was inflated; `sum` starts at 1. */
const adler32 = (sum: number, bytes: Uint8Array): number => {
  let a = sum & 0xffff;
  let b = sum >>> 16;
  for (let at = 0; at < bytes.length; ) {
    // 3800 additions stay below 2^32 before the remainder has to be taken.
    const end = Math.min(bytes.length, at + 3800);
    for (; at < end; at += 1) {
      a += bytes[at]!;
      b += a;
    }
    a %= 65_521;
    b %= 65_521;
  }
  return ((b << 16) | a) >>> 0;
};

/** `exact`: `size` is what the stream inflates to. For the ROM clients round it up to whole blocks. */
export const createFlashWrite = (
  core: Core,
  io: LoaderIo,
  timed: TimedFlash,
  begin: { size: number; blocks: number; offset: number; exact: boolean },
): FlashWrite => {
  let offset = begin.offset;
  let left = begin.size;
  let nextErase = Math.floor(offset / sectorBytes) * sectorBytes;
  const eraseEnd = Math.ceil((offset + begin.size) / sectorBytes) * sectorBytes;
  let dirtySeen = false;

  // Blank sectors are not erased until the first dirty one is met; from then on nobody looks any more.
  const eraseNext = (): void => {
    if (nextErase >= eraseEnd) return;
    if (!dirtySeen) {
      if (timed.read(nextErase, sectorBytes).every((byte) => byte === 0xff)) {
        nextErase += sectorBytes;
        return;
      }
      dirtySeen = true;
    }
    if (!timed.eraseRunning()) nextErase += timed.startErase(nextErase, eraseEnd - nextErase);
  };

  const put = async (bytes: Uint8Array): Promise<void> => {
    while (nextErase < Math.min(offset + bytes.length, eraseEnd)) {
      timed.waitForErase();
      eraseNext();
    }
    timed.program(offset, bytes);
    offset += bytes.length;
    await core.settle();
  };

  const inflated: Uint8Array[] = [];
  const stream = new Unzlib((bytes) => inflated.push(bytes));
  const lump = new Uint8Array(lumpBytes);
  let filled = 0;
  let blocksSeen = 0;
  let check = 1;
  let tail = new Uint8Array(0);

  const writeLump = async (): Promise<void> => {
    core.work(filled / io.timing.inflateBytesPerMs);
    const bytes = lump.slice(0, filled);
    filled = 0;
    left -= bytes.length;
    if (left < 0) throw new RangeError('more than was announced');
    check = adler32(check, bytes);
    eraseNext();
    await put(bytes);
  };

  eraseNext();

  return {
    left: () => left,
    async plain(bytes) {
      const wanted = bytes.subarray(0, left);
      left -= wanted.length;
      await put(wanted);
    },
    async compressed(bytes) {
      blocksSeen += 1;
      tail = Uint8Array.from([...tail, ...bytes.subarray(-4)].slice(-4));
      // The inflater keeps what it is given; the receive buffer is used again.
      stream.push(bytes.slice());
      for (let piece = inflated.shift(); piece; piece = inflated.shift()) {
        for (let at = 0; at < piece.length; ) {
          const part = piece.subarray(at, at + lumpBytes - filled);
          lump.set(part, filled);
          filled += part.length;
          at += part.length;
          if (filled === lumpBytes) await writeLump();
        }
      }
      const last = blocksSeen >= begin.blocks;
      if (filled && (last || filled >= left)) await writeLump();
      if (!last || !begin.exact) return;
      // A stream that took a wrong turn may end early and look content; its own check tells.
      const [a = 0, b = 0, c = 0, d = 0] = tail;
      const expected = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
      if (left !== 0 || check !== expected) throw new RangeError('not what was deflated');
    },
  };
};
