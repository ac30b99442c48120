/** The flash to scale, one cell per 64 KiB (look.md, "Flash map"): as it is, by the plan, after erasing. */
import { expect, test } from 'vitest';
import type { FlashLook } from '../../../src/model/flash-look';
import { cellsErased, cellsNow, cellsPlanned, runsOf } from '../../../src/screens/bench/flash/look-cells';

const slot = (label: string, offset: number, holds: 'image' | 'blank') =>
  ({ label, kind: 'ota', offset, size: 0x20000, holds }) as const;

const look: FlashLook = {
  flashBytes: 0x80000,
  layout: {
    bootloader: 'there',
    table: 'read',
    partitions: [],
    slots: [slot('ota_0', 0x10000, 'image'), slot('ota_1', 0x30000, 'image')],
  },
  regions: [
    { label: 'bootloader', offset: 0, size: 0x8000 },
    { label: 'ota_0', offset: 0x10000, size: 0x20000 },
    { label: 'ota_1', offset: 0x30000, size: 0x20000 },
    { label: 'tuya', offset: 0x60000, size: 0x10000 },
  ],
  stores: [{ kind: 'license', label: 'tuya', offset: 0x60000, size: 0x10000 }],
  radio: { label: 'rf', offset: 0x7e000, size: 0x1000, state: 'measured' },
  boots: { slot: 'ota_0', offset: 0x10000 },
};

const now = ['data', 'boots', 'boots', 'program', 'program', 'blank', 'stored', 'stored'];

test('a cell shows the weightiest of what lies in it', () => {
  expect(cellsNow(look)).toEqual(now);
});

test('what is erased is blank, and a cell of which the radio stays shows that', () => {
  expect(cellsErased(look, [{ from: 0, to: 0x7e000 }])).toEqual([...Array<string>(7).fill('erased'), 'stored']);
  expect(cellsErased(look, [{ from: 0, to: 0x80000 }])).toEqual(Array<string>(8).fill('erased'));
  expect(cellsErased(look, [{ from: 0x60000, to: 0x70000 }])).toEqual(now.with(6, 'erased'));
});

test('by the plan, what is sent, erased and written around', () => {
  const planned = {
    fileName: 'a.bin',
    sha256: '',
    work: [
      { offset: 0, size: 0x10000, deed: 'send' },
      { offset: 0x10000, size: 0x50000, deed: 'erase' },
      { offset: 0x60000, size: 0x10000, deed: 'keep' },
    ],
    stores: [],
    partitions: [],
    boots: { slot: 'ota_0', offset: 0x10000 },
  } as const;
  expect(cellsPlanned(look, planned)).toEqual(['to-write', ...Array<string>(5).fill('to-erase'), 'kept', 'kept']);
});

test('what is alike and no program is one stretch', () => {
  expect(runsOf(cellsNow(look)).map(({ cell, count, at }) => `${cell} ${count} ${at}`)).toEqual([
    'data 1 0',
    'boots 1 1',
    'boots 1 2',
    'program 1 3',
    'program 1 4',
    'blank 1 5',
    'stored 2 6',
  ]);
});
