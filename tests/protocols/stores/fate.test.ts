import { describe, expect, it } from 'vitest';
import type { Partition } from '../../../src/model/firmware';
import { fateOf, piecesAround } from '../../../src/protocols/stores/fate';
import { sectorsOf, storesOf } from '../../../src/protocols/stores/store';
import { tuyaPartitions } from '../../../src/virtual/esp/boot/layout';

// Offsets and sizes as in esp-flashing, section 7, and the store's own of section 8.

const table = tuyaPartitions(4 << 20)!;
const stores = storesOf(table);
const license = stores.find(({ kind }) => kind === 'license')!;
const wifi = stores.find(({ label }) => label === 'nvs')!;
const blank = (size: number) => new Uint8Array(size).fill(0xff);
const withRow = (label: string, change: Partial<Partition>) =>
  table.map((row) => (row.label === label ? { ...row, ...change } : row));

describe('the stores of a table', () => {
  it('are the license by its label and type, and settings by their subtype', () => {
    expect(stores).toEqual([
      { kind: 'wifi', label: 'nvs', offset: 0x9000, size: 0x4000 },
      { kind: 'license', label: 'tuya', offset: 0x3b0000, size: 0x28000 },
      { kind: 'wifi', label: 'factory_nvs', offset: 0x3e0000, size: expect.any(Number) },
    ]);
  });

  it('are found whatever the subtype is, and not by the label of an application', () => {
    const row = { label: 'tuya', type: 1, subtype: 0x06, offset: 0x100000, size: 0x28000 };
    expect(storesOf([row])).toMatchObject([{ kind: 'license' }]);
    expect(storesOf([{ ...row, type: 0 }])).toEqual([]);
  });

  it('do not count a partition that an application happened to call kv', () => {
    const row = { label: 'kv', type: 1, subtype: 0x06, offset: 0x300000, size: 0x10000 };
    expect(storesOf([row])).toEqual([]);
    // As the maps of Beken chips have it (beken-uart-boot, section 10).
    expect(storesOf([{ ...row, subtype: 0xaa }])).toMatchObject([{ kind: 'license' }]);
  });
});

describe('what becomes of a store', () => {
  const bare = (bytes: Uint8Array, address = 0) => ({ bytes, address, partitions: [] });
  const merged = (bytes: Uint8Array, partitions: readonly Partition[] = table) => ({ bytes, address: 0, partitions });

  it.each([
    ['ends at its door', blank(0x3b0000), 'untouched'],
    ['ends one byte behind it: the whole sector is erased', blank(0x3b0001), 'around'],
    ['goes to the end of the chip', blank(4 << 20), 'around'],
  ])('an image that %s', (_, bytes, fate) => {
    expect(fateOf(license, merged(bytes)).kind).toBe(fate);
  });

  it('bytes before a store reach it by the sector they share', () => {
    const inside = { ...license, offset: 0x3b0800 };
    expect(fateOf(inside, bare(blank(0x3b0100))).kind).toBe('around');
    expect(sectorsOf(inside)).toEqual({ from: 0x3b0000, to: 0x3d9000 });
  });

  it('an application that grew over it leaves it no place; its padding does', () => {
    const app = blank(0x3a1000);
    expect(fateOf(license, bare(app, 0x10000)).kind).toBe('around');
    app[app.length - 1] = 0;
    expect(fateOf(license, bare(app, 0x10000)).kind).toBe('lost');
  });

  it('is carried where the new table has it, reached or not', () => {
    const next = withRow('tuya', { offset: 0x300000 });
    expect(fateOf(license, merged(blank(0x20000), next))).toMatchObject({ kind: 'carried', to: { offset: 0x300000 } });
  });

  it('is lost where the new table has no room for its blocks', () => {
    // 0x9000 and 24 blocks are 0x21000 (section 8).
    expect(fateOf(license, merged(blank(4 << 20), withRow('tuya', { size: 0x21000 }))).kind).toBe('around');
    expect(fateOf(license, merged(blank(4 << 20), withRow('tuya', { size: 0x20000 }))).kind).toBe('lost');
    expect(fateOf(wifi, merged(blank(4 << 20), withRow('nvs', { size: 0x3000 }))).kind).toBe('lost');
    expect(fateOf(wifi, merged(blank(4 << 20), withRow('nvs', { size: 0x5000 }))).kind).toBe('around');
  });

  it('a table without it takes the license out of sight, and leaves settings where nothing goes', () => {
    const none = table.filter(({ label }) => label !== 'tuya' && label !== 'factory_nvs');
    expect(fateOf(license, merged(blank(0x20000), none)).kind).toBe('lost');
    expect(fateOf(stores[2]!, merged(blank(0x20000), none)).kind).toBe('untouched');
  });
});

describe('an image around what stays', () => {
  const bytes = Uint8Array.from({ length: 0x8123 }, (_, n) => n & 0xff);

  it('is everything but these sectors', () => {
    const flash = blank(0x20000);
    const spared = [
      { from: 0x6000, to: 0x7000 },
      { from: 0x3000, to: 0x4000 },
    ];
    for (const piece of piecesAround({ bytes, address: 0x2000 }, spared)) flash.set(piece.bytes, piece.address);
    const expected = blank(0x20000);
    expected.set(bytes, 0x2000);
    expected.fill(0xff, 0x3000, 0x4000);
    expected.fill(0xff, 0x6000, 0x7000);
    expect(Buffer.compare(flash, expected)).toBe(0);
  });

  it.each([
    ['one in front', [[0x1000, 0x3000]], [[0x3000, 0x7123]]],
    ['one at the end', [[0xa000, 0xc000]], [[0x2000, 0x8000]]],
    ['one beside it', [[0x10000, 0x12000]], [[0x2000, 0x8123]]],
    ['all of it', [[0, 0x20000]], []],
    [
      'two that touch',
      [
        [0x3000, 0x5000],
        [0x4000, 0x6000],
      ],
      [
        [0x2000, 0x1000],
        [0x6000, 0x4123],
      ],
    ],
  ])('leaves out %s', (_, spared, pieces) => {
    const spans = spared.map(([from, to]) => ({ from: from!, to: to! }));
    const found = piecesAround({ bytes, address: 0x2000 }, spans);
    expect(found.map((piece) => [piece.address, piece.bytes.length])).toEqual(pieces);
  });
});
