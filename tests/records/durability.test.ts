import { IDBDatabase, IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../../src/records/database';
import { markAccepted, markSending, markVerified, reserveLicense } from '../../src/records/licenses';
import { importFree, license, macA } from './bench';

/** A promise of the ledger is kept when the change is on disk, not when the system has heard of it (issue: "power cut"). */
it('changes the ledger with strict durability, every time', async () => {
  const asked = vi.spyOn(IDBDatabase.prototype as globalThis.IDBDatabase, 'transaction');
  onTestFinished(() => asked.mockRestore());
  const db = openDatabase({ indexedDB: new IDBFactory(), IDBKeyRange });
  onTestFinished(() => db.close());
  await importFree(db, 1);
  const { uuid } = license(1);
  await reserveLicense(db, { mac: macA, run: 'run-1', virtual: false, now: 1 });
  await markSending(db, { uuid, mac: macA, run: 'run-1', now: 2 });
  await markAccepted(db, { uuid, mac: macA, now: 3 });
  await markVerified(db, { uuid, mac: macA, now: 4 });
  const writing = asked.mock.calls.filter(([, mode]) => mode === 'readwrite');
  expect(writing.length).toBeGreaterThanOrEqual(5);
  expect(writing.map(([, , options]) => options)).toEqual(writing.map(() => ({ durability: 'strict' })));
});
