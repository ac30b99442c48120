import { describe, expect, test } from 'vitest';
import type { Check } from '../../../src/model/check';
import type { FirmwareRow } from '../../../src/model/firmware';
import type { LaneView, Plan } from '../../../src/model/run';
import { missingFor, poolShares, stillMissing } from '../../../src/screens/bench/plan/readiness';
import type { Stock } from '../../../src/screens/parts/bench-context';

const plan: Plan = {
  flash: true,
  license: true,
  verify: true,
  boot: false,
  pair: false,
  activate: false,
  control: false,
  pairBy: 'bluetooth',
  baud: 921_600,
  startByItself: false,
};
const lane = (virtual: boolean): LaneView => ({
  id: '1',
  port: { id: 'p', name: 'CP210x', use: 'free', ...(virtual && { virtual: { habit: 'plain' } }) },
  state: 'ready',
  stations: [],
  evidence: [],
  chip: { chip: 'esp32', mac: '34:85:18:6E:0A:5C' },
  onBoard: { kind: 'none' },
});
const file = (sha256: string, chip: FirmwareRow['facts']['chip'], virtual = false): FirmwareRow => ({
  sha256,
  fileName: `${sha256}.bin`,
  addedAt: 1,
  virtual,
  facts: { kind: 'merged', chip, address: 0, size: 1, partitions: [], covers: [] },
});
const stock = (change: Partial<Stock> = {}): Stock => ({
  read: true,
  firmware: [file('real', 'esp32')],
  pools: [{ batch: 'Tuesday', virtual: false, free: 3, total: 3 }],
  ...change,
});

describe('what stands in the way of Run', () => {
  test('nothing, with a fitting file and a free license', () => {
    expect(missingFor(plan, stock(), lane(false))).toBeUndefined();
  });

  test('nothing is called missing before storage was asked', () => {
    expect(missingFor(plan, stock({ read: false, firmware: [], pools: [] }), lane(false))).toBeUndefined();
  });

  test('no file, or none for this chip', () => {
    expect(missingFor(plan, stock({ firmware: [] }), lane(false))).toEqual({ kind: 'firmware' });
    expect(missingFor(plan, stock({ firmware: [file('c3', 'esp32c3')] }), lane(false))).toEqual({ kind: 'firmware' });
  });

  test('a chosen file for another chip, before the first byte is sent', () => {
    const c3 = file('c3', 'esp32c3');
    const shelf = stock({ firmware: [c3, file('real', 'esp32')] });
    expect(missingFor({ ...plan, firmware: 'c3' }, shelf, lane(false))).toEqual({ kind: 'wrong-chip', row: c3 });
  });

  test('a make-believe image on a real board, and only there', () => {
    const demo = file('demo', 'esp32', true);
    const shelf = stock({ firmware: [demo], pools: [{ batch: 'Demo', virtual: true, free: 1, total: 1 }] });
    const chosen = { ...plan, firmware: 'demo' };
    expect(missingFor(chosen, shelf, lane(false))).toEqual({ kind: 'virtual-only', row: demo });
    expect(missingFor(chosen, shelf, lane(true))).toBeUndefined();
  });

  test('a part alone, chosen by its hash', () => {
    const part = { ...file('part', 'esp32'), facts: { ...file('part', 'esp32').facts, kind: 'part' as const } };
    const shelf = stock({ firmware: [part, file('real', 'esp32')] });
    expect(missingFor({ ...plan, firmware: 'part' }, shelf, lane(false))).toEqual({ kind: 'part', row: part });
    expect(missingFor(plan, shelf, lane(false))).toBeUndefined();
  });

  test('free licenses are not missed by a board that has its own in the ledger', () => {
    const check = (state: Check['state']): Check => ({ name: 'licenses', state, details: {} });
    expect(stillMissing({ kind: 'licenses' }, [check('unneeded')])).toBeUndefined();
    expect(stillMissing({ kind: 'licenses' }, [check('not-ready')])).toEqual({ kind: 'licenses' });
    expect(stillMissing({ kind: 'licenses' }, [])).toEqual({ kind: 'licenses' });
    expect(stillMissing({ kind: 'firmware' }, [check('unneeded')])).toEqual({ kind: 'firmware' });
  });

  test('made-up licenses are none for a real board, real ones none for a virtual board', () => {
    const demo = stock({ pools: [{ batch: 'Demo', virtual: true, free: 9, total: 9 }] });
    expect(missingFor(plan, demo, lane(false))).toEqual({ kind: 'licenses' });
    expect(missingFor(plan, stock(), lane(true))).toEqual({ kind: 'licenses' });
  });

  test('an empty pool does not matter to a board that has a license', () => {
    const has: LaneView = { ...lane(false), onBoard: { kind: 'has', uuid: 'u', ledger: 'ours' } };
    expect(missingFor(plan, stock({ pools: [] }), has)).toBeUndefined();
  });

  test('only the chosen batch counts', () => {
    expect(missingFor({ ...plan, batch: 'Monday' }, stock(), lane(false))).toEqual({ kind: 'licenses' });
  });

  test('a plan of nothing', () => {
    expect(missingFor({ ...plan, flash: false, license: false, verify: false }, stock(), lane(false))).toEqual({
      kind: 'nothing-planned',
    });
  });
});

describe('the pool shows what this plan would take', () => {
  const pools = [
    { batch: 'Tuesday', virtual: false, free: 3, total: 3 },
    { batch: 'Demo', virtual: true, free: 12, total: 12 },
  ];
  const having = stock({ pools });

  test('for virtual boards from the made-up ones, though there are real ones', () => {
    expect(poolShares(plan, having, [lane(true), lane(true)])).toEqual([
      { virtual: true, free: 12, takes: 2, any: true },
    ]);
  });

  test('real and virtual apart, none for a board that has one or is not known yet', () => {
    const has: LaneView = { ...lane(false), onBoard: { kind: 'has', uuid: 'u', ledger: 'ours' } };
    const { chip: _, ...unknown } = lane(false);
    expect(poolShares({ ...plan, batch: 'Tuesday' }, having, [lane(false), has, unknown, lane(true)])).toEqual([
      { virtual: false, free: 3, takes: 1, any: true },
      { virtual: true, free: 12, takes: 1, any: true },
    ]);
  });

  test('without a board, the real ones', () => {
    expect(poolShares(plan, having, [])).toEqual([{ virtual: false, free: 3, takes: 0, any: true }]);
    expect(poolShares(plan, stock({ pools: [] }), [])).toEqual([{ virtual: false, free: 0, takes: 0, any: false }]);
  });
});
