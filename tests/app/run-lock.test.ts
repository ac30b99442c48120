import { expect, it } from 'vitest';
import { holdWhileAtWork, whileNobodyWorks } from '../../src/app/run-lock';
import type { LaneState } from '../../src/model/run';
import { createBenchView } from '../../src/steps/bench/bench-view';

/** Two tabs, one lock manager: a new version never takes over while a run is under way in either (issue: the house). */

/** As much of Web Locks as is used: shared and exclusive, `ifAvailable` for the latter. */
const lockManager = (): LockManager => {
  let holders = 0;
  const request = async (_: string, options: LockOptions, work: (lock: Lock | null) => Promise<unknown>) => {
    if (options.mode === 'exclusive' && holders > 0) return work(null);
    holders++;
    try {
      return await work({ name: 'x', mode: options.mode ?? 'exclusive' });
    } finally {
      holders--;
    }
  };
  return { request } as unknown as LockManager;
};

const tab = () => {
  const view = createBenchView();
  const lane = (state: LaneState) =>
    view.setState({
      lanes: [{ id: 'a', port: { id: 'p', name: 'p', use: 'open' }, state, stations: [], evidence: [] }],
    });
  return { view, lane };
};

it('waits for the runs of all tabs', async () => {
  const locks = lockManager();
  const [mine, other] = [tab(), tab()];
  holdWhileAtWork(mine.view, locks);
  holdWhileAtWork(other.view, locks);
  let taken = 0;
  const take = () => whileNobodyWorks(locks, async () => void taken++);

  other.lane('running');
  expect(await take()).toBe(false);
  mine.lane('recognising');
  other.lane('proven');
  await Promise.resolve();
  expect(await take()).toBe(false);
  expect(taken).toBe(0);
  mine.lane('failed');
  await Promise.resolve();
  expect(await take()).toBe(true);
  expect(taken).toBe(1);
});

it('holds once however often a running lane changes', async () => {
  const locks = lockManager();
  const { view, lane } = tab();
  const leave = holdWhileAtWork(view, locks);
  lane('running');
  lane('running');
  lane('ready');
  await Promise.resolve();
  expect(await whileNobodyWorks(locks, async () => undefined)).toBe(true);
  lane('running');
  leave();
  await Promise.resolve();
  expect(await whileNobodyWorks(locks, async () => undefined)).toBe(true);
});
