import type { ChipLife } from './chip-life';
import type { NorFlash } from './firmware';

export const sectorBytes = 4096;
export const blockBytes = 65_536;

/**
 * A NOR flash chip's memory (esp-measured, section 2). `contents` shorter than `size` is followed by erased bytes.
 * Throws RangeError beyond its end and for an unaligned erase.
 */
export const createNorFlash = (
  size: number,
  contents?: Uint8Array,
  status: NorFlash['status'] = { sr1: 0, sr2: 0 },
  life: ChipLife = { happened: new Set() },
): NorFlash => {
  const cells = new Uint8Array(size).fill(0xff);
  if (contents) cells.set(contents.subarray(0, size));

  const within = (offset: number, length: number): void => {
    if (offset < 0 || length < 0 || offset + length > size) throw new RangeError('beyond the flash');
  };

  return {
    size,
    status: { ...status },
    life,
    read(offset, length) {
      within(offset, length);
      return cells.slice(offset, offset + length);
    },
    erase(offset, length) {
      within(offset, length);
      if (offset % sectorBytes || length % sectorBytes) throw new RangeError('not whole sectors');
      cells.fill(0xff, offset, offset + length);
    },
    program(offset, bytes) {
      within(offset, bytes.length);
      for (let i = 0; i < bytes.length; i += 1) cells[offset + i]! &= bytes[i]!;
    },
  };
};
