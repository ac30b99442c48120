/**
 * What the stub does to the flash. One block at a time, each sent exactly once: a stub does not look at sequence
 * numbers and inflates a repeated block twice, so a missing answer ends the write (esp-flashing, section 4). An answer
 * says a block was received; only END and the chip's own MD5 say it was written (section 1).
 */
import { BenchError, type Details } from '../../model/problem';
import { toHex } from '../../protocols/digest/digest';
import { deflatedBlocks, type EspBlock, plainBlocks } from './deflate';
import { type EspLoader, isLost, LoaderFault, words } from './loader';
import { sectorBytes } from './plan';

const ops = {
  plain: { begin: 0x02, data: 0x03, end: 0x04 },
  deflated: { begin: 0x10, data: 0x11, end: 0x12 },
} as const;
const spiFlashMd5 = 0x13;
const eraseRegion = 0xd1;

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
 * A stretch of the flash from a sector on. Erases the sectors it touches and no other. Throws `LoaderFault`; `written` is
 * told of every block that is in the flash, in bytes of the stretch.
 */
export const sendStretch = async (
  loader: EspLoader,
  bytes: Uint8Array,
  address: number,
  written: (until: number) => void,
  signal: AbortSignal,
): Promise<void> => {
  if (address % sectorBytes !== 0) throw new LoaderFault('unaligned');
  const deflated = await deflatedBlocks(bytes, loader.blockBytes);
  const kind = deflated ? 'deflated' : 'plain';
  const blocks = deflated ?? plainBlocks(bytes, loader.blockBytes);
  const withinMs = loader.timing.answerMs + perMb(loader.timing.perMbErased, bytes.length);
  const payload = words(bytes.length, blocks.length, loader.blockBytes, address);
  await loader.ask(ops[kind].begin, { payload, withinMs });
  await sendBlocks(loader, kind, blocks, written, signal);
};
