/** What a clone takes over (ESP-IDF, "Partition Tables"; esp-flashing, section 7; beken-uart-boot, section 10). */
import { describe, expect, it } from 'vitest';
import type { BoardLayout } from '../../../src/model/board-layout';
import type { Partition } from '../../../src/model/firmware';
import { backupName } from '../../../src/protocols/backup/backup-name';
import { planClone } from '../../../src/protocols/backup/clone-plan';
import { differencesOf } from '../../../src/protocols/backup/differences';
import { isMapped, partsOf } from '../../../src/protocols/backup/parts';
import { bekenMaps } from '../../../src/protocols/images/beken-maps';

const flashBytes = 0x100000;
const row = (label: string, type: number, subtype: number, offset: number, size: number): Partition => ({
  label,
  type,
  subtype,
  offset,
  size,
});

const table: readonly Partition[] = [
  row('nvs', 1, 0x02, 0x9000, 0x4000),
  row('otadata', 1, 0x00, 0xd000, 0x2000),
  row('app0', 0, 0x10, 0x10000, 0x80000),
  row('tuya', 1, 0x06, 0x90000, 0x28000),
  row('secrets', 0x40, 0x01, 0xc0000, 0x1000),
  row('keys', 1, 0x04, 0xc1000, 0x1000),
  row('coredump', 1, 0x03, 0xc2000, 0x4000),
  row('assets', 1, 0x82, 0xd0000, 0x10000),
];

const layoutOf = (partitions: readonly Partition[]): BoardLayout => ({
  bootloader: 'there',
  table: 'read',
  tableAt: 0x8000,
  partitions,
  slots: [],
});

const bytes = new Uint8Array(flashBytes).fill(0x11);
const parts = partsOf(layoutOf(table), 'esp32', flashBytes);
const fateOf = (plan: ReturnType<typeof planClone>, label: string) =>
  plan.parts.find((part) => part.label === label)?.fate;

describe('the parts of a flash', () => {
  it('are all of it, in order and without a gap', () => {
    let at = 0;
    for (const { offset, size } of parts) {
      expect(offset).toBe(at);
      at += size;
    }
    expect(at).toBe(flashBytes);
  });

  it('go to another board only where they are known to be program or files', () => {
    const copied = parts.filter(({ rule }) => rule === 'copied').map(({ label }) => label);
    expect(copied).toEqual(['bootloader', 'partition table', 'otadata', 'app0', 'assets']);
  });

  it('of a Beken chip with another size of flash have no names', () => {
    const layout = { ...layoutOf([]), fixed: true } as const;
    expect(isMapped(partsOf(layout, 't5ai', 0x800000))).toBe(true);
    expect(isMapped(partsOf(layout, 't5ai', 0x400000))).toBe(false);
  });

  it.each(['t5ai', 't3', 'bk7231n'] as const)('of a %s leave radio, license and keys where they are', (chip) => {
    const { flashBytes: size, radio } = bekenMaps[chip];
    const named = partsOf({ ...layoutOf([]), fixed: true }, chip, size);
    for (const label of ['kv', 'kv key', 'rf', 'fast connect', 'network', 'user', 'uf'])
      expect(named.find((part) => part.label === label)?.rule ?? 'not here', label).not.toBe('copied');
    expect(named.find(({ offset }) => offset === radio.offset)?.rule).toBe('radio');
  });
});

describe('a clone', () => {
  it('onto a board laid out alike keeps what is the board’s, and has nothing of the other’s in it', () => {
    const plan = planClone({ bytes, parts, partitions: table, held: [], own: parts });
    for (const { label, rule } of parts) expect(fateOf(plan, label) === 'copied', label).toBe(rule === 'copied');
    expect(fateOf(plan, 'tuya')).toBe('kept');
    for (const { rule, offset, size } of parts)
      if (rule !== 'copied')
        expect(plan.bytes.subarray(offset, offset + size).every((byte) => byte === 0xff)).toBe(true);
    expect(plan.around).toContainEqual({ from: 0x90000, to: 0xb8000 });
  });

  it('onto a blank board leaves blank what it does not bring', () => {
    const own = partsOf({ ...layoutOf([]), table: 'erased' }, 'esp32', flashBytes);
    const plan = planClone({ bytes, parts, partitions: table, held: [], own });
    expect(fateOf(plan, 'tuya')).toBe('empty');
    expect(plan.around).toEqual([]);
  });

  it('takes the board’s license to where the copied program looks for it', () => {
    const elsewhere = table.map((each) => (each.label === 'tuya' ? { ...each, offset: 0xd0000 } : each));
    const own = partsOf(layoutOf(elsewhere.filter(({ label }) => label !== 'assets')), 'esp32', flashBytes);
    const store = { kind: 'license', label: 'tuya', offset: 0xd0000, size: 0x28000 } as const;
    const plan = planClone({ bytes, parts, partitions: table, held: [store], own });
    expect(fateOf(plan, 'tuya')).toBe('moved');
    expect(plan.moved).toEqual([{ store, to: expect.objectContaining({ offset: 0x90000 }) }]);
  });

  it('has no place for a license where the copied program has none', () => {
    const without = table.filter(({ label }) => label !== 'tuya');
    const theirs = partsOf(layoutOf(without), 'esp32', flashBytes);
    const store = { kind: 'license', label: 'tuya', offset: 0x90000, size: 0x28000 } as const;
    const plan = planClone({ bytes, parts: theirs, partitions: without, held: [store], own: parts });
    expect(plan.lost).toEqual([store]);
  });

  it('never touches what was measured for the board’s radio', () => {
    const { regions, radio, partitions, flashBytes: size } = bekenMaps.bk7231n;
    const named = partsOf({ ...layoutOf(partitions), fixed: true }, 'bk7231n', size);
    const copy = new Uint8Array(size).fill(0x11);
    const plan = planClone({ bytes: copy, parts: named, partitions, held: [], own: named, calibration: radio });
    expect(regions.length).toBeGreaterThan(0);
    expect(plan.around).toContainEqual({ from: radio.offset, to: radio.offset + radio.size });
  });
});

describe('differences', () => {
  it('are counted by part, also where a sector lies in two', () => {
    const split = [
      { label: 'one', offset: 0, size: 0x1800, rule: 'copied' as const },
      { label: 'two', offset: 0x1800, size: 0x800, rule: 'copied' as const },
    ];
    const sectors = [{ address: 0x1000, at: [0x1001, 0x1900, 0x1901] }];
    expect(differencesOf(split, sectors, { offset: 0, size: 0x2000 })).toEqual([
      { label: 'one', offset: 0, size: 0x1800, sectors: 1, of: 2, bytes: 1, first: [0x1001] },
      { label: 'two', offset: 0x1800, size: 0x800, sectors: 1, of: 1, bytes: 2, first: [0x1900, 0x1901] },
    ]);
  });

  it('have no count of bytes where not all of them were read', () => {
    const [one] = differencesOf(parts, [{ address: 0x10000 }, { address: 0x11000, at: [0x11000] }], {
      offset: 0,
      size: flashBytes,
    });
    expect(one).toMatchObject({ label: 'app0', sectors: 2, first: [0x11000] });
    expect(one).not.toHaveProperty('bytes');
  });
});

describe('the name of a copy', () => {
  const at = new Date(2026, 10, 30, 12).getTime();
  const of = { chip: 't5ai', mac: 'C8:47:8C:A1:B2:C3', flashBytes: 0x800000, at } as const;

  it('tells chip, board and day', () => {
    expect(backupName({ ...of, offset: 0, size: 0x800000 })).toBe('t5ai-A1B2C3-2026-11-30.bin');
  });

  it('and the place of a part', () => {
    expect(backupName({ ...of, offset: 0x7dd000, size: 0x10000 })).toBe('t5ai-A1B2C3-0x7dd000-0x7ed000-2026-11-30.bin');
  });
});
