/** Erase presets by chip (beken-uart-boot, section 10, column "Right"; esp-flashing, section 7), and regions as typed. */
import { describe, expect, test } from 'vitest';
import type { BoardLayout } from '../../src/model/board-layout';
import type { BekenChipId } from '../../src/model/chip';
import { effectOf } from '../../src/protocols/erase/effect';
import { presetsFor } from '../../src/protocols/erase/presets';
import { aligned, readAddress, spanFault } from '../../src/protocols/erase/span';
import { bekenMaps } from '../../src/protocols/images/beken-maps';
import { overlap, sectorsOf } from '../../src/protocols/stores/store';

const fixed = (chip: BekenChipId): BoardLayout => {
  const { partitions, radio } = bekenMaps[chip];
  const app = partitions.find(({ label }) => label === 'app');
  if (!app) throw new Error('a map without an application');
  const slot = { label: 'app', kind: 'factory', offset: app.offset, size: app.size, holds: 'image' } as const;
  return {
    fixed: true,
    calibration: radio,
    bootloader: 'there',
    table: 'read',
    partitions,
    slots: [slot],
    chosen: slot,
    boots: slot,
  };
};

const hexOf = (chip: BekenChipId, flashBytes: number) =>
  Object.fromEntries(
    presetsFor(fixed(chip), chip, flashBytes).map(({ preset, spans }) => [
      preset,
      spans.map(({ from, to }) => `${from.toString(16)}-${(to - 1).toString(16)}`).join(' '),
    ]),
  );

const slotAt = (label: string, index: number, offset: number) =>
  ({ label, kind: 'ota', index, offset, size: 0x100000, holds: 'image', program: { size: 10, name: label } }) as const;

const [first, second] = [slotAt('ota_0', 0, 0x10000), slotAt('ota_1', 1, 0x110000)];

const esp: BoardLayout = {
  bootloader: 'there',
  table: 'read',
  tableAt: 0x8000,
  partitions: [
    { label: 'nvs', type: 1, subtype: 2, offset: 0x9000, size: 0x4000 },
    { label: 'otadata', type: 1, subtype: 0, offset: 0xd000, size: 0x2000 },
    { label: 'ota_0', type: 0, subtype: 0x10, offset: 0x10000, size: 0x100000 },
    { label: 'ota_1', type: 0, subtype: 0x11, offset: 0x110000, size: 0x100000 },
    { label: 'factory_nvs', type: 1, subtype: 2, offset: 0x210000, size: 0x4000 },
    { label: 'tuya', type: 1, subtype: 0x82, offset: 0x220000, size: 0x40000 },
  ],
  slots: [first, second],
  otaData: {
    offset: 0xd000,
    size: 0x2000,
    entries: [
      { sequence: 1, state: 2, checks: true },
      { sequence: 2, state: 2, checks: true },
    ],
  },
  chosen: second,
  boots: second,
};

describe('the presets', () => {
  test('of a T5AI are the license store with its key, and all but the radio', () => {
    expect(hexOf('t5ai', 0x800000)).toEqual({
      license: '7dd000-7ecfff 7fd000-7fdfff',
      everything: '0-7fdfff',
      'whole-chip': '0-7fffff',
    });
  });

  test('of a T3 and a BK7231N go around the radio', () => {
    expect(hexOf('t3', 0x400000)).toMatchObject({ license: '3c9000-3fdfff', everything: '0-3fdfff' });
    expect(hexOf('bk7231n', 0x200000)).toMatchObject({
      license: '1ee000-1fffff',
      everything: '0-1cffff 1d2000-1fffff',
    });
  });

  test.for<BekenChipId>(['t5ai', 't3', 'bk7231n'])('of a %s but the last never touch the radio', (chip) => {
    const { radio, flashBytes } = bekenMaps[chip];
    for (const { preset, spans } of presetsFor(fixed(chip), chip, flashBytes))
      expect(spans.some((span) => overlap(span, sectorsOf(radio)))).toBe(preset === 'whole-chip');
  });

  test('are none for a T1, nor by the map of another flash size', () => {
    expect(hexOf('t1', 0x200000)).toEqual({});
    expect(hexOf('t5ai', 0x200000)).toEqual({});
  });

  test('of an ESP32 come from its own table, without the settings of its factory', () => {
    expect(presetsFor(esp, 'esp32', 0x400000)).toEqual([
      { preset: 'wifi', spans: [{ from: 0x9000, to: 0xd000 }] },
      { preset: 'license', spans: [{ from: 0x220000, to: 0x260000 }] },
      { preset: 'everything', spans: [{ from: 0, to: 0x400000 }] },
    ]);
  });

  test('of an ESP32 whose table is damaged leave only everything', () => {
    const damaged: BoardLayout = { bootloader: 'there', table: 'damaged', partitions: [], slots: [] };
    expect(presetsFor(damaged, 'esp32', 0x400000).map(({ preset }) => preset)).toEqual(['everything']);
  });
});

describe('a typed region', () => {
  test.for([
    ['0x1000', 0x1000],
    ['1F_D000', 0x1fd000],
    ['7fd 000', 0x7fd000],
    ['', undefined],
    ['0x', undefined],
    ['12 34g', undefined],
    ['-1', undefined],
    ['123456789', undefined],
  ] as const)('%s is read as %s', ([text, address]) => {
    expect(readAddress(text)).toBe(address);
  });

  test('is aligned outwards, to sectors of 4 KiB', () => {
    expect(aligned({ from: 0x1001, to: 0x1fff })).toEqual({ from: 0x1000, to: 0x2000 });
    expect(aligned({ from: 0x1000, to: 0x2000 })).toEqual({ from: 0x1000, to: 0x2000 });
    expect(aligned({ from: 0xfff, to: 0x2001 })).toEqual({ from: 0, to: 0x3000 });
  });

  test.for([
    [0x1000, 0x2000, undefined],
    [0x1000, 0x1000, 'empty'],
    [0x2000, 0x1000, 'empty'],
    [0x1001, 0x2000, 'unaligned'],
    [0x3ff000, 0x401000, 'beyond-flash'],
  ] as const)('from %i to %i has the fault %s', ([from, to, fault]) => {
    expect(spanFault({ from, to }, 0x400000)).toBe(fault);
  });
});

describe('the effect', () => {
  const look = {
    layout: esp,
    regions: [
      { label: 'bootloader', offset: 0x1000, size: 0x7000 },
      { label: 'partition table', offset: 0x8000, size: 0x1000 },
      ...esp.partitions,
    ],
    stores: [{ kind: 'license', label: 'tuya', offset: 0x220000, size: 0x40000, uuid: 'uuid' }],
  } as const;

  test('of erasing the slot that starts is that the one before starts', () => {
    expect(effectOf(look, [sectorsOf(second)]).boots?.slot).toBe('ota_0');
    expect(effectOf(look, [sectorsOf(first), sectorsOf(second)]).boots).toBeUndefined();
  });

  test('of erasing the choice is that the first slot starts', () => {
    expect(effectOf(look, [{ from: 0xd000, to: 0xf000 }]).boots?.slot).toBe('ota_0');
  });

  test('of erasing boot loader or table is that nothing starts', () => {
    expect(effectOf(look, [{ from: 0x1000, to: 0x2000 }]).boots).toBeUndefined();
    expect(effectOf(look, [{ from: 0x8000, to: 0x9000 }]).boots).toBeUndefined();
  });

  test('tells what goes as a whole and what in part, and which stores', () => {
    const { hits, stores, kept } = effectOf(look, [{ from: 0x210000, to: 0x221000 }]);
    expect(hits.map(({ label, whole }) => [label, whole])).toEqual([
      ['factory_nvs', true],
      ['tuya', false],
    ]);
    expect(stores).toEqual(look.stores);
    expect(kept.map(({ label }) => label)).toContain('nvs');
  });

  test('of erasing the key of a T5AI is that its license goes', () => {
    const kv = { kind: 'license', label: 'kv', offset: 0x7dd000, size: 0x10000 } as const;
    const t5 = { layout: fixed('t5ai'), regions: bekenMaps.t5ai.regions, stores: [kv] };
    expect(effectOf(t5, [{ from: 0x7fd000, to: 0x7fe000 }]).stores).toEqual([kv]);
    expect(effectOf(t5, [{ from: 0x7fc000, to: 0x7fd000 }]).stores).toEqual([]);
  });
});
