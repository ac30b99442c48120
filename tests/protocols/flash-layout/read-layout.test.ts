import { describe, expect, test } from 'vitest';
import { otaSector } from '../../../src/protocols/flash-layout/ota-data';
import { readLayout } from '../../../src/protocols/flash-layout/read-layout';
import { buildImage, partitionTable } from '../../../src/virtual/esp/demo-image';

const flashBytes = 4 << 20;

/** What a board of 4 MB would show with these pieces in its flash. */
const flashOf = (...pieces: readonly (readonly [number, Uint8Array])[]) => {
  const flash = new Uint8Array(flashBytes).fill(0xff);
  for (const [at, bytes] of pieces) flash.set(bytes, at);
  return flash;
};
const layoutOf = async (flash: Uint8Array, chip: 'esp32' | 'esp32c3' = 'esp32') => {
  let read = 0;
  const layout = await readLayout(
    async (at, size) => {
      expect(at + size).toBeLessThanOrEqual(flash.length);
      read += size;
      return flash.slice(at, at + size);
    },
    chip,
    flashBytes,
  );
  return { layout, read };
};
const merged = buildImage({ chip: 'esp32', merged: true, appBytes: 40_000 });
const other = buildImage({ chip: 'esp32', name: 'old_lamp', version: '0.9.0', appBytes: 40_000 });

describe('the layout of a board', () => {
  test('TuyaOpen: table, slots, what is in them, and what starts', async () => {
    const { layout, read } = await layoutOf(flashOf([0, merged], [0x190000, other], [0xd000, otaSector(2)]));
    expect(layout).toMatchObject({ bootloader: 'there', table: 'read', tableAt: 0x8000 });
    expect(layout.slots).toMatchObject([
      { label: 'ota_0', kind: 'ota', index: 0, offset: 0x10000, size: 0x180000, holds: 'image' },
      { label: 'ota_1', index: 1, holds: 'image', program: { name: 'old_lamp', version: '0.9.0', size: other.length } },
    ]);
    expect(layout.otaData?.entries[0]).toEqual({ sequence: 2, state: 0xffffffff, checks: true });
    expect([layout.chosen?.label, layout.boots?.label]).toEqual(['ota_1', 'ota_1']);
    // Cheap: a table and headers, not images.
    expect(read).toBeLessThan(6000);
  });

  test('the slot that is asked for is blank, so another one starts', async () => {
    const { layout } = await layoutOf(flashOf([0, merged], [0xd000, otaSector(2)]));
    expect([layout.chosen?.label, layout.boots?.label]).toEqual(['ota_1', 'ota_0']);
  });

  test('a blank board', async () => {
    const { layout } = await layoutOf(flashOf());
    expect(layout).toEqual({ bootloader: 'blank', table: 'erased', partitions: [], slots: [] });
  });

  test('a bootloader and no table', async () => {
    const { layout } = await layoutOf(flashOf([0, merged.subarray(0, 0x8000)]));
    expect(layout).toMatchObject({ bootloader: 'there', table: 'erased' });
  });

  test('a damaged table', async () => {
    const flash = flashOf([0, merged]);
    flash[0x8004] = 0x10;
    expect((await layoutOf(flash)).layout).toMatchObject({ table: 'damaged', partitions: [], slots: [] });
  });

  test('something else where the table belongs', async () => {
    const { layout } = await layoutOf(flashOf([0, merged], [0x8000, new Uint8Array(0x1000)]));
    expect(layout.table).toBe('absent');
  });

  test('a table at 0xC000, as builds with a larger bootloader have it', async () => {
    const rows = [{ label: 'factory', type: 0, subtype: 0, offset: 0x20000, size: 0x100000 }];
    const flash = flashOf([0, merged.subarray(0, 0x8000)], [0xc000, partitionTable(rows)]);
    const { layout } = await layoutOf(flash);
    expect(layout).toMatchObject({ table: 'read', tableAt: 0xc000, chosen: { label: 'factory', holds: 'blank' } });
    expect(layout.boots).toBeUndefined();
  });

  test('two good tables, an old one at 0x8000: nobody but the bootloader knows which counts', async () => {
    const rows = [{ label: 'factory', type: 0, subtype: 0, offset: 0x20000, size: 0x100000 }];
    const { layout } = await layoutOf(flashOf([0, merged], [0xc000, partitionTable(rows)]));
    expect(layout).toMatchObject({ table: 'several', slots: [] });
    // What any of them keeps is kept.
    expect(layout.partitions.map(({ label }) => label)).toEqual(expect.arrayContaining(['tuya', 'ota_0', 'factory']));
  });

  test('a table that leads beyond the flash is no table for this board', async () => {
    const large = buildImage({ chip: 'esp32', merged: true, flashBytes: 8 << 20 });
    expect((await layoutOf(flashOf([0, large]))).layout).toMatchObject({ table: 'damaged', slots: [] });
  });

  test.each([
    ['an application', flashOf([0, merged], [0x1000, other.subarray(0, 0x7000)])],
    [
      'the image of another chip',
      flashOf(
        [0x8000, merged.subarray(0x8000)],
        [0x1000, buildImage({ chip: 'esp32c3', merged: true }).subarray(0, 0x7000)],
      ),
    ],
    ['zeros', flashOf([0, merged], [0x1000, new Uint8Array(0x7000)])],
  ])('no bootloader: %s where it belongs', async (_, flash) => {
    expect((await layoutOf(flash)).layout.bootloader).toBe('other');
  });

  test('a slot with a cut-off image, and one with the ELF digest', async () => {
    const withDigest = other.slice();
    withDigest.set(
      Uint8Array.from({ length: 32 }, (_, at) => at + 1),
      32 + 144,
    );
    const broken = other.slice();
    new DataView(broken.buffer).setUint32(28, 0xffffffff, true);
    const { layout } = await layoutOf(flashOf([0, merged], [0x10000, broken], [0x190000, withDigest]));
    expect(layout.slots.map(({ holds }) => holds)).toEqual(['damaged', 'image']);
    expect(layout.slots[1]?.program?.elfSha256).toMatch(/^0102030405[0-9a-f]{54}$/);
    expect([layout.chosen?.label, layout.boots?.label]).toEqual(['ota_0', 'ota_1']);
  });
});
