/** "The same as that board", without its license, its keys and its radio: those this board has of its own stay its own. */
import type { ChipSession } from '../../chips/chip';
import type { CopyWritten } from '../../model/backup';
import type { BoardLayout } from '../../model/board-layout';
import { BenchError } from '../../model/problem';
import { type ClonePlan, planClone } from '../../protocols/backup/clone-plan';
import { isMapped, partsOf } from '../../protocols/backup/parts';
import type { Store } from '../../protocols/stores/store';
import { layoutOf } from '../stations/board-layout';
import { keepMeasured } from '../stations/calibration';
import { macOf, takeDown } from '../stations/stores/book-stores';
import { type HeldStore, lookAtStores, storesOfBoard } from '../stations/stores/look-at-stores';
import type { Carried } from '../stations/stores/write-sparing';
import { isConfirmed } from './confirmed';
import { fastLoader } from './fast-loader';
import { type Copy, readCopy, sameAsCompared } from './read-copy';
import type { Tool } from './tool';
import { writeCopy } from './write-copy';

interface Target {
  layout: BoardLayout;
  held: readonly HeldStore[];
}

/** `refused`: no clone can be made of that, and why. */
export const planOfClone = (
  { facts: { chip, flashBytes = 0 } }: ChipSession,
  copy: Copy,
  { layout, held }: Target,
): ClonePlan | { refused: BenchError } => {
  const { name: file, bytes, parts, whole } = copy;
  if (!whole) return { refused: new BenchError('copy.other-size', { file, size: bytes.length, flashBytes }) };
  if (copy.layout.bootloader !== 'there') return { refused: new BenchError('copy.other-chip', { file, chip }) };
  if (!isMapped(parts)) return { refused: new BenchError('copy.no-map', { file }) };
  const plan = planClone({
    bytes,
    parts,
    partitions: copy.layout.partitions,
    held,
    own: partsOf(layout, chip, flashBytes),
    calibration: layout.calibration,
  });
  const [lost] = plan.lost;
  return lost ? { refused: new BenchError('copy.no-place', { file, store: lost.label, kind: lost.kind }) } : plan;
};

const carry = async (session: ChipSession, { store, to }: { store: Store; to: Store }, signal: AbortSignal) => {
  const bytes = await session.read(store.offset, Math.min(store.size, to.size), () => {}, signal);
  return { bytes, address: to.offset };
};

export const clone: Tool<'clone'> = {
  async run(context, { file, sha256, typed }): Promise<CopyWritten> {
    const { signal, told } = context;
    if (!isConfirmed(context, typed)) throw new BenchError('copy.not-confirmed');
    const session = await fastLoader(context);
    told({ phase: 'keeping', done: 0, total: file.size });
    const copy = await readCopy(context, session, file);
    sameAsCompared(context, copy, sha256);
    const layout = await layoutOf(session, signal);
    const held = await lookAtStores(session, storesOfBoard(layout, copy.layout.partitions), signal);
    const plan = planOfClone(session, copy, { layout, held });
    if ('refused' in plan) throw plan.refused;
    await keepMeasured(session, context);
    const carried: Carried[] = [];
    for (const move of plan.moved) carried.push(await carry(session, move, signal));
    // Between two places in the flash the power may go.
    for (const { content } of held) if (content.holds === 'license') await takeDown(context, content.license);
    const work = await writeCopy(context, session, copy, { bytes: plan.bytes, around: plan.around, carried }, 'clone');
    const mac = macOf(context);
    return { name: copy.name, sha256, ...(mac && { mac }), ...work, clone: plan.parts };
  },
};
