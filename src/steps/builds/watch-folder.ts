/**
 * Watches the folder of builds, where the ports are watched too: in the worker, which a hidden tab and a stalled page do
 * not slow. One tab reads it; the others hear of it through the storage.
 */

import type { Folder } from '../../links/folder';
import type { Build, FolderWatch } from '../../model/build';
import type { Clock } from '../../model/clock';
import { buildFolder, keepBuild, noteTaken } from '../../records/builds';
import type { BenchDatabase, BuildFolderRow } from '../../records/database';
import { watchRecords } from '../../records/watch';
import { createAlarm } from './alarm';
import { createLook } from './look';
import { observe } from './observe';
import type { WholeImage } from './read-build';

export interface WatchHands extends Clock {
  db: BenchDatabase;
  locks?: Pick<LockManager, 'request' | 'query'>;
  /** What a kept handle opens; it is the folder itself when missing. */
  openFolder?(handle: object): Folder;
  /** The folder as it is now; undefined: none is watched. */
  tell(watch: FolderWatch | undefined): void;
  /** A build was taken, in this tab or another. */
  taken(build: Build): void;
  /** Somebody sees this page, or a board waits for a build. */
  wanted(): boolean;
}

const lockName = 'bindery.builds';

/** Between two looks, ms: as a rule, where the browser tells of changes, and at a file that has just changed. */
const [everyMs, whenToldMs, atChangeMs] = [1000, 2000, 250];

const asIs = (handle: object): Folder => handle as Folder;

export const createFolderWatch = (hands: WatchHands) => {
  const { db, locks, openFolder = asIs, tell, taken, wanted, now, ticks } = hands;
  let row: BuildFolderRow | undefined;
  let reading: AbortController | undefined;
  let view: FolderWatch | undefined;
  let begun = false;
  const alarm = createAlarm();

  const show = (change: Partial<FolderWatch>) => {
    if (!row) return;
    const next = { ...view, state: view?.state ?? ('watching' as const), name: row.name, ...change };
    if (JSON.stringify(next) === JSON.stringify(view)) return;
    view = next;
    tell(view);
  };

  const take = async (image: WholeImage, fresh: boolean) => {
    const { sha256, name, path, modified, bytes, facts } = image;
    const takenAt = now();
    const { chip, alsoFor, app, version, size } = facts;
    const build: Build = {
      sha256,
      path,
      modified,
      takenAt,
      fresh,
      facts: { chip, size, ...(alsoFor && { alsoFor }), ...(app && { app }), ...(version && { version }) },
    };
    const shelf = { sha256, fileName: name, addedAt: takenAt, virtual: false, facts, build: { modified } };
    await keepBuild(db, shelf, bytes);
    if (!(await noteTaken(db, build))) return;
    show({ last: build });
    taken(build);
  };

  /** Until `stop`; the lock is this tab's. */
  const read = async ({ handle, taken: before }: BuildFolderRow, stop: AbortSignal) => {
    const folder = openFolder(handle);
    /** What is found before the folder was quiet once had been there when the watch began. */
    let quiet = false;
    const newLook = () => createLook({ folder, ticks, before, take: (image) => take(image, quiet) });
    let look = newLook();
    let observed = false;
    while (!stop.aborted) {
      const { paused } = row ?? {};
      if (paused || !wanted()) {
        if (paused) show({ state: 'paused' });
        quiet = false;
        await alarm.ring(undefined, stop);
        continue;
      }
      const may = (await folder.queryPermission?.({ mode: 'read' })) ?? 'granted';
      if (may !== 'granted') {
        show({ state: 'asks', seen: undefined });
        quiet = false;
        await alarm.ring(everyMs, stop);
        continue;
      }
      observed ||= await observe(handle, alarm.poke, stop);
      try {
        const { seen, tooMuch } = await look();
        quiet ||= seen?.found !== 'changing';
        show({ state: 'watching', seen, tooMuch: tooMuch || undefined });
        await alarm.ring(seen?.found === 'changing' ? atChangeMs : observed ? whenToldMs : everyMs, stop, atChangeMs);
      } catch {
        show({ state: 'gone', seen: undefined });
        look = newLook();
        await alarm.ring(everyMs, stop);
      }
    }
  };

  const end = () => {
    reading?.abort();
    reading = undefined;
    view = undefined;
  };

  const start = (fresh: BuildFolderRow) => {
    const stop = new AbortController();
    reading = stop;
    const work = () => read(row ?? fresh, stop.signal).catch(() => {});
    if (!locks) return void work();
    show({ state: 'elsewhere' });
    // A tab that is waiting takes over with the end of the one before.
    locks.request(lockName, { signal: stop.signal }, work).catch(() => {});
  };

  const takeRow = (fresh: BuildFolderRow | undefined) => {
    const isOther = fresh?.since !== row?.since;
    row = fresh;
    if (isOther) end();
    if (!fresh) return isOther ? tell(undefined) : undefined;
    if (isOther) start(fresh);
    show({ ...(fresh.taken && { last: fresh.taken }) });
    if (fresh.taken) taken(fresh.taken);
    alarm.poke();
  };

  return {
    /** Asks what is to be watched; from then on it is told when that changes. */
    async begin() {
      takeRow(await buildFolder(db));
      if (begun) return;
      begun = true;
      watchRecords(
        () => buildFolder(db),
        takeRow,
        () => {},
      );
    },
    /** Something changed that `wanted` goes by, or a person gave the browser's leave. */
    poke: alarm.poke,
    end,
  };
};
