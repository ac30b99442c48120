/** Asks the chip what it holds, by CRCs that it takes itself, so that only what differs is sent. */
import { blockBytes, checkCrc, sectorBytes } from '../../protocols/beken/commands';
import { crc32, crc32Behind } from '../../protocols/digest/crc32';
import { byBlock, type Found, type PlannedSector, sectorsOf, workFor } from './plan';
import type { BekenTalk } from './talk';

/** Of FF alone (beken-uart-boot, section 8; `beken-crc.json`). */
export const blankSectorCrc = 0x0eab98f5;
/** The same of 1, 2, 4, 8 and 16 sectors. */
const blankCrcs = [1, 2, 4, 8, 16].map((sectors) => crc32(new Uint8Array(sectors * sectorBytes).fill(0xff)));

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

type Sector = ReturnType<typeof sectorsOf>[number];

/** Of a power of two of sectors, by the CRC over all of them; `other` may still hold some that are not. */
const foundBy = (crc: number, sectors: readonly Sector[]): Found => {
  if (crc === crc32(joined(sectors))) return 'same';
  return blankCrcs[Math.log2(sectors.length)] === crc ? 'blank' : 'other';
};

/**
 * Half of them is asked for, the other half follows from both CRCs; a half that is as it should be, or blank, is looked
 * into no further.
 */
const byHalves = async (
  talk: BekenTalk,
  sectors: readonly Sector[],
  crc: number,
  signal: AbortSignal,
): Promise<Found[]> => {
  const found = foundBy(crc, sectors);
  if (found !== 'other' || sectors.length === 1) return sectors.map(() => found);
  const half = sectors.length / 2;
  const [left, right] = [sectors.slice(0, half), sectors.slice(half)];
  const size = half * sectorBytes;
  const crcLeft = await chipCrc(talk, left[0]!.address, size, signal);
  return [
    ...(await byHalves(talk, left, crcLeft, signal)),
    ...(await byHalves(talk, right, crc32Behind(crc, crcLeft, size), signal)),
  ];
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

  const bySector = async (sectors: readonly Sector[]): Promise<Found[]> => {
    const each: Found[] = [];
    for (const sector of sectors)
      each.push(foundBy(await chipCrc(talk, sector.address, sectorBytes, signal), [sector]));
    return each;
  };

  const inBlock = async (sectors: readonly Sector[]): Promise<Found[]> => {
    if (slow) return sectors.map(() => 'other');
    let each: Found[];
    if (sectors.length === blockBytes / sectorBytes) {
      const since = performance.now();
      const crc = await chipCrc(talk, sectors[0]!.address, blockBytes, signal);
      slow = performance.now() - since > talk.timing.slowProbeMs;
      const found = foundBy(crc, sectors);
      if (found !== 'other' || misses >= missesUntilTired) return sectors.map(() => found);
      each = await byHalves(talk, sectors, crc, signal);
    } else each = await bySector(sectors);
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
