/** Writes and erases through Beken's loader. Every sector is proven by a CRC that the chip takes. */

import { type WorkSpan, workIn } from '../../model/flash-work';
import { BenchError } from '../../model/problem';
import { blockBytes, erase, sectorBytes, writeSector } from '../../protocols/beken/commands';
import { crc32 } from '../../protocols/digest/crc32';
import type { WriteProgress, Written } from '../chip';
import { blankSectorCrc, chipCrc, compare, hexOf } from './compare';
import { type EraseStep, erasesOf, type PlannedSector, spansOf } from './plan';
import { readShort } from './read';
import { BekenFault, type BekenTalk } from './talk';

const sectorStart = (address: number) => address - (address % sectorBytes);
const sectorEnd = (address: number) => Math.ceil(address / sectorBytes) * sectorBytes;

/** A sector that comes out wrong is erased again before it is written again. */
const writeTries = 3;
/** After a range whose sectors were all right does not come out right as a whole. */
const repairs = 3;
/** The chip is asked for the last word as often. */
const checks = 3;
const crcStretch = blockBytes;

const byteMs = (talk: BekenTalk, bytes: number) => (bytes * 10_000) / talk.link.baud;

const eraseStep = (talk: BekenTalk, { size, address }: EraseStep, signal: AbortSignal) =>
  talk.ask(erase(size, address), { withinMs: talk.timing.eraseMs, signal, tries: 3 });

/** Whole sectors, proven blank by the chip. Throws `BekenFault`. */
export const eraseFlash = async (
  talk: BekenTalk,
  address: number,
  size: number,
  signal: AbortSignal,
): Promise<void> => {
  if (address % sectorBytes !== 0 || size % sectorBytes !== 0) throw new BekenFault('unaligned');
  const end = address + size;
  for (let at = address; at < end; ) {
    const block = at % blockBytes === 0 && end - at >= blockBytes;
    await eraseStep(talk, { size: block ? 'block' : 'sector', address: at }, signal);
    at += block ? blockBytes : sectorBytes;
  }
  for (let at = address; at < end; at += crcStretch) {
    const length = Math.min(crcStretch, end - at);
    if ((await chipCrc(talk, at, length, signal)) !== crc32(new Uint8Array(length).fill(0xff)))
      throw new BekenFault('crc');
  }
};

/** A checksum may be damaged on the line as well: one that differs is asked again on a clean one. */
const holds = async (talk: BekenTalk, address: number, bytes: Uint8Array, tries: number, signal: AbortSignal) => {
  const expected = crc32(bytes);
  for (let left = tries; ; left--) {
    if ((await chipCrc(talk, address, bytes.length, signal)) === expected) return true;
    if (left <= 1) return false;
    await talk.settle(signal);
  }
};

/** A lost or bad answer proves nothing; the CRC does. */
const program = async (talk: BekenTalk, { address, bytes }: PlannedSector, signal: AbortSignal): Promise<boolean> => {
  const { programMs } = talk.timing;
  try {
    await talk.ask(writeSector(address, bytes), { withinMs: programMs + byteMs(talk, sectorBytes), signal });
  } catch (fault) {
    if (!(fault instanceof BekenFault)) throw fault;
    await talk.settle(signal);
  }
  return holds(talk, address, bytes, 2, signal);
};

/** `failed` is told of every time a sector came out wrong. Throws `BekenFault('crc')`. */
const writeOne = async (talk: BekenTalk, sector: PlannedSector, failed: () => void, signal: AbortSignal) => {
  for (let tries = 1; ; tries++) {
    if (await program(talk, sector, signal)) return;
    failed();
    if (tries === writeTries) throw new BekenFault('crc');
    await eraseStep(talk, { size: 'sector', address: sector.address }, signal);
  }
};

export interface WriteWatch {
  told(progress: WriteProgress): void;
  /** A sector came out wrong, and another was right: how well the line does. */
  sector(right: boolean): Promise<void> | void;
}

const carryOut = async (
  talk: BekenTalk,
  blocks: readonly (readonly PlannedSector[])[],
  done: (sector: PlannedSector) => void,
  watch: WriteWatch,
  signal: AbortSignal,
) => {
  for (const block of blocks) {
    for (const step of erasesOf(block)) {
      signal.throwIfAborted();
      await eraseStep(talk, step, signal);
    }
    for (const sector of block) {
      signal.throwIfAborted();
      if (sector.work === 'write' || sector.work === 'erase-write') {
        let wrong = 0;
        await writeOne(talk, sector, () => wrong++, signal);
        await watch.sector(wrong === 0);
      } else if (sector.work === 'erase') {
        const blank = (await chipCrc(talk, sector.address, sectorBytes, signal)) === blankSectorCrc;
        if (!blank) await writeOne(talk, sector, () => {}, signal);
      }
      if (sector.work !== 'keep') done(sector);
    }
  }
};

/** The image in whole sectors: what lies beside it in its first and last one stays. */
const inWholeSectors = async (talk: BekenTalk, image: Uint8Array, address: number, signal: AbortSignal) => {
  const from = sectorStart(address);
  const until = sectorEnd(address + image.length);
  const whole = new Uint8Array(until - from);
  const edges = new Set<number>();
  if (from < address) edges.add(from);
  if (until > address + image.length) edges.add(until - sectorBytes);
  for (const edge of edges) whole.set(await readShort(talk, edge, sectorBytes, signal), edge - from);
  whole.set(image, address - from);
  return { from, whole };
};

/**
 * Only sectors of the image's range are erased or written, whatever its first and last byte. Throws `BekenFault` (its
 * reason goes into `flash.write-failed`) and `flash.verify-failed` {at, size, expected, found}.
 */
export const writeFlash = async (
  talk: BekenTalk,
  image: Uint8Array,
  address: number,
  watch: WriteWatch,
  signal: AbortSignal,
): Promise<Written> => {
  const total = image.length;
  const { from, whole } = await inWholeSectors(talk, image, address, signal);
  const until = address + total;
  /** Of a sector at the edge, what is the image's. */
  const ofImage = (at: number) => Math.min(until, at + sectorBytes) - Math.max(address, at);
  let work: readonly WorkSpan[] | undefined;
  for (let round = 0; ; round++) {
    watch.told({ phase: 'comparing', done: 0, total });
    const compared = (bytes: number) =>
      watch.told({ phase: 'comparing', done: Math.min(total, Math.max(0, from + bytes - address)), total });
    const blocks = await compare(talk, from, whole, compared, signal);
    const sectors = blocks.flat();
    // What a repair sends again was sent before, and is not kept.
    const plan = (work ??= spansOf(sectors));
    let right = total;
    for (const { address: at, work: need } of sectors) if (need !== 'keep') right -= ofImage(at);
    const tell = () => watch.told({ phase: 'writing', done: right, total, work: plan });
    tell();
    const done = ({ address: at }: PlannedSector) => {
      right += ofImage(at);
      tell();
    };
    await carryOut(talk, blocks, done, watch, signal);
    watch.told({ phase: 'checking', done: 0, total });
    // Nothing of before may be taken for the answer that counts.
    await talk.settle(signal);
    if (await holds(talk, from, whole, checks, signal)) break;
    if (round === repairs - 1) {
      const found = hexOf(await chipCrc(talk, from, whole.length, signal));
      throw new BenchError('flash.verify-failed', {
        at: from,
        size: whole.length,
        expected: hexOf(crc32(whole)),
        found,
      });
    }
  }
  watch.told({ phase: 'checking', done: total, total });
  return { ...workIn(work, { from: address, to: until }), checksum: hexOf(crc32(whole)) };
};
