/** Asks the chip what it holds, by CRCs that it takes itself, so that only what differs is sent. */
import { blockBytes, checkCrc, sectorBytes } from '../../protocols/beken/commands';
import { crc32 } from '../../protocols/digest/crc32';
import { byBlock, type Found, type PlannedSector, sectorsOf, workFor } from './plan';
import type { BekenTalk } from './talk';

/** Of FF alone (beken-uart-boot, section 8; `beken-crc.json`). */
export const blankSectorCrc = 0x0eab98f5;
export const blankBlockCrc = 0x215481b1;

/** Blocks of which no sector was of use, before their sectors are asked for no more. */
const missesUntilTired = 2;

export const hexOf = (crc: number): string => crc.toString(16).padStart(8, '0');

export const chipCrc = (talk: BekenTalk, address: number, size: number, signal: AbortSignal): Promise<number> => {
  const { answerMs, perMbDigested } = talk.timing;
  return talk.ask(checkCrc(address, size), {
    withinMs: answerMs + (perMbDigested * size) / 1_000_000,
    signal,
    tries: 3,
  });
};

const joined = (sectors: readonly { bytes: Uint8Array }[]) => {
  const whole = new Uint8Array(sectors.length * sectorBytes);
  for (const [at, { bytes }] of sectors.entries()) whole.set(bytes, at * sectorBytes);
  return whole;
};

/**
 * What each sector needs. `address` and `bytes` are whole sectors. A chip that is slow at its CRC, or that holds nothing
 * of use, is not asked for every sector; what was not asked counts as different.
 */
export const compare = async (
  talk: BekenTalk,
  address: number,
  bytes: Uint8Array,
  told: (done: number) => void,
  signal: AbortSignal,
): Promise<PlannedSector[][]> => {
  const blocks = byBlock(sectorsOf(address, bytes));
  const planned: PlannedSector[][] = [];
  let misses = 0;
  let slow = false;
  let done = 0;

  const inBlock = async (sectors: (typeof blocks)[number]): Promise<Found[]> => {
    if (slow) return sectors.map(() => 'other');
    if (sectors.length === blockBytes / sectorBytes) {
      const since = performance.now();
      const found = await chipCrc(talk, sectors[0]!.address, blockBytes, signal);
      slow = performance.now() - since > talk.timing.slowProbeMs;
      if (found === crc32(joined(sectors))) return sectors.map(() => 'same');
      if (found === blankBlockCrc) return sectors.map(() => 'blank');
      if (misses >= missesUntilTired) return sectors.map(() => 'other');
    }
    const each: Found[] = [];
    for (const sector of sectors) {
      const found = await chipCrc(talk, sector.address, sectorBytes, signal);
      if (found === crc32(sector.bytes)) each.push('same');
      else each.push(found === blankSectorCrc ? 'blank' : 'other');
    }
    misses = each.every((found) => found === 'other') ? misses + 1 : 0;
    return each;
  };

  for (const sectors of blocks) {
    signal.throwIfAborted();
    const found = await inBlock(sectors);
    planned.push(sectors.map((sector, at) => ({ ...sector, work: workFor(found[at]!, sector.blank) })));
    done += sectors.length * sectorBytes;
    told(done);
  }
  return planned;
};
