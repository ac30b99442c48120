// Dexie watches only where it found an IndexedDB when it was loaded.
import 'fake-indexeddb/auto';
import { afterEach, expect, it } from 'vitest';
import { keepRun, runsSince } from '../../src/records/runs';
import { bound } from '../screens/harness/certificate-runs';
import { newDisk } from './bench';

const disk = newDisk();
afterEach(() => disk.closeAll());

it('finds the runs of a day by when they began, newest first', async () => {
  const db = disk.tab();
  const midnight = 86_400_000;
  for (const startedAt of [midnight - 1, midnight + 5, midnight])
    await keepRun(db, { ...bound, id: `run-${startedAt}`, startedAt, endedAt: midnight + 10 });
  expect((await runsSince(db, midnight)).map(({ startedAt }) => startedAt)).toEqual([midnight + 5, midnight]);
});
