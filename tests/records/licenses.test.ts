import { afterEach, describe, expect, it } from 'vitest';
import type { LicenseRow } from '../../src/model/license';
import type { BenchDatabase } from '../../src/records/database';
import { importLicenses } from '../../src/records/license-import';
import {
  countLicenses,
  isOurKey,
  licenseOfMac,
  licenseOfUuid,
  listBatches,
  listLicenses,
  openLicense,
} from '../../src/records/license-questions';
import {
  adoptLicense,
  giveUpLicense,
  hasFreeLicense,
  markAccepted,
  markFoundOnBoard,
  markNotEqual,
  markSending,
  markVerified,
  releaseUnsent,
  reserveLicense,
  sweepDeadRuns,
} from '../../src/records/licenses';
import { importFree, license, macA, macB, newDisk } from './bench';

let disk = newDisk();
afterEach(() => {
  disk.closeAll();
  disk = newDisk();
});

const reserve = (db: BenchDatabase, mac: string, run: string, more = {}) =>
  reserveLicense(db, { mac, run, virtual: false, now: 2000, ...more });

/** The first license on macA, taken as far as `state` by run `r1`. */
const bring = async (
  db: BenchDatabase,
  state: 'reserved' | 'doubtful' | 'written' | 'verified',
): Promise<LicenseRow> => {
  const board = { mac: macA, now: 2100 };
  let row = await reserve(db, macA, 'r1');
  if (state !== 'reserved') row = await markSending(db, { uuid: row.uuid, run: 'r1', ...board });
  if (state === 'written' || state === 'verified') row = await markAccepted(db, { uuid: row.uuid, ...board });
  if (state === 'verified') row = await markVerified(db, { uuid: row.uuid, ...board });
  expect(row.state).toBe(state);
  return row;
};

describe('taking a license', () => {
  it('takes the next free one in the order of the sheet, then of the imports', async () => {
    const db = disk.tab();
    await importFree(db, 2, 'second name, first import', false, 5);
    await importFree(db, 1, 'later', false, 1);
    const taken = [
      await reserve(db, macA, 'r1'),
      await reserve(db, macB, 'r2'),
      await reserve(db, '00:00:00:00:00:01', 'r3'),
    ];
    expect(taken.map((row) => row.uuid)).toEqual([5, 6, 1].map((n) => license(n).uuid));
    expect(taken[0]).toMatchObject({ state: 'reserved', mac: macA, run: 'r1', at: 2000, sheetRow: 2 });
    await expect(reserve(db, '00:00:00:00:00:02', 'r4')).rejects.toMatchObject({ code: 'license.none-free' });
  });

  it('takes from the wanted batch only', async () => {
    const db = disk.tab();
    await importFree(db, 1, 'one');
    await importFree(db, 1, 'two', false, 2);
    expect(await hasFreeLicense(db, false, 'three')).toBe(false);
    expect((await reserve(db, macA, 'r1', { batch: 'two' })).uuid).toBe(license(2).uuid);
    await expect(reserve(db, macB, 'r2', { batch: 'two' })).rejects.toMatchObject({
      code: 'license.none-free',
      details: { batch: 'two' },
    });
  });

  // authorize-cli, section 5, row 4 and "measured failure of the peer": never a second license for one MAC.
  it('gives the same board its own license again', async () => {
    const db = disk.tab();
    await importFree(db, 3);
    const first = await reserve(db, macA, 'r1');
    expect(await reserve(db, macA, 'r2')).toMatchObject({ uuid: first.uuid, run: 'r2', state: 'reserved' });
    expect(await countLicenses(db, false)).toMatchObject({ free: 2, reserved: 1 });
  });

  it.each(['doubtful', 'written', 'verified'] as const)(
    'gives a %s one again only after the board was read',
    async (state) => {
      const db = disk.tab();
      await importFree(db, 2);
      const own = await bring(db, state);
      await expect(reserve(db, macA, 'r2')).rejects.toMatchObject({
        code: 'license.doubtful',
        details: { uuid: own.uuid },
      });
      expect((await licenseOfUuid(db, own.uuid))?.state).toBe(state);
      const again = await reserve(db, macA, 'r2', { boardHasNone: true });
      expect(again).toMatchObject({ uuid: own.uuid, state: 'reserved', run: 'r2', mac: macA });
      expect(again.history.at(-1)?.why).toBe('not-on-board');
    },
  );

  it('does not take a license over from another live run that shows the same MAC', async () => {
    const db = disk.tab();
    await importFree(db, 2);
    await reserve(db, macA, 'r1');
    const clone = { liveRuns: ['r1', 'r2'], boardHasNone: true };
    await expect(reserve(db, macA, 'r2', clone)).rejects.toMatchObject({ code: 'license.duplicate' });
    expect((await licenseOfMac(db, macA, false))?.run).toBe('r1');
  });

  it('gives a board the license a sheet says it had, and of two the later one', async () => {
    const db = disk.tab();
    const used = (n: number) => ({ license: license(n), spent: 'sheet-status' as const, mac: macA });
    await importLicenses(db, { rows: [used(1), used(2), { license: license(3) }], batch: 's', virtual: false, now: 1 });
    expect((await licenseOfMac(db, macA, false))?.uuid).toBe(license(2).uuid);
    expect(await reserve(db, macA, 'r1', { boardHasNone: true })).toMatchObject({ uuid: license(2).uuid });
  });

  it('keeps virtual boards and real ones apart, even with one MAC', async () => {
    const db = disk.tab();
    await importFree(db, 1);
    await importFree(db, 1, 'made up', true, 50);
    const real = await reserve(db, macA, 'r1');
    const virtual = await reserve(db, macA, 'r2', { virtual: true });
    expect([real.uuid, virtual.uuid]).toEqual([license(1).uuid, license(50).uuid]);
    await expect(reserve(db, macB, 'r3', { virtual: true })).rejects.toMatchObject({ code: 'license.none-free' });
    expect((await licenseOfMac(db, macA, true))?.uuid).toBe(virtual.uuid);
  });

  // Issue: "two tabs racing for the last license (one wins)".
  it('lets exactly one of many takers in two tabs have the last license', async () => {
    const [one, two] = [disk.tab(), disk.tab()];
    await importFree(one, 1);
    const takers = Array.from({ length: 12 }, (_, n) =>
      reserve(n % 2 ? one : two, `00:00:00:00:00:0${n.toString(16)}`, `r${n}`),
    );
    const outcomes = await Promise.allSettled(takers);
    const won = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    expect(won).toHaveLength(1);
    const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []));
    expect(lost).toEqual(Array(11).fill('license.none-free'));
    const [row] = await listLicenses(two);
    expect(row).toMatchObject({ state: 'reserved', mac: won[0]!.value.mac, run: won[0]!.value.run });
  });

  it('gives no license twice when boards and tabs come all at once', async () => {
    const tabs = [disk.tab(), disk.tab(), disk.tab()];
    await importFree(tabs[0]!, 20);
    const macs = Array.from(
      { length: 20 },
      (_, n) => `00:00:00:00:01:${n.toString(16).padStart(2, '0').toUpperCase()}`,
    );
    // Every board is asked for twice, from two tabs.
    const asked = [...macs, ...macs].map((mac, n) => reserve(tabs[n % 3]!, mac, `r${n % 20}`));
    const rows = await Promise.all(asked);
    const byMac = new Map(rows.map((row) => [row.mac, row.uuid]));
    expect(byMac.size).toBe(20);
    expect(new Set(byMac.values()).size).toBe(20);
    for (const row of rows) expect(byMac.get(row.mac)).toBe(row.uuid);
  });
});

describe('sending', () => {
  it('refuses the intent of a run that does not hold the license, so that it cannot send', async () => {
    const db = disk.tab();
    await importFree(db, 1);
    const { uuid } = await reserve(db, macA, 'r1');
    await expect(markSending(db, { uuid, mac: macA, run: 'r2', now: 3 })).rejects.toMatchObject({ code: 'unexpected' });
    await expect(markSending(db, { uuid, mac: macB, run: 'r1', now: 3 })).rejects.toMatchObject({ code: 'unexpected' });
    expect((await licenseOfUuid(db, uuid))?.state).toBe('reserved');
  });

  it('refuses acceptance and proof for another board', async () => {
    const db = disk.tab();
    await importFree(db, 1);
    const { uuid } = await bring(db, 'doubtful');
    await expect(markAccepted(db, { uuid, mac: macB, now: 3 })).rejects.toMatchObject({ code: 'unexpected' });
    await markAccepted(db, { uuid, mac: macA, now: 3 });
    await expect(markVerified(db, { uuid, mac: macB, now: 3 })).rejects.toMatchObject({ code: 'unexpected' });
  });

  it('does not call verified what the board has not accepted', async () => {
    const db = disk.tab();
    await importFree(db, 1);
    const { uuid } = await bring(db, 'doubtful');
    await expect(markVerified(db, { uuid, mac: macA, now: 3 })).rejects.toMatchObject({ code: 'unexpected' });
  });

  it('tells why and when, step by step', async () => {
    const db = disk.tab();
    await importFree(db, 1);
    const { history } = await bring(db, 'verified');
    expect(history.map(({ at, why }) => `${at} ${why}`)).toEqual([
      '1000 imported',
      '2000 set-aside',
      '2100 sending',
      '2100 board-accepted',
      '2100 read-back-twice',
    ]);
  });

  // authorize-cli, section 5, row 12.
  it('is doubtful again when an accepted write is read back unequal', async () => {
    const db = disk.tab();
    await importFree(db, 1);
    const { uuid } = await bring(db, 'written');
    expect((await markNotEqual(db, { uuid, mac: macA, now: 4 })).state).toBe('doubtful');
    expect((await markNotEqual(db, { uuid, mac: macA, now: 5 })).at).toBe(4);
  });
});

describe('a tab that dies', () => {
  /** All tabs are gone and the bench is opened again: no run is alive. */
  const reopen = async (): Promise<BenchDatabase> => {
    disk.closeAll();
    const db = disk.tab();
    await sweepDeadRuns(db, { live: [], now: 9000 });
    return db;
  };

  it('after the reservation: nothing was sent, the license is free again', async () => {
    const db = disk.tab();
    await importFree(db, 1);
    await bring(db, 'reserved');
    const after = await reopen();
    const [row] = await listLicenses(after);
    expect(row).toMatchObject({ state: 'free', at: 9000 });
    expect(row).not.toHaveProperty('run', expect.anything());
    expect(row?.mac).toBeUndefined();
    expect(row?.history.at(-1)).toMatchObject({ why: 'nothing-sent' });
    expect((await reserve(after, macB, 'r9')).uuid).toBe(license(1).uuid);
  });

  it('after the intent, before or after the bytes: doubtful, and nobody else gets it', async () => {
    const db = disk.tab();
    await importFree(db, 1);
    const { uuid } = await bring(db, 'doubtful');
    const after = await reopen();
    expect(await licenseOfMac(after, macA, false)).toMatchObject({ uuid, state: 'doubtful' });
    await expect(reserve(after, macB, 'r9')).rejects.toMatchObject({ code: 'license.none-free' });
    await expect(reserve(after, macA, 'r9')).rejects.toMatchObject({ code: 'license.doubtful' });
  });

  it('doubtful and found on the board: written, then verified', async () => {
    const db = disk.tab();
    await importFree(db, 1);
    const { uuid } = await bring(db, 'doubtful');
    const after = await reopen();
    expect(await markFoundOnBoard(after, { uuid, mac: macA, now: 9100 })).toMatchObject({ state: 'written' });
    expect(await markVerified(after, { uuid, mac: macA, now: 9200 })).toMatchObject({ state: 'verified' });
  });

  it('doubtful and not on the board: set aside for the same board, and stays its own when that run dies too', async () => {
    const db = disk.tab();
    await importFree(db, 1);
    const { uuid } = await bring(db, 'doubtful');
    const after = await reopen();
    await reserve(after, macA, 'r9', { boardHasNone: true });
    const again = await reopen();
    expect(await licenseOfMac(again, macA, false)).toMatchObject({ uuid, state: 'reserved', run: undefined });
    await expect(reserve(again, macB, 'r10')).rejects.toMatchObject({ code: 'license.none-free' });
    expect(await reserve(again, macA, 'r11')).toMatchObject({ uuid, run: 'r11' });
  });

  it.each(['written', 'verified'] as const)('after %s: stays', async (state) => {
    const db = disk.tab();
    await importFree(db, 1);
    await bring(db, state);
    expect(await licenseOfMac(await reopen(), macA, false)).toMatchObject({ state });
  });

  it('does not disturb runs that are alive in another tab', async () => {
    const [one, two] = [disk.tab(), disk.tab()];
    await importFree(one, 2);
    await reserve(one, macA, 'alive');
    await reserve(one, macB, 'dead');
    const released = await sweepDeadRuns(two, { live: async () => new Set(['alive']), now: 9000 });
    expect(released.map((row) => row.uuid)).toEqual([license(2).uuid]);
    expect(await licenseOfMac(one, macA, false)).toMatchObject({ state: 'reserved', run: 'alive' });
  });

  it('gives back at the end of a run what it had not sent, and nothing else', async () => {
    const db = disk.tab();
    await importFree(db, 2);
    await bring(db, 'doubtful');
    await reserve(db, macB, 'r1');
    const released = await releaseUnsent(db, { run: 'r1', now: 3000 });
    expect(released.map((row) => row.uuid)).toEqual([license(2).uuid]);
    expect(await countLicenses(db, false)).toMatchObject({ free: 1, doubtful: 1 });
  });
});

describe('licenses found on boards', () => {
  it('adopts a free one, and refuses what is bound elsewhere or a second one for the board', async () => {
    const db = disk.tab();
    await importFree(db, 3);
    const adopted = await adoptLicense(db, { uuid: license(2).uuid, mac: macA, now: 3 });
    expect(adopted).toMatchObject({ state: 'written', mac: macA });
    const again = { uuid: license(2).uuid, mac: macB, now: 4 };
    await expect(adoptLicense(db, again)).rejects.toMatchObject({ code: 'license.duplicate' });
    const second = { uuid: license(3).uuid, mac: macA, now: 4 };
    await expect(adoptLicense(db, second)).rejects.toMatchObject({ code: 'license.conflict' });
    expect(await countLicenses(db, false)).toMatchObject({ free: 2, written: 1 });
  });

  it('does not let two boards adopt one license at once', async () => {
    const [one, two] = [disk.tab(), disk.tab()];
    await importFree(one, 1);
    const { uuid } = license(1);
    const outcomes = await Promise.allSettled([
      adoptLicense(one, { uuid, mac: macA, now: 3 }),
      adoptLicense(two, { uuid, mac: macB, now: 3 }),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('leaves a proven row alone when it is found once more', async () => {
    const db = disk.tab();
    await importFree(db, 1);
    const proven = await bring(db, 'verified');
    expect(await markFoundOnBoard(db, { uuid: proven.uuid, mac: macA, now: 9 })).toMatchObject({
      state: 'verified',
      at: proven.at,
    });
    const elsewhere = markFoundOnBoard(db, { uuid: proven.uuid, mac: macB, now: 9 });
    await expect(elsewhere).rejects.toMatchObject({ code: 'license.duplicate' });
  });

  it('spends a lost board, keeps its MAC, and frees the board for another license', async () => {
    const db = disk.tab();
    await importFree(db, 3);
    const { uuid } = await bring(db, 'doubtful');
    expect(await giveUpLicense(db, { uuid, now: 5 })).toMatchObject({ state: 'spent', mac: macA });
    await adoptLicense(db, { uuid: license(2).uuid, mac: macA, now: 6 });
    expect(await licenseOfMac(db, macA, false)).toMatchObject({ uuid: license(2).uuid });
    await giveUpLicense(db, { uuid: license(2).uuid, now: 7 });
    expect(await countLicenses(db, false)).toMatchObject({ spent: 2, free: 1 });
  });
});

describe('questions', () => {
  it('counts and lists by state, batch and kind, page by page', async () => {
    const db = disk.tab();
    await importFree(db, 5, 'one');
    await importFree(db, 2, 'made up', true, 50);
    await bring(db, 'written');
    expect(await countLicenses(db, false)).toEqual({
      free: 4,
      reserved: 0,
      doubtful: 0,
      written: 1,
      verified: 0,
      spent: 0,
    });
    expect((await listBatches(db)).map(({ batch, virtual, counts }) => [batch, virtual, counts.free])).toEqual([
      ['one', false, 4],
      ['made up', true, 2],
    ]);
    const page = await listLicenses(db, { virtual: false, state: 'free', offset: 1, limit: 2 });
    expect(page.map((row) => row.uuid)).toEqual([3, 4].map((n) => license(n).uuid));
  });

  it('opens the license for its board and compares keys', async () => {
    const db = disk.tab();
    await importFree(db, 2);
    expect(await openLicense(db, license(2).uuid)).toEqual(license(2));
    expect(await isOurKey(db, license(1))).toBe(true);
    expect(await isOurKey(db, { ...license(1), authKey: license(2).authKey })).toBe(false);
    expect(await isOurKey(db, license(9))).toBe(false);
    await expect(openLicense(db, license(9).uuid)).rejects.toMatchObject({ code: 'storage.failed' });
  });
});
