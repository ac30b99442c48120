/** What differs between the Espressif chips the bench knows: where they keep their facts (addresses: esptool, `targets`). */
import type { ESPLoader } from 'esptool-js';
import type { ESP32ROM } from 'esptool-js/lib/targets/esp32.js';
import type { EspChipId } from '../../model/chip';
import { lowPowerWatchdogs, rtcWatchdogs, type Watchdogs } from './watchdogs';

export interface EspModel {
  /** Register addresses: two words of MAC, low first, and the words the revision is in. */
  mac: readonly [number, number];
  revisionWords: readonly number[];
  revision(words: readonly number[]): { major: number; minor: number };
  /** The eFuse words that lock a chip, and which of them do. */
  lockWords: readonly [number, number];
  locks(words: readonly number[], major: number): { encrypted: boolean; secureBoot: boolean };
  /** Its ROM reckons a speed by a crystal that the board may not have: the stub has to be there first. */
  stubFirst?: true;
  /** The first revision, major × 100 + minor, that the stub runs on. */
  stubFrom?: number;
  /** What has to be done before its flash can be asked (esptool, `_post_connect`). */
  wake?(library: ESPLoader): Promise<void>;
  /** Of a chip that can be its own USB device by USB-Serial/JTAG. */
  watchdogs?: Watchdogs;
  /** The library's own table of the chip, for its SPI registers and its stub's name. */
  library(): Promise<ESP32ROM>;
}

const bits = (word: number, at: number, count: number) => (word >>> at) & ((1 << count) - 1);

/** Words of eFuse block 1 from S3 and C3 on; MAC at 0 and 1. */
const block1 = (base: number, word: number) => base + 0x44 + 4 * word;

const esp32Efuse = 0x3ff5a000;
const esp32SysconDate = 0x3ff6607c;

/** An odd number of bits: each change of mind burns one more. */
export const isOdd = (word: number): boolean => {
  let rest = word;
  let odd = false;
  for (; rest !== 0; rest &= rest - 1) odd = !odd;
  return odd;
};

/** From S3 and C3 on: SPI_BOOT_CRYPT_CNT and SECURE_BOOT_EN in words 1 and 2 of block 0. */
const locksOf = (base: number): Pick<EspModel, 'lockWords' | 'locks'> => ({
  lockWords: [base + 0x34, base + 0x38],
  locks: ([word1 = 0, word2 = 0]) => ({ encrypted: isOdd(bits(word1, 18, 3)), secureBoot: bits(word2, 20, 1) === 1 }),
});

const esp32: EspModel = {
  mac: [esp32Efuse + 4, esp32Efuse + 8],
  revisionWords: [esp32Efuse + 12, esp32Efuse + 20, esp32SysconDate],
  revision([word3 = 0, word5 = 0, date = 0]) {
    // Three single bits, set one after the other as revisions came out.
    const [first, second, third] = [bits(word3, 15, 1), bits(word5, 20, 1), bits(date, 31, 1)];
    return { major: first && 1 + (second && 1 + third), minor: bits(word5, 24, 2) };
  },
  // FLASH_CRYPT_CNT; ABS_DONE_0 is secure boot v1, ABS_DONE_1 v2, which chips before v3 do not have.
  lockWords: [esp32Efuse, esp32Efuse + 24],
  locks: ([word0 = 0, word6 = 0], major) => ({
    encrypted: isOdd(bits(word0, 20, 7)),
    secureBoot: bits(word6, 4, 1) === 1 || (major >= 3 && bits(word6, 5, 1) === 1),
  }),
  library: async () => new (await import('esptool-js/lib/targets/esp32.js')).ESP32ROM(),
};

/** S3 and C3 keep the minor revision in two places. */
const splitMinor = (word3: number, word5: number) => (bits(word5, 23, 1) << 3) | bits(word3, 18, 3);

const esp32s3: EspModel = {
  mac: [block1(0x60007000, 0), block1(0x60007000, 1)],
  // The last is word 4 of block 2, the major version of the block layout.
  revisionWords: [block1(0x60007000, 3), block1(0x60007000, 5), 0x6000706c],
  revision([word3 = 0, word5 = 0, block2 = 0]) {
    const minor = splitMinor(word3, word5);
    // v0.0 chips have block layout 1.1 and other things in the place of the major revision.
    const first = (minor & 7) === 0 && bits(block2, 0, 2) === 1 && bits(word3, 24, 3) === 1;
    return first ? { major: 0, minor: 0 } : { major: bits(word5, 24, 2), minor };
  },
  ...locksOf(0x60007000),
  watchdogs: rtcWatchdogs(0x60008098, 0x600080b0, 0x600080b4),
  library: async () => new (await import('esptool-js/lib/targets/esp32s3.js')).ESP32S3ROM(),
};

const esp32c3: EspModel = {
  mac: [block1(0x60008800, 0), block1(0x60008800, 1)],
  revisionWords: [block1(0x60008800, 3), block1(0x60008800, 5)],
  revision: ([word3 = 0, word5 = 0]) => ({ major: bits(word5, 24, 2), minor: splitMinor(word3, word5) }),
  ...locksOf(0x60008800),
  watchdogs: rtcWatchdogs(0x60008090, 0x600080a8, 0x600080ac),
  library: async () => new (await import('esptool-js/lib/targets/esp32c3.js')).ESP32C3ROM(),
};

const lowPowerBase = 0x600b1c00;

const esp32c6: EspModel = {
  mac: [block1(0x600b0800, 0), block1(0x600b0800, 1)],
  revisionWords: [block1(0x600b0800, 3)],
  revision: ([word3 = 0]) => ({ major: bits(word3, 22, 2), minor: bits(word3, 18, 4) }),
  ...locksOf(0x600b0800),
  watchdogs: lowPowerWatchdogs(lowPowerBase),
  library: async () => new (await import('esptool-js/lib/targets/esp32c6.js')).ESP32C6ROM(),
};

/** As C6, whose table of the library it extends. */
const esp32h2: EspModel = {
  ...esp32c6,
  revision: ([word3 = 0]) => ({ major: bits(word3, 21, 2), minor: bits(word3, 18, 3) }),
  watchdogs: lowPowerWatchdogs(lowPowerBase, lowPowerBase + 0x1c),
  library: async () => new (await import('esptool-js/lib/targets/esp32h2.js')).ESP32H2ROM(),
};

const efuseC5 = 0x600b4800;

const esp32c5: EspModel = {
  mac: [block1(efuseC5, 0), block1(efuseC5, 1)],
  revisionWords: [block1(efuseC5, 2)],
  revision: ([word2 = 0]) => ({ major: bits(word2, 4, 2), minor: bits(word2, 0, 4) }),
  // Wider key purposes than its sisters' have moved both.
  lockWords: [efuseC5 + 0x34, efuseC5 + 0x38],
  locks: ([word1 = 0, word2 = 0]) => ({ encrypted: isOdd(bits(word1, 16, 3)), secureBoot: bits(word2, 25, 1) === 1 }),
  watchdogs: lowPowerWatchdogs(lowPowerBase),
  // 48 or 40 MHz, whatever its ROM was set to.
  stubFirst: true,
  library: async () => new (await import('esptool-js/lib/targets/esp32c5.js')).ESP32C5ROM(),
};

const efuseC2 = 0x60008800;

const esp32c2: EspModel = {
  mac: [efuseC2 + 0x40, efuseC2 + 0x44],
  revisionWords: [efuseC2 + 0x44],
  revision: ([word1 = 0]) => ({ major: bits(word1, 20, 2), minor: bits(word1, 16, 4) }),
  // SPI_BOOT_CRYPT_CNT and SECURE_BOOT_EN share a word (ESP-IDF, `esp_efuse_table.csv` of the chip).
  lockWords: [efuseC2 + 0x30, efuseC2 + 0x30],
  locks: ([word = 0]) => ({ encrypted: isOdd(bits(word, 7, 3)), secureBoot: bits(word, 21, 1) === 1 }),
  // 40 or 26 MHz.
  stubFirst: true,
  stubFrom: 100,
  library: async () => new (await import('esptool-js/lib/targets/esp32c2.js')).ESP32C2ROM(),
};

const efuseS2 = 0x3f41a000;

const esp32s2: EspModel = {
  mac: [block1(efuseS2, 0), block1(efuseS2, 1)],
  revisionWords: [block1(efuseS2, 3), block1(efuseS2, 4)],
  revision: ([word3 = 0, word4 = 0]) => ({
    major: bits(word3, 18, 2),
    minor: (bits(word3, 20, 1) << 3) | bits(word4, 4, 3),
  }),
  ...locksOf(efuseS2),
  library: async () => new (await import('esptool-js/lib/targets/esp32s2.js')).ESP32S2ROM(),
};

const efuseP4 = 0x5012d000;

const esp32p4: EspModel = {
  mac: [block1(efuseP4, 0), block1(efuseP4, 1)],
  revisionWords: [block1(efuseP4, 2)],
  revision: ([word2 = 0]) => ({ major: (bits(word2, 23, 1) << 2) | bits(word2, 4, 2), minor: bits(word2, 0, 4) }),
  ...locksOf(efuseP4),
  watchdogs: lowPowerWatchdogs(0x50116000),
  // The flash of some revisions has no power until somebody asks for it.
  wake: async (library) => {
    const { ESP32P4ROM } = await import('esptool-js/lib/targets/esp32p4.js');
    if (library.chip instanceof ESP32P4ROM) await library.chip.powerOnFlash(library);
  },
  library: async () => new (await import('esptool-js/lib/targets/esp32p4.js')).ESP32P4ROM(),
};

export const espModels: Readonly<Record<EspChipId, EspModel>> = {
  esp32,
  esp32s3,
  esp32c3,
  esp32c6,
  esp32c5,
  esp32c2,
  esp32s2,
  esp32h2,
  esp32p4,
};
