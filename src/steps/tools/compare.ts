/** A file held against the flash: the chip is asked for digests first, so that one that is equal takes seconds. */
import type { ChipSession } from '../../chips/chip';
import type { CopyCompared, PartDifference } from '../../model/backup';
import { bytesThatDiffer, differencesOf, type SectorDifference, sectorBytes } from '../../protocols/backup/differences';
import { partsOf } from '../../protocols/backup/parts';
import { layoutOf } from '../stations/board-layout';
import { macOf } from '../stations/stores/book-stores';
import { lookAtStores, storesOfBoard } from '../stations/stores/look-at-stores';
import { planOfClone } from './clone';
import { fastLoader } from './fast-loader';
import { type Copy, ownerOf, readCopy } from './read-copy';
import type { Tool, ToolContext } from './tool';

const blockBytes = 0x10000;
/** Sectors of which every byte is looked at; of more it is told that they differ, and no more. */
const readAtMost = 128;

const isSame = async (session: ChipSession, address: number, bytes: Uint8Array, signal: AbortSignal) =>
  (await session.checksum(address, bytes.length, signal)) === session.checksumOf(bytes);

/** Addresses of the sectors that differ, by blocks of 64 KiB and then one by one. */
const sectorsThatDiffer = async (
  session: ChipSession,
  { bytes, offset }: Copy,
  { told, signal }: ToolContext,
): Promise<number[]> => {
  const found: number[] = [];
  const step = (address: number, by: number) => by - (address % by);
  for (let at = 0; at < bytes.length; ) {
    const block = bytes.subarray(at, at + step(offset + at, blockBytes));
    signal.throwIfAborted();
    if (!(await isSame(session, offset + at, block, signal)))
      for (let from = 0; from < block.length; ) {
        const sector = block.subarray(from, from + step(offset + at + from, sectorBytes));
        if (!(await isSame(session, offset + at + from, sector, signal))) found.push(offset + at + from);
        from += sector.length;
      }
    at += block.length;
    told({ phase: 'comparing', done: at, total: bytes.length });
  }
  return found;
};

/** Looks at the bytes of as many as there is time for: the first of each stretch of neighbours, then the others. */
const lookInto = async (
  session: ChipSession,
  { bytes, offset }: Copy,
  addresses: readonly number[],
  { told, signal }: ToolContext,
): Promise<SectorDifference[]> => {
  const firsts = addresses.filter((address, at) => addresses[at - 1] !== address - sectorBytes);
  const read = new Set([...new Set([...firsts, ...addresses])].slice(0, readAtMost));
  const sectors: SectorDifference[] = [];
  let done = 0;
  for (const address of addresses) {
    if (!read.has(address)) {
      sectors.push({ address });
      continue;
    }
    const from = address - offset;
    const mine = bytes.subarray(from, from + sectorBytes - (address % sectorBytes));
    const theirs = await session.read(address, mine.length, () => {}, signal);
    sectors.push({ address, at: bytesThatDiffer(address, mine, theirs) });
    told({ phase: 'reading', done: ++done * sectorBytes, total: read.size * sectorBytes });
  }
  return sectors;
};

const differences = async (
  context: ToolContext,
  session: ChipSession,
  copy: Copy,
  parts: Parameters<typeof differencesOf>[0],
): Promise<PartDifference[]> => {
  const addresses = await sectorsThatDiffer(session, copy, context);
  const sectors = await lookInto(session, copy, addresses, context);
  return differencesOf(parts, sectors, { offset: copy.offset, size: copy.bytes.length });
};

export const compare: Tool<'compare'> = {
  async run(context, { file }): Promise<CopyCompared> {
    const { signal, told } = context;
    const session = await fastLoader(context);
    told({ phase: 'comparing', done: 0, total: file.size });
    const copy = await readCopy(context, session, file);
    const { name, sha256, offset, bytes, holds, row } = copy;
    const layout = await layoutOf(session, signal);
    const { chip, flashBytes = 0 } = session.facts;
    const own = partsOf(layout, chip, flashBytes);
    // By the names of the board; where it has none, by those of the file.
    const parts = own.length > 1 ? own : copy.parts;
    const differ = await differences(context, session, copy, parts);
    const held = await lookAtStores(session, storesOfBoard(layout, copy.layout.partitions), signal);
    const licensed = held.find(({ content }) => content.holds === 'license')?.content;
    const seen = licensed?.holds === 'license' ? licensed.license.uuid : context.learned.read?.uuid;
    const clone = planOfClone(session, copy, { layout, held });
    const mac = macOf(context);
    return {
      sha256,
      name,
      offset,
      size: bytes.length,
      ...(mac && { mac }),
      owner: await ownerOf(context, copy, seen),
      ...(row && { takenAt: row.at }),
      holds,
      differ,
      parts: parts.length,
      ...('parts' in clone && { clone: clone.parts }),
    };
  },
};
