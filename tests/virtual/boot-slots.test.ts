import { describe, expect, it } from 'vitest';
import type { Partition } from '../../src/model/firmware';
import { otaEntry } from '../../src/virtual/esp/boot/slots';
import { broughtFlash } from '../../src/virtual/esp/brought-flash';
import { buildImage, partitionTable } from '../../src/virtual/esp/demo-image';
import { createNorFlash } from '../../src/virtual/parts/nor-flash';
import { runningBoard } from './running-board';

// Which slot ESP-IDF's second-stage loader starts: `bootloader_utility.c`, `bootloader_common_loader.c` (v5).

const row = (label: string, subtype: number, offset: number, type = 0): Partition => ({
  label,
  type,
  subtype,
  offset,
  size: type === 0 ? 0x40000 : 0x2000,
});
const otadata = row('otadata', 0, 0xd000, 1);
const bootloader = buildImage({ chip: 'esp32', merged: true, appBytes: 0x4000 }).subarray(0, 0x8000);

/** A board with that table, a small program named like its slot in each, and those two OTA entries. */
const told = (
  rows: readonly Partition[],
  entries: readonly (Uint8Array | undefined)[] = [],
  without: string[] = [],
) => {
  const flash = new Uint8Array(4 << 20).fill(0xff);
  flash.set(bootloader);
  flash.set(partitionTable([otadata, ...rows]), 0x8000);
  for (const { label, offset, type } of rows)
    if (type === 0 && !without.includes(label))
      flash.set(buildImage({ chip: 'esp32', name: label, appBytes: 0x4000 }), offset);
  for (const [sector, entry] of entries.entries()) if (entry) flash.set(entry, 0xd000 + sector * 0x1000);
  const nor = createNorFlash(4 << 20, flash);
  const board = runningBoard({ flash: nor });
  board.clock.pass(5000);
  const text = board.heard();
  board.stop();
  return { text, name: /Project name: {5}(\S+)/.exec(text)?.[1], nor };
};
const damaged = (entry: Uint8Array) => entry.map((byte, at) => (at === 28 ? byte ^ 1 : byte));

const two = [row('ota_0', 0x10, 0x10000), row('ota_1', 0x11, 0x50000)];
const all = [
  row('ota_1', 0x11, 0x50000),
  row('test', 0x20, 0x90000),
  row('factory', 0, 0xd0000),
  row('ota_0', 0x10, 0x10000),
];

describe('the second-stage loader starts', () => {
  it.each([
    ['slot 0 where nothing is said', two, [], [], 'ota_0'],
    ['what the higher number means', two, [otaEntry(1), otaEntry(2)], [], 'ota_1'],
    ['the other, when its entry is damaged', two, [otaEntry(1), damaged(otaEntry(2))], [], 'ota_0'],
    ['the other, when its entry is invalid', two, [otaEntry(1), otaEntry(2, 3)], [], 'ota_0'],
    ['the other, when its entry was aborted', two, [otaEntry(3), otaEntry(2, 4)], [], 'ota_0'],
    ['the only sector that is written', two, [undefined, otaEntry(4)], [], 'ota_1'],
    ['slot 0 after all, when slot 1 is blank', two, [otaEntry(2)], ['ota_1'], 'ota_0'],
    ['factory where nothing is said', all, [], [], 'factory'],
    ['slots by their subtypes, not by their order', all, [otaEntry(1)], [], 'ota_0'],
    ['factory before the slots above', all, [otaEntry(1)], ['ota_0'], 'factory'],
    ['the test application last', all, [], ['factory', 'ota_0', 'ota_1'], 'test'],
    ['the slot below a gap', [row('a', 0x10, 0x10000), row('c', 0x12, 0x50000)], [otaEntry(2)], [], 'a'],
  ] as const)('%s', (_, rows, entries, without, name) => {
    expect(told(rows, entries, [...without]).name).toBe(name);
  });

  it('and says from where, and which build', () => {
    const { text } = told(two, [otaEntry(2)]);
    expect(text).toContain('boot: Loaded app from partition at offset 0x50000\r\n');
    expect(text).toMatch(/I \(\d+\) app_init: ELF file SHA256: {2}[0-9a-f]{9}\.\.\.\r\n/);
  });

  it('writes down its own choice where there was none and no factory', () => {
    const { text, nor } = told(two);
    expect(text).toContain('boot: Set actual ota_seq=1 in otadata[0]\r\n');
    expect(nor.read(0xd000, 32)).toEqual(otaEntry(1));
    expect(told(all).text).not.toContain('Set actual');
  });

  it.each([
    ['second-slot', '0x190000'],
    ['foreign-table', '0x20000'],
    ['factory', '0x10000'],
  ] as const)('what a board brought: %s', (brought, offset) => {
    const board = runningBoard({ flash: createNorFlash(4 << 20, broughtFlash('esp32', brought)) });
    board.clock.pass(5000);
    expect(board.heard()).toContain(`Loaded app from partition at offset ${offset}\r\n`);
    expect(board.heard()).toMatch(/Project name: {5}old_lamp\r\n/);
    expect(board.heard()).toMatch(/tuya> $/);
    board.stop();
  });
});
