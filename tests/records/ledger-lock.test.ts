import { afterEach, expect, it, vi } from 'vitest';
import { adoptLicense, markSending, releaseUnsent, reserveLicense, sweepDeadRuns } from '../../src/records/licenses';
import { importFree, license, macA, macB, newDisk } from './bench';

const disk = newDisk();
afterEach(() => {
  vi.unstubAllGlobals();
  disk.closeAll();
});

/** Web Locks as far as the ledger uses them: exclusive, by name, first come first served. */
const fakeLocks = () => {
  const queues = new Map<string, Promise<unknown>>();
  const trail: string[] = [];
  const request = (name: string, work: () => Promise<unknown>) => {
    const turn = (queues.get(name) ?? Promise.resolve()).then(async () => {
      trail.push(`in ${name}`);
      try {
        return await work();
      } finally {
        trail.push(`out ${name}`);
      }
    });
    queues.set(
      name,
      turn.catch(() => undefined),
    );
    return turn;
  };
  return { request, trail };
};

// Architecture, section 8, and the issue: "tabs agree through Web Locks".
it('changes the ledger in one lock, one after the other, and never asks for it twice', async () => {
  const locks = fakeLocks();
  vi.stubGlobal('navigator', { locks });
  const db = disk.tab();
  await importFree(db, 3);
  await Promise.all([
    reserveLicense(db, { mac: macA, run: 'r1', virtual: false, now: 1 }),
    reserveLicense(db, { mac: macB, run: 'r2', virtual: false, now: 1 }),
  ]);
  await markSending(db, { uuid: license(1).uuid, mac: macA, run: 'r1', now: 2 });
  await releaseUnsent(db, { run: 'r2', now: 3 });
  await sweepDeadRuns(db, { live: [], now: 4 });
  await expect(adoptLicense(db, { uuid: license(1).uuid, mac: macB, now: 5 })).rejects.toMatchObject({
    code: 'license.duplicate',
  });
  expect(locks.trail).toEqual(Array(7).fill(['in bindery-ledger', 'out bindery-ledger']).flat());
});
