/** Asks the chip what it holds, by digests that it takes itself, so that only what differs is sent. */
import { md5Hex } from '../../protocols/digest/digest';
import type { EspLoader } from './loader';
import { byBlock, eraseBlockBytes, type Found, type FoundSector, isBlank, type Sector, sectorBytes } from './plan';
import { chipMd5 } from './stub';

/**
 * Places in the image, as parts of it, whose sectors are asked for first. A digest of 64 KiB takes ten times as long as
 * one of 4 KiB, and an image that is all new should not wait for it. The first few tell a write that broke off early.
 */
const samplePlaces = [0, 1 / 8, 1 / 3, 2 / 3];
/** Blocks that differ one and all, before no others are asked for (esp-measured, section 3, "Rule that worked"). */
const missesUntilTired = 4;
/** Blocks of which no sector was of use, before their sectors are asked for no more. */
const vainUntilTired = 2;
/** In a row: a single one may be an answer that got lost. */
const slowUntilTired = 2;

const blankSums = new Map<number, string>();
const blankSum = (size: number): string => {
  const known = blankSums.get(size) ?? md5Hex(new Uint8Array(size).fill(0xff));
  blankSums.set(size, known);
  return known;
};

interface Span {
  address: number;
  bytes: Uint8Array;
}

interface Block extends Span {
  sectors: readonly Sector[];
  blanks: number;
}

const blocksOf = (address: number, image: Uint8Array, sectors: readonly Sector[]): Block[] =>
  byBlock(sectors).map((inBlock) => {
    const from = inBlock[0]!.address - address;
    const length = inBlock.reduce((sum, { bytes }) => sum + bytes.length, 0);
    return {
      address: inBlock[0]!.address,
      bytes: image.subarray(from, from + length),
      sectors: inBlock,
      blanks: inBlock.filter(({ blank }) => blank).length,
    };
  });

const samplesOf = (sectors: readonly Sector[]): Sector[] => {
  // Not the header, which is blank after a write that broke off.
  const [, ...data] = sectors.filter(({ blank }) => !blank);
  const places = new Set(samplePlaces.map((part) => Math.floor(part * data.length)));
  return [...places].flatMap((at) => data[at] ?? []);
};

const askFor = async (loader: EspLoader, { address, bytes }: Span): Promise<Found> => {
  const theirs = chipMd5(loader, address, bytes.length);
  // While the chip is at it.
  const wanted = md5Hex(bytes);
  const sum = await theirs;
  if (sum === wanted) return isBlank(bytes) ? 'blank' : 'same';
  return sum === blankSum(bytes.length) ? 'blank' : 'other';
};

/** What is in the image as a whole. */
const isAllBlank = ({ sectors, blanks }: Block) => blanks === sectors.length;

/**
 * On a chip that looks blank only the gaps between data are asked for: where data is sent the stub sees for itself what to
 * erase.
 */
const aroundData = async (block: Block, ask: (span: Span) => Promise<Found>): Promise<Found[]> => {
  const { address, sectors, bytes } = block;
  const found = sectors.map((): Found => 'blank');
  for (let from = 0; from < sectors.length; ) {
    const isSame = ({ blank }: Sector) => blank === sectors[from]!.blank;
    const length = sectors.slice(from).findIndex((sector) => !isSame(sector));
    const until = length < 0 ? sectors.length : from + length;
    if (sectors[from]!.blank) {
      const [start, end] = [from * sectorBytes, until * sectorBytes];
      found.fill(await ask({ address: address + start, bytes: bytes.subarray(start, end) }), from, until);
    }
    from = until;
  }
  return found;
};

export interface CompareWatch {
  told(done: number): void;
  /** After a write that did not come out right: everything is asked for. */
  thorough: boolean;
}

/**
 * What each sector holds, as far as asking pays. A few sectors first; where none of them is there already, no block of
 * data is asked for. Else blocks of 64 KiB, until four missed and none was hit, and sectors in blocks that differ, as long
 * as some of them are of use. Of a blank block the first sector speaks for all: programs and stores fill flash from the
 * front, and the digest over everything finds what it did not tell. A chip that takes longer for a digest than for a write
 * is asked for no more blocks. What was not asked counts as different. Throws `LoaderFault`.
 */
export const compare = async (
  loader: EspLoader,
  address: number,
  image: Uint8Array,
  sectors: readonly Sector[],
  { told, thorough }: CompareWatch,
  signal: AbortSignal,
): Promise<FoundSector[]> => {
  const ask = (span: Span) => {
    signal.throwIfAborted();
    return askFor(loader, span);
  };
  const samples = thorough ? [] : samplesOf(sectors);
  const sampled: Found[] = [];
  for (const sample of samples) sampled.push(await ask(sample));
  const alike = sampled.filter((found) => found === 'same').length;
  const isNew = samples.length > 0 && alike === 0;
  const looksBlank = samples.length > 0 && sampled.every((found) => found === 'blank');

  let hits = 0;
  let misses = 0;
  let slow = 0;
  const isTired = () => hits === 0 && misses >= missesUntilTired && alike * 2 < samples.length;
  const isSlow = () => slow >= slowUntilTired;
  const isAsked = () => !isSlow() && !isNew && !isTired();

  /** Of one block, or of each of its sectors; `undefined`: nobody asked. */
  const inBlock = async (block: Block): Promise<Found | Found[] | undefined> => {
    if (!thorough) {
      if (isAllBlank(block)) return ask(block.bytes.length === eraseBlockBytes ? block.sectors[0]! : block);
      if (looksBlank) return aroundData(block, ask);
      if (!isAsked()) return undefined;
    }
    const since = performance.now();
    const found = await ask(block);
    slow = performance.now() - since > loader.timing.slowDigestMs ? slow + 1 : 0;
    if (!isAllBlank(block)) found === 'same' ? hits++ : misses++;
    return found;
  };

  const byBlocks: { block: Block; found: Awaited<ReturnType<typeof inBlock>> }[] = [];
  let done = 0;
  for (const block of blocksOf(address, image, sectors)) {
    byBlocks.push({ block, found: await inBlock(block) });
    done += block.bytes.length;
    told(done);
  }

  let vain = 0;
  const all: FoundSector[] = [];
  for (const { block, found } of byBlocks) {
    const differs = found === 'other' && !isAllBlank(block) && block.sectors.length > 1;
    const pays = hits + alike > 0 && vain < vainUntilTired && !isSlow();
    const each: Found[] = [];
    if (differs && (thorough || pays)) {
      for (const sector of block.sectors) each.push(await ask(sector));
      vain = each.every((one) => one === 'other') ? vain + 1 : 0;
    }
    all.push(
      ...block.sectors.map((sector, at) => ({
        ...sector,
        found: each[at] ?? (Array.isArray(found) ? found[at]! : (found ?? 'other')),
      })),
    );
  }
  return all;
};
