import { expect, onTestFinished, test } from 'vitest';
import type { Build, FolderWatch } from '../../../src/model/build';
import { pauseFolder, watchFolder } from '../../../src/records/builds';
import { createFolderWatch } from '../../../src/steps/builds/watch-folder';
import { buildBekenImage } from '../../../src/virtual/beken/demo-image';
import { bekenTwins } from '../../../src/virtual/beken/twins';
import { newDatabase } from '../rig';
import { version as image, qio } from './build-rig';
import { fakeFolder } from './fake-folder';

/** Which tab looks at the folder, and when it may (File System Access, "Permissions"; Web Locks). */

/** An exclusive lock is one asker's until his work settles, and the next waits, or is aborted. */
const fakeLocks = () => {
  const tails = new Map<string, Promise<unknown>>();
  const request = async (name: string, { signal }: { signal: AbortSignal }, work: () => Promise<void>) => {
    const before = tails.get(name) ?? Promise.resolve();
    const mine = before.then(() => (signal.aborted ? undefined : work()));
    tails.set(name, mine);
    await mine;
  };
  return { request } as unknown as LockManager;
};

const until = (is: () => boolean) =>
  new Promise<void>((found) => {
    const timer = setInterval(() => {
      if (!is()) return;
      clearInterval(timer);
      found();
    }, 20);
  });

const scene = async () => {
  const db = newDatabase();
  const disk = fakeFolder();
  const locks = fakeLocks();
  await watchFolder(db, { handle: {}, name: 'lamp', now: 1 });
  const tab = async () => {
    const told: (FolderWatch | undefined)[] = [];
    const taken: Build[] = [];
    const looks = { wanted: true };
    const watch = createFolderWatch({
      db,
      locks,
      openFolder: () => disk.folder,
      now: Date.now,
      ticks: () => Math.round(performance.now()),
      tell: (now) => told.push(now),
      taken: (build) => taken.push(build),
      wanted: () => looks.wanted,
    });
    onTestFinished(watch.end);
    await watch.begin();
    return {
      watch,
      taken,
      looks,
      now: () => told.at(-1),
      is: (state: string) => until(() => told.at(-1)?.state === state),
    };
  };
  return { db, disk, tab };
};

test('one tab looks, the other says so, and takes over when the first is gone', async () => {
  const { disk, tab } = await scene();
  const first = await tab();
  await first.is('watching');
  const second = await tab();
  await second.is('elsewhere');
  disk.write(qio('1.0.1'), image('1.0.1'), Date.now());
  await until(() => first.taken.length === 1);
  expect(first.taken[0]).toMatchObject({ fresh: true, path: qio('1.0.1') });
  first.watch.end();
  await second.is('watching');
  disk.write(qio('1.0.2'), image('1.0.2'), Date.now());
  await until(() => second.taken.at(-1)?.path === qio('1.0.2'));
});

test('without the browser’s leave it asks, and what was built meanwhile is not fresh', async () => {
  const { disk, tab } = await scene();
  disk.allow('prompt');
  disk.write(qio('1.0.1'), image('1.0.1'), Date.now());
  const { is, taken, watch } = await tab();
  await is('asks');
  expect(disk.counts.listed).toBe(0);
  disk.allow('granted');
  watch.poke();
  await until(() => taken.length === 1);
  expect(taken[0]?.fresh).toBe(false);
});

test('a folder that is gone is said to be, and looked at again when it is back', async () => {
  const { disk, tab } = await scene();
  const { is, taken } = await tab();
  await is('watching');
  disk.unplug(true);
  await is('gone');
  disk.unplug(false);
  await is('watching');
  disk.write(qio('1.0.1'), image('1.0.1'), Date.now());
  await until(() => taken.length === 1);
});

test('paused, or with nobody to look for, it is left alone', async () => {
  const { db, disk, tab } = await scene();
  const { is, watch, looks, taken } = await tab();
  await is('watching');
  await pauseFolder(db, true);
  await watch.begin();
  await is('paused');
  const before = disk.counts.listed;
  disk.write(qio('1.0.1'), image('1.0.1'), Date.now());
  watch.poke();
  expect(disk.counts.listed).toBe(before);
  looks.wanted = false;
  await pauseFolder(db, false);
  await watch.begin();
  expect(taken).toEqual([]);
  looks.wanted = true;
  watch.poke();
  await until(() => taken.length === 1);
  expect(taken[0]?.fresh).toBe(false);
});

test('an image that does not say where it ends is waited for longer', async () => {
  const { disk, tab } = await scene();
  const { is, taken } = await tab();
  await is('watching');
  const bytes = buildBekenImage({ twin: bekenTwins.t5ai, appBytes: 100_000 });
  const begun = Date.now();
  disk.write(qio('1.0.1'), bytes, begun);
  await until(() => taken.length === 1);
  expect((taken[0]?.takenAt ?? 0) - begun).toBeGreaterThan(1500);
});
