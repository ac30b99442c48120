import { afterEach, expect, it } from 'vitest';
import { importLicenses } from '../../src/records/license-import';
import { openLicense } from '../../src/records/license-questions';
import { giveUpLicense, markAccepted, markSending, reserveLicense } from '../../src/records/licenses';
import { openSecretBox } from '../../src/records/secret-box';
import { importFree, license, macA, newDisk } from './bench';
import { everythingStored, spelled } from './stored';

let disk = newDisk();
afterEach(() => {
  disk.closeAll();
  disk = newDisk();
});

// Architecture, section 19: "a test searches logs, events and exports for it"; here, all of the storage.
it('leaves no AuthKey readable anywhere in storage, whatever the license went through', async () => {
  const db = disk.tab();
  await importFree(db, 5);
  await importLicenses(db, {
    rows: [{ license: license(6), spent: 'sheet-mac', mac: macA, sheet: { mac: macA }, extra: { note: 'kept' } }],
    batch: 'b',
    virtual: false,
    now: 1,
  });
  const { uuid } = await reserveLicense(db, { mac: '00:00:00:00:00:01', run: 'r', virtual: false, now: 1 });
  await markSending(db, { uuid, mac: '00:00:00:00:00:01', run: 'r', now: 2 });
  await markAccepted(db, { uuid, mac: '00:00:00:00:00:01', now: 3 });
  await giveUpLicense(db, { uuid: license(2).uuid, now: 4 });

  const stored = await everythingStored(db);
  // The search finds what is there, in rows and inside bytes.
  expect(stored).toContain(license(6).uuid);
  expect(stored).toContain('kept');
  expect(spelled({ a: [Buffer.from('planted')] })).toContain('planted');
  for (const n of [1, 2, 3, 4, 5, 6]) {
    const { authKey } = license(n);
    expect(stored).not.toContain(authKey);
    expect(stored).not.toContain(Buffer.from(authKey).toString('hex'));
    expect(stored).not.toContain(Buffer.from(authKey).toString('base64').replace(/=+$/, ''));
    expect(stored).not.toContain(authKey.slice(0, 12));
  }
  expect(await openLicense(db, license(6).uuid)).toEqual(license(6));
});

it('keeps a key that cannot be read out', async () => {
  const db = disk.tab();
  await importFree(db, 1);
  const [row] = await db.keys.toArray();
  expect(row?.key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('raw', row!.key)).rejects.toThrow();
});

it('makes one key when two tabs begin at once, and each opens what the other sealed', async () => {
  const [one, two] = [disk.tab(), disk.tab()];
  const [boxOne, boxTwo] = await Promise.all([openSecretBox(one), openSecretBox(two)]);
  expect(await one.keys.count()).toBe(1);
  const { uuid, authKey } = license(1);
  expect(await boxTwo.open(uuid, await boxOne.seal(license(1)))).toBe(authKey);
  expect(await boxOne.open(uuid, await boxTwo.seal(license(1)))).toBe(authKey);
});

it('does not open a seal that was moved to another row, and does not name the key in the fault', async () => {
  const box = await openSecretBox(disk.tab());
  const sealed = await box.seal(license(1));
  const fault = await box.open(license(2).uuid, sealed).catch((error: unknown) => error);
  expect(fault).toMatchObject({ code: 'storage.failed', details: { uuid: license(2).uuid } });
  expect(JSON.stringify(fault)).not.toContain(license(1).authKey);
});

it('seals the same license differently every time', async () => {
  const box = await openSecretBox(disk.tab());
  const [one, two] = await Promise.all([box.seal(license(1)), box.seal(license(1))]);
  expect(Buffer.from(one.box).equals(Buffer.from(two.box))).toBe(false);
});
