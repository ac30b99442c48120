/**
 * Writes to the flash through the stub. One block at a time, each sent exactly once: a stub does not look at sequence
 * numbers and inflates a repeated block twice, so a missing answer ends the write (esp-flashing, section 4). An answer
 * says a block was received; only END and the chip's own MD5 say it was written (section 1).
 */
import { BenchError, type Details } from '../../model/problem';
import { md5Hex, toHex } from '../../protocols/digest/digest';
import type { WriteProgress, Written } from '../chip';
import { deflatedBlocks, type EspBlock, plainBlocks } from './deflate';
import { type EspLoader, isLost, LoaderFault, words } from './loader';

const ops = {
  plain: { begin: 0x02, data: 0x03, end: 0x04 },
  deflated: { begin: 0x10, data: 0x11, end: 0x12 },
} as const;
const spiFlashMd5 = 0x13;
const eraseRegion = 0xd1;

const sectorBytes = 0x1000;

const withHeader = (header: Uint8Array, bytes: Uint8Array): Uint8Array => {
  const payload = new Uint8Array(header.length + bytes.length);
  payload.set(header);
  payload.set(bytes, header.length);
  return payload;
};

const checksum = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum ^ byte, 0xef);

const perMb = (msPerMb: number, bytes: number) => (msPerMb * bytes) / 1_000_000;

export type FlashProblem = 'flash.write-failed' | 'flash.read-failed';

/** `work`, whose loader faults become the problem's `reason`. */
export const orProblem = async <T>(
  work: () => Promise<T>,
  code: FlashProblem,
  at: () => number,
  more: Details = {},
): Promise<T> => {
  try {
    return await work();
  } catch (fault) {
    if (!(fault instanceof LoaderFault)) throw fault;
    throw new BenchError(code, { at: at(), reason: fault.reason, ...more }, { cause: fault });
  }
};

/** Lower-case hex of a stretch of flash, taken by the chip. */
export const chipMd5 = async (loader: EspLoader, address: number, size: number): Promise<string> => {
  const withinMs = loader.timing.answerMs + perMb(loader.timing.perMbDigested, size);
  // 16 raw bytes from a stub; a ROM gives 32 characters, but nothing here digests without a stub.
  const payload = words(address, size, 0, 0);
  return toHex((await loader.askAgain(spiFlashMd5, { payload, withinMs, answerBytes: 16 })).data);
};

/** Every block was confirmed by then: whatever keeps the sum away, the image is not incomplete. */
const provenMd5 = async (loader: EspLoader, address: number, size: number): Promise<string> => {
  try {
    return await chipMd5(loader, address, size);
  } catch (fault) {
    if (!(fault instanceof LoaderFault)) throw fault;
    throw new BenchError('flash.verify-failed', { at: address, size, reason: fault.reason }, { cause: fault });
  }
};

export const eraseSectors = async (loader: EspLoader, address: number, size: number): Promise<void> => {
  if (address % sectorBytes !== 0 || size % sectorBytes !== 0) throw new LoaderFault('unaligned');
  const withinMs = loader.timing.answerMs + perMb(loader.timing.perMbErased, size);
  await loader.ask(eraseRegion, { payload: words(address, size), withinMs });
};

const sendBlocks = async (
  loader: EspLoader,
  kind: keyof typeof ops,
  blocks: readonly EspBlock[],
  written: (until: number) => void,
  signal: AbortSignal,
) => {
  const { answerMs, perMbWritten } = loader.timing;
  // While a block is received the one before it is erased for and programmed, so its size sets the patience.
  let received = 0;
  let programmed = 0;
  const patience = () => answerMs + perMb(perMbWritten, received - programmed);
  for (const [sequence, { bytes, until }] of blocks.entries()) {
    signal.throwIfAborted();
    await loader.ask(ops[kind].data, {
      payload: withHeader(words(bytes.length, sequence, 0, 0), bytes),
      checksum: checksum(bytes),
      withinMs: patience(),
    });
    programmed = received;
    received = until;
    written(programmed);
  }
  // 1 = stay in the stub. The answer waits for the last block, and carries its error. When it gets lost the checksum
  // over all of it tells as much.
  try {
    await loader.ask(ops[kind].end, { payload: words(1), withinMs: patience() });
  } catch (fault) {
    if (!isLost(fault)) throw fault;
    await loader.hearOut();
  }
  written(received);
};

/**
 * The bytes as they are: flash mode, frequency and size in the header stay what the file says, since the library's
 * rewriting of them breaks the appended digest (esp-flashing, section 3). Erases the image's sectors and no other.
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
  let done = 0;
  await orProblem(
    async () => {
      if (address % sectorBytes !== 0) throw new LoaderFault('unaligned');
      told({ phase: 'erasing', done, total });
      const deflated = await deflatedBlocks(image, loader.blockBytes);
      const kind = deflated ? 'deflated' : 'plain';
      const blocks = deflated ?? plainBlocks(image, loader.blockBytes);
      const withinMs = loader.timing.answerMs + perMb(loader.timing.perMbErased, total);
      await loader.ask(ops[kind].begin, { payload: words(total, blocks.length, loader.blockBytes, address), withinMs });
      const written = (until: number) => {
        done = until;
        told({ phase: 'writing', done, total });
      };
      written(0);
      await sendBlocks(loader, kind, blocks, written, signal);
      signal.throwIfAborted();
      told({ phase: 'checking', done: 0, total });
    },
    'flash.write-failed',
    () => address + done,
  );
  const theirs = provenMd5(loader, address, total);
  // While the chip is at it.
  const md5 = md5Hex(image);
  const found = await theirs;
  told({ phase: 'checking', done: total, total });
  if (found !== md5) throw new BenchError('flash.verify-failed', { at: address, size: total, expected: md5, found });
  return { checksum: md5, kept: 0, sent: total, erased: 0 };
};
