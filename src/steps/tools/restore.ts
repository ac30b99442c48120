/** A copy of this very board, written back bit by bit. Whatever license that costs it is the ledger's before. */
import type { ChipSession } from '../../chips/chip';
import type { CopyWritten } from '../../model/backup';
import { BenchError } from '../../model/problem';
import { overlap, sectorsOf } from '../../protocols/stores/store';
import { layoutOf } from '../stations/board-layout';
import { keepMeasured } from '../stations/calibration';
import { holderOf, macOf, takeDown } from '../stations/stores/book-stores';
import { type HeldStore, lookAtStores, storesOfBoard } from '../stations/stores/look-at-stores';
import { fastLoader } from './fast-loader';
import { type Copy, ownerOf, readCopy, sameAsCompared, uuidIn } from './read-copy';
import type { Tool, ToolContext } from './tool';
import { writeCopy } from './write-copy';

/** Throws `copy.not-yours` {file, owner}, `copy.license-elsewhere` {file, uuid, owner}. */
const mustBeOwn = async (context: ToolContext, copy: Copy, seen: string | undefined) => {
  const owner = await ownerOf(context, copy, seen);
  if (owner.of === 'own') return;
  const mac = owner.of === 'other' ? owner.mac : undefined;
  const uuid = uuidIn(copy);
  const details = { file: copy.name, ...(mac && { owner: mac }) };
  if (owner.of === 'other' && uuid !== undefined) throw new BenchError('copy.license-elsewhere', { ...details, uuid });
  throw new BenchError('copy.not-yours', details);
};

/** Where the store cannot be read: by the word of its firmware, or by the ledger, which has that license as this board's. */
const isKnownHere = async (context: ToolContext): Promise<boolean> => {
  const { onBoard } = context.lane.view;
  const row = onBoard?.kind === 'has' ? await holderOf(context, onBoard.uuid) : undefined;
  return row?.mac !== undefined && row.mac === macOf(context);
};

const isInCopy = async (session: ChipSession, { bytes, offset }: Copy, store: HeldStore, signal: AbortSignal) => {
  const [from, to] = [store.offset - offset, store.offset - offset + store.size];
  if (from < 0 || to > bytes.length) return false;
  return (await session.checksum(store.offset, store.size, signal)) === session.checksumOf(bytes.subarray(from, to));
};

/** Licenses that lie where the copy goes, and are not the same in it; throws `copy.license-unread` where one is not known. */
const takeDownLost = async (
  context: ToolContext,
  session: ChipSession,
  copy: Copy,
  held: readonly HeldStore[],
  evenUnread: boolean,
): Promise<void> => {
  const reach = sectorsOf({ offset: copy.offset, size: copy.bytes.length });
  const uuid = uuidIn(copy);
  for (const store of held) {
    if (store.kind !== 'license' || !overlap(sectorsOf(store), reach)) continue;
    if (await isInCopy(session, copy, store, context.signal)) continue;
    const { read, license: given } = context.learned;
    const license = store.content.holds === 'license' ? store.content.license : (read ?? given);
    if (license) await takeDown(context, license, license.uuid !== uuid);
    else if (!evenUnread && !(await isKnownHere(context)))
      throw new BenchError('copy.license-unread', { file: copy.name, at: store.offset });
  }
};

export const restore: Tool<'restore'> = {
  async run(context, { file, sha256, mac: confirmed, evenUnread = false }): Promise<CopyWritten> {
    const { signal, told } = context;
    const session = await fastLoader(context);
    const mac = macOf(context);
    // What a person has confirmed is one board.
    if (mac !== confirmed) throw new BenchError('board.changed', { expected: confirmed, found: mac ?? '' });
    told({ phase: 'keeping', done: 0, total: file.size });
    const copy = await readCopy(context, session, file);
    sameAsCompared(context, copy, sha256);
    const layout = await layoutOf(session, signal);
    const held = await lookAtStores(session, storesOfBoard(layout, copy.layout.partitions), signal);
    const licensed = held.find(({ content }) => content.holds === 'license')?.content;
    const seen = licensed?.holds === 'license' ? licensed.license.uuid : context.learned.read?.uuid;
    await mustBeOwn(context, copy, seen);
    await keepMeasured(session, context);
    await takeDownLost(context, session, copy, held, evenUnread);
    if (copy.license?.holds === 'license') await takeDown(context, copy.license.license);
    const work = await writeCopy(context, session, copy, { bytes: copy.bytes, around: [], carried: [] }, 'restore');
    return { name: copy.name, sha256, ...(mac && { mac }), ...work };
  },
};
