// Dexie watches only where it found an IndexedDB when it was loaded.
import 'fake-indexeddb/auto';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import { keepRun, keptRuns, listRuns, runOf, runsSince } from '../../src/records/runs';
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

it('lets the oldest go, and never the one just kept, whatever the clock said', { timeout: 60_000 }, async () => {
  const own = newDisk();
  onTestFinished(own.closeAll);
  const db = own.tab();
  const row = (n: number, startedAt = n) => ({ ...bound, id: `run-${n}`, startedAt, endedAt: startedAt + 1 });
  await db.runs.bulkPut(Array.from({ length: keptRuns }, (_, n) => row(n + 1)));
  await keepRun(db, row(keptRuns + 1));
  const ids = async () => (await listRuns(db)).map(({ startedAt }) => startedAt);
  expect(await ids()).toEqual(Array.from({ length: keptRuns }, (_, n) => keptRuns + 1 - n));
  // The clock was a day ahead, and was set right.
  await keepRun(db, row(9999, 0));
  expect(await runOf(db, 'run-9999')).toBeDefined();
  expect(await runOf(db, 'run-2')).toBeUndefined();
  expect(await db.runs.count()).toBe(keptRuns);
  await keepRun(db, row(9999, 0));
  expect(await db.runs.count()).toBe(keptRuns);
});

it('numbers the runs of this bench one after the other, and a run that is kept again keeps its number', async () => {
  const own = newDisk();
  onTestFinished(own.closeAll);
  const db = own.tab();
  const keep = (id: string, startedAt: number) => keepRun(db, { ...bound, id, startedAt, endedAt: startedAt + 1 });
  await db.runs.put({ ...bound, id: 'of an older bench' });
  await keep('a', 10);
  // The clock was set back.
  await keep('b', 5);
  await keep('a', 10);
  await keep('c', 20);
  const numbers = Object.fromEntries((await listRuns(db)).map(({ id, number }) => [id, number]));
  expect(numbers).toEqual({ 'of an older bench': undefined, a: 1, b: 2, c: 3 });
});
