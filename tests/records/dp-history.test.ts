import { afterEach, expect, it } from 'vitest';
import type { DpEntry } from '../../src/model/dp-history';
import { dpHistoryOf, forgetDpHistory, keepDpEntries, keptRows } from '../../src/records/dp-history';
import { newDisk } from './bench';

let disk = newDisk();
afterEach(() => {
  disk.closeAll();
  disk = newDisk();
});

const entry = (n: number, more: Partial<DpEntry> = {}): DpEntry => ({
  id: `e${n}`,
  at: n,
  code: 'switch_1',
  kind: 'sent',
  source: 'app',
  value: true,
  ...more,
});
const lamp = { place: 'page', deviceId: 'vdev1' };

it('keeps what was told of a device, in order, and what has become of it since', async () => {
  const db = disk.tab();
  await keepDpEntries(db, lamp, [entry(2), entry(1)]);
  await keepDpEntries(db, lamp, [entry(2, { command: { kind: 'answered', value: true, at: 2, ms: 142 } })]);
  const kept = await dpHistoryOf(disk.tab(), lamp);
  expect(kept).toEqual([entry(1), entry(2, { command: { kind: 'answered', value: true, at: 2, ms: 142 } })]);
});

it('never mixes devices, nor the same id of two clouds', async () => {
  const db = disk.tab();
  await keepDpEntries(db, lamp, [entry(1)]);
  await keepDpEntries(db, { ...lamp, place: 'relay' }, [entry(2)]);
  await keepDpEntries(db, { ...lamp, deviceId: 'vdev10' }, [entry(3)]);
  expect((await dpHistoryOf(db, lamp)).map(({ id }) => id)).toEqual(['e1']);
  await forgetDpHistory(db, lamp);
  expect(await dpHistoryOf(db, lamp)).toEqual([]);
  expect(await dpHistoryOf(db, { ...lamp, deviceId: 'vdev10' })).toHaveLength(1);
});

it('lets the oldest go', async () => {
  const db = disk.tab();
  await keepDpEntries(
    db,
    lamp,
    Array.from({ length: keptRows }, (_, n) => entry(n)),
  );
  await keepDpEntries(db, lamp, [entry(keptRows), entry(keptRows + 1)]);
  const kept = await dpHistoryOf(db, lamp);
  expect(kept).toHaveLength(keptRows);
  expect(kept[0]?.at).toBe(2);
});
