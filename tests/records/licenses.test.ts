import { describe, expect, it } from 'vitest';
import { listLicenses, openLicense } from '../../src/records/license-questions';
import { importFree, license, newDisk } from './bench';

describe('smoke', () => {
  it('imports and opens', async () => {
    const db = newDisk().tab();
    expect(await importFree(db, 3)).toMatchObject({ free: 3 });
    expect((await listLicenses(db)).map((r) => r.uuid)).toEqual([1, 2, 3].map((n) => license(n).uuid));
    expect(await openLicense(db, license(2).uuid)).toEqual(license(2));
  });
});
