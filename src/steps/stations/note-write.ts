/** Keeps the note of a write that is under way, so that whoever meets the board next knows how far it came. */
import { isUnderWay, workIn } from '../../model/flash-work';
import { percentOf, type UnfinishedWrite } from '../../model/unfinished-write';
import { orNotNoted } from '../run/deed';
import type { RunContext } from '../run/step';
import type { WriteNote } from '../run/write-notes';
import type { PiecesProgress } from './stores/write-sparing';

/** Storage is told how far it is at every tenth. */
const tenths = (write: UnfinishedWrite): number => Math.floor(percentOf(write) / 10);

/** Follows the write. The answer: the percent it goes on from, once every part of it was compared and some was there. */
export type Follow = (progress: PiecesProgress) => number | undefined;

/** Percent of an image that the flash holds before its first byte. */
const kept = ({ work = [], total }: PiecesProgress): number =>
  percentOf({ held: Math.min(total, workIn(work, { from: 0, to: Number.POSITIVE_INFINITY }).kept), total });

/**
 * Noted before the first byte; the note is gone when `work` has proved all of it. Throws `storage.failed` before `work`
 * has begun, and `storage.not-noted` {done: `flashed`} behind it.
 */
export const whileNoted = async <T>(
  { lane, now }: Pick<RunContext, 'lane' | 'now'>,
  note: WriteNote,
  image: Pick<UnfinishedWrite, 'sha256' | 'name' | 'total' | 'erase' | 'copy'>,
  work: (follow: Follow) => Promise<T>,
): Promise<T> => {
  const before = await note.read();
  const goesOn = before?.sha256 === image.sha256 && !image.erase;
  let write: UnfinishedWrite = { ...image, held: before && goesOn ? before.held : 0, at: now() };
  await note.keep(write);
  lane.set({ unfinished: write });
  let touched = false;
  let resumed: number | undefined;
  let saving: Promise<void> = Promise.resolve();
  // How far it came is a figure: a storage that does not take it costs the write nothing.
  const save = () => {
    const latest = write;
    saving = saving.then(() => note.keep(latest)).catch(() => {});
    return saving;
  };
  const follow: Follow = (progress) => {
    const { phase, done, total, planned } = progress;
    touched ||= phase !== 'comparing';
    if (!isUnderWay(progress)) return resumed;
    const earlier = write;
    write = { ...write, held: done, total };
    if (goesOn && planned) resumed ??= kept(progress);
    if (tenths(write) !== tenths(earlier)) void save();
    return resumed || undefined;
  };
  try {
    const done = await work(follow);
    await saving;
    await note.drop().catch(orNotNoted('flashed', {}));
    lane.set({ unfinished: undefined });
    return done;
  } catch (fault) {
    await (touched ? save() : saving);
    // Broken off while the chip was still asked what it holds: the flash is as it was.
    if (!touched) await (before ? note.keep(before) : note.drop()).catch(() => {});
    lane.set({ unfinished: touched ? write : before });
    throw fault;
  }
};
