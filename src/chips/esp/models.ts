/** What differs between the Espressif chips the bench knows: where they keep their facts (addresses: esptool, `targets`). */
import type { ESP32ROM } from 'esptool-js/lib/targets/esp32.js';
import type { EspChipId } from '../../model/chip';

export interface EspModel {
  /** Register addresses: two words of MAC, low first, and the words the revision is in. */
  mac: readonly [number, number];
  revisionWords: readonly number[];
  revision(words: readonly number[]): { major: number; minor: number };
  /** The eFuse words that lock a chip, and which of them do. */
  lockWords: readonly [number, number];
  locks(words: readonly number[], major: number): { encrypted: boolean; secureBoot: boolean };
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
  library: async () => new (await import('esptool-js/lib/targets/esp32s3.js')).ESP32S3ROM(),
};

const esp32c3: EspModel = {
  mac: [block1(0x60008800, 0), block1(0x60008800, 1)],
  revisionWords: [block1(0x60008800, 3), block1(0x60008800, 5)],
  revision: ([word3 = 0, word5 = 0]) => ({ major: bits(word5, 24, 2), minor: splitMinor(word3, word5) }),
  ...locksOf(0x60008800),
  library: async () => new (await import('esptool-js/lib/targets/esp32c3.js')).ESP32C3ROM(),
};

const esp32c6: EspModel = {
  mac: [block1(0x600b0800, 0), block1(0x600b0800, 1)],
  revisionWords: [block1(0x600b0800, 3)],
  revision: ([word3 = 0]) => ({ major: bits(word3, 22, 2), minor: bits(word3, 18, 4) }),
  ...locksOf(0x600b0800),
  library: async () => new (await import('esptool-js/lib/targets/esp32c6.js')).ESP32C6ROM(),
};

export const espModels: Readonly<Record<EspChipId, EspModel>> = { esp32, esp32s3, esp32c3, esp32c6 };
