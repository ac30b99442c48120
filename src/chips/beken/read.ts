/** Reads through Beken's loader, sector by sector; the chip's CRC closes every block. */
import { blockBytes, readSector, sectorBytes } from '../../protocols/beken/commands';
import { crc32 } from '../../protocols/digest/crc32';
import { inStretches, readWhole, type TakeStretch } from '../stretches';
import { chipCrc } from './compare';
import { BekenFault, type BekenTalk } from './talk';

/** Read again as often. */
const readTries = 3;
/** Blocks that did not come when their sectors were asked for ahead, before this is left alone. */
const failuresUntilTired = 2;

/**
 * Whether the ROM takes a request while it answers the one before is written nowhere; it costs nothing to try, since
 * reading changes nothing (serial-measured, section 3, item 4, has the same of CRCs). Kept for one session.
 */
export interface Ahead {
  failures: number;
}

const boundsOf = (talk: BekenTalk, signal: AbortSignal, answers: number) => ({
  withinMs: talk.timing.answerMs + (answers * sectorBytes * 10_000) / talk.link.baud,
  signal,
});

type TakeSector = (bytes: Uint8Array, at: number) => void;

const oneByOne = async (talk: BekenTalk, addresses: readonly number[], take: TakeSector, signal: AbortSignal) => {
  const bounds = { ...boundsOf(talk, signal, 1), tries: readTries };
  for (const [at, address] of addresses.entries()) take(await talk.ask(readSector(address), bounds), at);
};

const readSectors = async (
  talk: BekenTalk,
  addresses: readonly number[],
  ahead: Ahead,
  take: TakeSector,
  signal: AbortSignal,
) => {
  let taken = 0;
  if (addresses.length > 1 && ahead.failures < failuresUntilTired)
    try {
      const count: TakeSector = (bytes, at) => {
        taken = at + 1;
        take(bytes, at);
      };
      return await talk.askAhead(addresses.map(readSector), boundsOf(talk, signal, 2), count);
    } catch (fault) {
      if (!(fault instanceof BekenFault)) throw fault;
      ahead.failures++;
      await talk.settle(signal);
    }
  const done = taken;
  await oneByOne(talk, addresses.slice(done), (bytes, at) => take(bytes, done + at), signal);
};

export interface BekenReading {
  address: number;
  size: number;
  ahead: Ahead;
}

/** Any stretch. Throws `BekenFault`. */
export const readFlash = (
  talk: BekenTalk,
  { address, size, ahead }: BekenReading,
  take: TakeStretch,
  told: (done: number) => void,
  signal: AbortSignal,
): Promise<void> => {
  const lead = address % sectorBytes;
  const start = address - lead;
  const span = Math.ceil((lead + size) / sectorBytes) * sectorBytes;
  const readBlock = async (from: number, length: number) => {
    const block = new Uint8Array(length);
    const addresses = Array.from({ length: length / sectorBytes }, (_, at) => start + from + at * sectorBytes);
    for (let tries = readTries; ; tries--) {
      const taken = (bytes: Uint8Array, at: number) => {
        block.set(bytes, at * sectorBytes);
        told(Math.min(size, Math.max(0, from + (at + 1) * sectorBytes - lead)));
      };
      await readSectors(talk, addresses, ahead, taken, signal);
      if (crc32(block) === (await chipCrc(talk, start + from, length, signal))) return block;
      if (tries <= 1) throw new BekenFault('crc');
    }
  };
  /** Without what lies beside it in its first and last sector. */
  const trimmed: TakeStretch = (bytes, from) => {
    const begin = Math.max(0, lead - from);
    return take(bytes.subarray(begin, Math.min(bytes.length, lead + size - from)), from + begin - lead);
  };
  return inStretches(span, blockBytes, readBlock, trimmed);
};

/** A few sectors, one at a time. Throws `BekenFault`. */
export const readShort = (talk: BekenTalk, address: number, size: number, signal: AbortSignal): Promise<Uint8Array> =>
  readWhole(size, (take) =>
    readFlash(talk, { address, size, ahead: { failures: failuresUntilTired } }, take, () => {}, signal),
  );
