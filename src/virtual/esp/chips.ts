import type { ChipLock, EspChipId, Mac } from '../../model/chip';

/** What differs between the chips, as the loader shows it: one row each. Addresses and bit places are esptool-js 0.7's. */
export interface EspChip {
  /** Of the image header and of GET_SECURITY_INFO (esp-flashing, section 2). */
  imageId: number;
  /** ESP32's ROM and stub do not know GET_SECURITY_INFO. */
  tellsSecurity: boolean;
  /** Registers with a fixed value: the magic word, eFuses with package and revision, dates. */
  fixed: Readonly<Record<number, number>>;
  /** eFuse words that hold the MAC: low four bytes, then the high two. */
  macWords: readonly [number, number];
  /** Upper half of the second word: a CRC on ESP32, the EUI-64 filling on the C6, nothing elsewhere. */
  macHigh: number;
  spi: SpiPlaces;
  /** eFuse bits that lock it: word and mask of each. */
  fuses: Readonly<Record<ChipLock, { word: number; mask: number }>>;
  /**
   * Divider of UART0 as the crystal check reads it, of chips whose crystal may differ; `romHz`: what the ROM takes it for
   * when it is asked for a speed (esptool, `change_baud`).
   */
  crystal?: { divider: number; hz: number; romHz: number };
  /**
   * Where ESP32's ROM keeps how many crystal cycles it counted against its slow clock, and the low byte of an eFuse word
   * that says how fast that clock is: from both a client reckons what the ROM takes the crystal for (esptool,
   * `get_rom_cal_crystal_freq`).
   */
  calibration?: { counted: number; clockWord: number };
  /** Of a chip that can be its own USB device: what outlives its reset. */
  watchdogs?: WatchdogPlaces;
  /** Second name of the same peripherals on the bus: [from, to, size]. */
  alias?: readonly [number, number, number];
}

/** Registers of the RTC watchdog, and of the super watchdog with its key and the bit that feeds it. */
export interface WatchdogPlaces {
  config: number;
  protect: number;
  superConfig: number;
  superProtect: number;
  superKey: number;
  fed: number;
}

const rtc = 0x8f1d_312a;
const low = 0x50d8_3aa1;

/** Registers of the SPI controller that drives the flash. */
export interface SpiPlaces {
  command: number;
  address: number;
  user: number;
  user1: number;
  user2: number;
  readBits: number;
  data: number;
  /** The address stands in the low bits of its register, not in the high ones (esptool, `SPI_ADDR_REG_MSB`). */
  lowAddress?: true;
}

const spiOf = (base: number): SpiPlaces => ({
  command: base,
  address: base + 0x04,
  user: base + 0x18,
  user1: base + 0x1c,
  user2: base + 0x20,
  readBits: base + 0x28,
  data: base + 0x58,
});

/** Behind the base of the eFuses: SPI_BOOT_CRYPT_CNT, three bits, and SECURE_BOOT_EN. */
const fusesOf = (base: number): EspChip['fuses'] => ({
  'flash-encryption': { word: base + 0x34, mask: 7 << 18 },
  'secure-boot': { word: base + 0x38, mask: 1 << 20 },
});

const magic = 0x4000_1000;

export const espChips: Readonly<Record<EspChipId, EspChip>> = {
  esp32: {
    imageId: 0,
    tellsSecurity: false,
    fixed: {
      [magic]: 0x00f0_1d83,
      // ESP32-D0WD, 240 MHz, revision bits 15, 20 and 31 of three words all set: v3; minor 1 in bit 24 of word 5.
      1073061900: (1 << 15) | (1 << 13) | (1 << 9),
      1073061904: 0x0531,
      1073061908: (1 << 24) | (1 << 20),
      1073111164: 0x9604_2000,
      1072955512: 0x1512_2500,
    },
    macWords: [0x3ff5_a004, 0x3ff5_a008],
    macHigh: 0,
    spi: {
      command: 0x3ff4_2000,
      address: 0x3ff4_2004,
      user: 0x3ff4_201c,
      user1: 0x3ff4_2020,
      user2: 0x3ff4_2024,
      readBits: 0x3ff4_202c,
      data: 0x3ff4_2080,
    },
    fuses: {
      // FLASH_CRYPT_CNT, of which an odd number of seven bits is set; ABS_DONE_1, secure boot v2.
      'flash-encryption': { word: 0x3ff5_a000, mask: 7 << 20 },
      'secure-boot': { word: 0x3ff5_a018, mask: 1 << 5 },
    },
    crystal: { divider: 0x3ff4_0014, hz: 40_000_000, romHz: 40_000_000 },
    calibration: { counted: 0x3ff5_f06c, clockWord: 0x3ff5_a010 },
    alias: [0x6000_0000, 0x3ff4_0000, 0x8_0000],
  },
  esp32s3: {
    imageId: 9,
    tellsSecurity: true,
    // v0.2, QFN56, no flash or PSRAM in the package.
    fixed: { [magic]: 0x0000_0009, 1610641488: 2 << 18 },
    macWords: [0x6000_7044, 0x6000_7048],
    macHigh: 0,
    spi: spiOf(0x6000_2000),
    watchdogs: {
      config: 0x6000_8098,
      protect: 0x6000_80b0,
      superConfig: 0x6000_80b4,
      superProtect: 0x6000_80b8,
      superKey: rtc,
      fed: 1 << 31,
    },
    fuses: fusesOf(0x6000_7000),
  },
  esp32c3: {
    imageId: 5,
    tellsSecurity: true,
    // v0.4, QFN32, no flash in the package.
    fixed: { [magic]: 0x1b31_506f, 1610647632: 4 << 18 },
    macWords: [0x6000_8844, 0x6000_8848],
    macHigh: 0,
    spi: spiOf(0x6000_2000),
    watchdogs: {
      config: 0x6000_8090,
      protect: 0x6000_80a8,
      superConfig: 0x6000_80ac,
      superProtect: 0x6000_80b0,
      superKey: rtc,
      fed: 1 << 31,
    },
    fuses: fusesOf(0x6000_8800),
  },
  esp32c6: {
    imageId: 13,
    tellsSecurity: true,
    // v0.1, QFN40.
    fixed: { [magic]: 0x2ce0_806f, 1611335760: 1 << 18 },
    macWords: [0x600b_0844, 0x600b_0848],
    macHigh: 0xfffe,
    spi: spiOf(0x6000_3000),
    watchdogs: {
      config: 0x600b_1c00,
      protect: 0x600b_1c18,
      superConfig: 0x600b_1c1c,
      superProtect: 0x600b_1c20,
      superKey: low,
      fed: 1 << 18,
    },
    fuses: fusesOf(0x600b_0800),
  },
  esp32c5: {
    imageId: 23,
    tellsSecurity: true,
    // v1.2, with a crystal of 48 MHz where its ROM reckons with 40.
    fixed: { [magic]: 0x1101_406f, 1611352140: (1 << 4) | 2, 1611227408: 40 << 24 },
    macWords: [0x600b_4844, 0x600b_4848],
    macHigh: 0xfffe,
    spi: spiOf(0x6000_3000),
    watchdogs: {
      config: 0x600b_1c00,
      protect: 0x600b_1c18,
      superConfig: 0x600b_1c1c,
      superProtect: 0x600b_1c20,
      superKey: low,
      fed: 1 << 18,
    },
    fuses: {
      'flash-encryption': { word: 0x600b_4834, mask: 7 << 16 },
      'secure-boot': { word: 0x600b_4838, mask: 1 << 25 },
    },
    crystal: { divider: 0x6000_0014, hz: 48_000_000, romHz: 40_000_000 },
  },
  esp32c2: {
    imageId: 12,
    tellsSecurity: true,
    // v1.0, with a crystal of 26 MHz where its ROM reckons with 40; the upper MAC word holds the revision.
    fixed: { [magic]: 0x6f51_306f },
    macWords: [0x6000_8840, 0x6000_8844],
    macHigh: 1 << 4,
    spi: spiOf(0x6000_2000),
    fuses: {
      'flash-encryption': { word: 0x6000_8830, mask: 7 << 7 },
      'secure-boot': { word: 0x6000_8830, mask: 1 << 21 },
    },
    crystal: { divider: 0x6000_0014, hz: 26_000_000, romHz: 40_000_000 },
  },
  esp32s2: {
    imageId: 2,
    tellsSecurity: true,
    // v1.0, no flash or PSRAM in the package.
    fixed: { [magic]: 0x0000_07c6, 1061265488: 1 << 18 },
    macWords: [0x3f41_a044, 0x3f41_a048],
    macHigh: 0,
    spi: { ...spiOf(0x3f40_2000), lowAddress: true },
    fuses: fusesOf(0x3f41_a000),
  },
  esp32h2: {
    imageId: 16,
    tellsSecurity: true,
    // v0.1.
    fixed: { [magic]: 0xd7b7_3e80, 1611335760: 1 << 18 },
    macWords: [0x600b_0844, 0x600b_0848],
    macHigh: 0xfffe,
    spi: spiOf(0x6000_3000),
    watchdogs: {
      config: 0x600b_1c00,
      protect: 0x600b_1c1c,
      superConfig: 0x600b_1c20,
      superProtect: 0x600b_1c24,
      superKey: low,
      fed: 1 << 18,
    },
    fuses: fusesOf(0x600b_0800),
  },
  esp32p4: {
    imageId: 18,
    tellsSecurity: true,
    // v1.3.
    fixed: { [magic]: 0x0000_0000, 1343410252: (1 << 4) | 3 },
    macWords: [0x5012_d044, 0x5012_d048],
    macHigh: 0,
    spi: { ...spiOf(0x5008_d000), lowAddress: true },
    watchdogs: {
      config: 0x5011_6000,
      protect: 0x5011_6018,
      superConfig: 0x5011_601c,
      superProtect: 0x5011_6020,
      superKey: low,
      fed: 1 << 18,
    },
    fuses: fusesOf(0x5012_d000),
  },
};

/** The six bytes of `A4:CF:12:00:00:01`. */
export const macBytes = (mac: Mac): number[] => mac.split(':').map((group) => Number.parseInt(group, 16));
