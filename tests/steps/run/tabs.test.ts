import { describe, expect, it } from 'vitest';
import { createView, holdRun, liveRuns } from '../../../src/steps/run/tabs';

/** The part of Web Locks that tabs use (Web Locks API: a lock is held until its callback's promise settles). */
const createLocks = () => {
  const held = new Set<string>();
  const locks = {
    request: async (name: string, work: () => Promise<unknown>) => {
      held.add(name);
      try {
        return await work();
      } finally {
        held.delete(name);
      }
    },
    query: async () => ({ held: [...held].map((name) => ({ name })) }),
  };
  return { held, locks: locks as unknown as LockManager };
};

let ids = 0;
const newId = () => `tab-${++ids}`;

describe('of several tabs', () => {
  it('one out of view leaves a plugged board to one in view', async () => {
    const { locks } = createLocks();
    const seen = createView(locks, newId);
    const hidden = createView(locks, newId);
    await seen.set(true);
    await hidden.set(false);
    expect(await hidden.anotherIs()).toBe(true);
    expect(await seen.anotherIs()).toBe(false);
  });

  it('one out of view takes it when no other is in view', async () => {
    const { locks } = createLocks();
    const first = createView(locks, newId);
    const second = createView(locks, newId);
    await first.set(true);
    await first.set(false);
    await second.set(false);
    expect(await first.anotherIs()).toBe(false);
    expect(await second.anotherIs()).toBe(false);
  });

  it('shows a run as alive until it is let go', async () => {
    const { locks, held } = createLocks();
    const letGo = await holdRun(locks, 'r1');
    expect(await liveRuns(locks)).toEqual(['r1']);
    letGo();
    await expect.poll(() => held.size).toBe(0);
    expect(await liveRuns(locks)).toEqual([]);
  });

  it('without Web Locks one tab is taken for granted', async () => {
    const alone = createView(undefined, newId);
    await alone.set(false);
    expect(await alone.anotherIs()).toBe(false);
    expect(await liveRuns(undefined)).toEqual([]);
  });
});
