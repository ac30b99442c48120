/** Writes an image where the flash does not hold it yet, and proves it by the chip's own digest of the whole. */
import { type WorkSpan, workIn } from '../../model/flash-work';
import { BenchError } from '../../model/problem';
import { md5Hex } from '../../protocols/digest/digest';
import type { WriteProgress, Written } from '../chip';
import { compare } from './compare';
import { type EspLoader, LoaderFault } from './loader';
import { eraseBlockBytes, planOf, type Stretch, sectorBytes, sectorsOf, type WritePlan } from './plan';
import { chipMd5, eraseSectors, orProblem, sendStretch } from './stub';

/** Writes that came out wrong are compared and mended as often. */
const repairs = 2;

/** Every block was confirmed by then: whatever keeps the sum away, the image is not incomplete. */
const provenMd5 = async (loader: EspLoader, address: number, size: number): Promise<string> => {
  try {
    return await chipMd5(loader, address, size);
  } catch (fault) {
    if (!(fault instanceof LoaderFault)) throw fault;
    throw new BenchError('flash.verify-failed', { at: address, size, reason: fault.reason }, { cause: fault });
  }
};

/** At the most a block at once, so that a person who stops is heard. */
const eraseStretch = async (
  loader: EspLoader,
  address: number,
  size: number,
  erased: (bytes: number) => void,
  signal: AbortSignal,
) => {
  for (let at = address; at < address + size; ) {
    signal.throwIfAborted();
    const end = Math.min(address + size, at - (at % eraseBlockBytes) + eraseBlockBytes);
    await eraseSectors(loader, at, Math.ceil((end - at) / sectorBytes) * sectorBytes);
    erased(end - at);
    at = end;
  }
};

const isWithin = (one: Stretch, other: Stretch) => other.from <= one.from && one.until <= other.until;

interface Carrying {
  image: Uint8Array;
  address: number;
  /** Bytes done, and what is being done to them. */
  did(phase: 'erasing' | 'writing', bytes: number): void;
  signal: AbortSignal;
}

const carryOut = async (loader: EspLoader, plan: WritePlan, { image, address, did, signal }: Carrying) => {
  const { last, sends, erases } = plan;
  const erase = ({ from, until }: Stretch, erased: (bytes: number) => void) =>
    eraseStretch(loader, address + from, until - from, erased, signal);
  /** Bytes that are counted when they come a second time. */
  const send = ({ from, until }: Stretch, bytes = image.subarray(from, until), uncounted = 0) => {
    let behind = uncounted;
    const written = (done: number) => {
      did('writing', Math.max(0, done - behind));
      behind = Math.max(behind, done);
    };
    return sendStretch(loader, bytes, address + from, written, signal);
  };
  /** Blank where the last sector will be, so that its block is erased in one go all the same. */
  const without = (hole: Stretch, { from, until }: Stretch) =>
    image.slice(from, until).fill(0xff, hole.from - from, hole.until - from);

  const first = last && sends.find((stretch) => isWithin(last, stretch));
  if (last && first) {
    const holeBytes = last.until - last.from;
    if (first.until - first.from > holeBytes) await send(first, without(last, first), holeBytes);
    else await erase(last, () => {});
  }
  const steps = [
    ...erases.map((stretch) => ({ stretch, carry: () => erase(stretch, (bytes) => did('erasing', bytes)) })),
    ...sends.map((stretch) => ({ stretch, carry: () => send(stretch) })),
  ].sort((one, other) => one.stretch.from - other.stretch.from);
  for (const { stretch, carry } of steps) if (stretch !== first) await carry();
  if (last) await send(last);
};

/**
 * The bytes as they are: flash mode, frequency and size in the header stay what the file says, since the library's
 * rewriting of them breaks the appended digest (esp-flashing, section 3). Erases sectors of the image and no other.
 * Throws `flash.write-failed` {at, reason}, `flash.verify-failed` {at, size, expected, found}.
 */
export const writeFlash = async (
  loader: EspLoader,
  image: Uint8Array,
  address: number,
  told: (progress: WriteProgress) => void,
  signal: AbortSignal,
): Promise<Written> => {
  const total = image.length;
  const sectors = sectorsOf(address, image);
  const expected = md5Hex(image);
  // What a repair sends again was sent before, and is not kept.
  let work: readonly WorkSpan[] = [];

  const bring = async (thorough: boolean) => {
    let done = 0;
    await orProblem(
      async () => {
        if (address % sectorBytes !== 0) throw new LoaderFault('unaligned');
        told({ phase: 'comparing', done: 0, total });
        const compared = (bytes: number) => told({ phase: 'comparing', done: bytes, total });
        const watch = { told: compared, thorough };
        const plan = planOf(address, total, await compare(loader, address, image, sectors, watch, signal));
        if (!thorough) work = plan.work;
        const did = (phase: 'erasing' | 'writing', bytes: number) => {
          done += bytes;
          told({ phase, done, total, work });
        };
        did(plan.kept < total ? 'erasing' : 'writing', plan.kept);
        await carryOut(loader, plan, { image, address, did, signal });
        signal.throwIfAborted();
        told({ phase: 'checking', done: 0, total, work });
      },
      'flash.write-failed',
      () => address + done,
    );
  };

  for (let round = 0; ; round++) {
    await bring(round > 0);
    const found = await provenMd5(loader, address, total);
    if (found === expected) break;
    const wrong = (cause?: unknown) => {
      if (cause && !(cause instanceof LoaderFault)) throw cause;
      throw new BenchError('flash.verify-failed', { at: address, size: total, expected, found }, { cause });
    };
    if (round === repairs) wrong();
    // Nothing of before may be taken for an answer of the next round.
    await loader.hearOut().catch(wrong);
  }
  told({ phase: 'checking', done: total, total });
  return { ...workIn(work, { from: address, to: address + total }), checksum: expected };
};
