/**
 * Where a TuyaOpen board keeps what in its flash (esp-flashing, sections 2 and 7), and where each chip maps its memory.
 * Written for the make-believe boards alone, so that the bench's own reader is judged by a second pair of eyes.
 */
import type { EspChipId } from '../../../model/chip';
import type { Partition } from '../../../model/firmware';

export interface ChipLayout {
  /** `u16` at byte 12 of every image. */
  imageChipId: number;
  /** Major × 100 + minor, as its eFuses tell (`esp/chips.ts`). */
  revision: number;
  bootloaderAt: number;
  /** Addresses of flash-mapped constants and code, of RAM for code and data. */
  rodata: number;
  text: number;
  iram: number;
  dram: number;
  /** Data, code and more code of the second-stage loader, as the ROM prints them (`load:0x…`) for ESP-IDF 5. */
  loader: readonly [number, number, number];
}

export const chipLayouts: Readonly<Record<EspChipId, ChipLayout>> = {
  esp32: {
    imageChipId: 0,
    revision: 301,
    bootloaderAt: 0x1000,
    rodata: 0x3f400000,
    text: 0x400d0000,
    iram: 0x40080000,
    dram: 0x3ffb0000,
    loader: [0x3fff0030, 0x40078000, 0x40080400],
  },
  esp32s3: {
    imageChipId: 9,
    revision: 2,
    bootloaderAt: 0,
    rodata: 0x3c000000,
    text: 0x42000000,
    iram: 0x40374000,
    dram: 0x3fc90000,
    loader: [0x3fce2820, 0x403c8700, 0x403cb700],
  },
  esp32c3: {
    imageChipId: 5,
    revision: 4,
    bootloaderAt: 0,
    rodata: 0x3c000000,
    text: 0x42000000,
    iram: 0x40380000,
    dram: 0x3fc88000,
    loader: [0x3fcd5820, 0x403cbf10, 0x403ce710],
  },
  esp32c6: {
    imageChipId: 13,
    revision: 1,
    bootloaderAt: 0,
    rodata: 0x42000000,
    text: 0x42000000,
    iram: 0x40800000,
    dram: 0x40810000,
    loader: [0x40875720, 0x4086c410, 0x4086e610],
  },
  esp32c5: {
    imageChipId: 23,
    revision: 102,
    bootloaderAt: 0x2000,
    rodata: 0x42000000,
    text: 0x42000000,
    iram: 0x40800000,
    dram: 0x40810000,
    loader: [0x408556b0, 0x4084bba0, 0x4084e5a0],
  },
  esp32c2: {
    imageChipId: 12,
    revision: 100,
    bootloaderAt: 0,
    rodata: 0x3c000000,
    text: 0x42000000,
    iram: 0x40380000,
    dram: 0x3fca0000,
    loader: [0x3fcd5c80, 0x403acb70, 0x403aeb70],
  },
  esp32s2: {
    imageChipId: 2,
    revision: 100,
    bootloaderAt: 0x1000,
    rodata: 0x3f000000,
    text: 0x40080000,
    iram: 0x40024000,
    dram: 0x3ffb8000,
    loader: [0x3ffe6108, 0x4004c000, 0x40050000],
  },
  esp32h2: {
    imageChipId: 16,
    revision: 1,
    bootloaderAt: 0,
    rodata: 0x42000000,
    text: 0x42000000,
    iram: 0x40800000,
    dram: 0x40810000,
    loader: [0x408460e0, 0x4083cad0, 0x4083efd0],
  },
  esp32p4: {
    imageChipId: 18,
    revision: 103,
    bootloaderAt: 0x2000,
    rodata: 0x40000000,
    text: 0x40000000,
    iram: 0x4ff00000,
    dram: 0x4ff10000,
    loader: [0x4ff33ce0, 0x4ff29ed0, 0x4ff2cbd0],
  },
};

export const tableAt = 0x8000;
export const appAt = 0x10000;

export const typeApp = 0;
export const typeData = 1;

const row = (label: string, type: number, subtype: number, offset: number, size: number): Partition => ({
  label,
  type,
  subtype,
  offset,
  size,
});

const megabyte = 1 << 20;

/** From `ota_0` on; everything before it is the same on every flash. */
const upperRows: Readonly<Record<number, readonly Partition[]>> = {
  [4 * megabyte]: [
    row('ota_0', typeApp, 0x10, 0x10000, 0x180000),
    row('ota_1', typeApp, 0x11, 0x190000, 0x180000),
    row('tuya', typeData, 0xaa, 0x3b0000, 0x28000),
    row('factory_nvs', typeData, 0x02, 0x3e0000, 0x4000),
  ],
  [8 * megabyte]: [
    row('ota_0', typeApp, 0x10, 0x10000, 0x360000),
    row('ota_1', typeApp, 0x11, 0x370000, 0x360000),
    row('model', typeData, 0x82, 0x6d0000, 0xf0000),
    row('tuya', typeData, 0xaa, 0x7c0000, 0x3c000),
    row('factory_nvs', typeData, 0x02, 0x7fc000, 0x4000),
  ],
  [16 * megabyte]: [
    row('ota_0', typeApp, 0x10, 0x10000, 0x760000),
    row('ota_1', typeApp, 0x11, 0x770000, 0x760000),
    row('model', typeData, 0x82, 0xed0000, 0xf0000),
    row('tuya', typeData, 0xaa, 0xfc0000, 0x3c000),
    row('factory_nvs', typeData, 0x02, 0xffc000, 0x4000),
  ],
  [32 * megabyte]: [
    row('ota_0', typeApp, 0x10, 0x10000, 0xe70000),
    row('ota_1', typeApp, 0x11, 0xe80000, 0xe70000),
    row('model', typeData, 0x82, 0x1cf0000, 0x100000),
    row('spare', typeData, 0xff, 0x1df0000, 0x100000),
    row('tuya', typeData, 0xaa, 0x1ef0000, 0x100000),
    row('factory_nvs', typeData, 0x02, 0x1ff0000, 0x10000),
  ],
};

/** TuyaOpen's table for a flash of that many bytes; undefined where it has none. */
export const tuyaPartitions = (flashBytes: number): readonly Partition[] | undefined => {
  const upper = upperRows[flashBytes];
  return (
    upper && [
      row('nvs', typeData, 0x02, 0x9000, 0x4000),
      row('otadata', typeData, 0x00, 0xd000, 0x2000),
      row('phy_init', typeData, 0x01, 0xf000, 0x1000),
      ...upper,
    ]
  );
};

/** Byte 3 of an image header, high nibble: 0 = 1 MB, each step doubles. */
export const flashSizeNibble = (flashBytes: number): number => Math.log2(flashBytes / megabyte);
