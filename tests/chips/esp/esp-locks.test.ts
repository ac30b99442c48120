/**
 * Secure boot, flash encryption, secure download: read, told, and the flash left alone. eFuse places and flags are those
 * of desktop esptool's tables (`targets`, `SECURITY_INFO_FLAG_MAP`), its rules those of `erase_flash` and `write_flash`.
 */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createEspFamily } from '../../../src/chips/esp/family';
import { chipNames } from '../../../src/model/chip';
import { buildImage } from '../../../src/virtual/esp/demo-image';
import { oddChip } from '../odd-chip';
import { allChips, brisk, forever, onTable, problemOf, smallImage, unwatched, withSession } from './esp-board';
import { tapCommands } from './esp-wire';

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest('hex');
const untold = () => {};

const locksOf = async (...chip: Parameters<typeof oddChip>) =>
  (await createEspFamily(brisk).connect(oddChip(...chip), unwatched, forever)).facts.locks;

describe.each(allChips)('%s', (chip) => {
  test.each([[[]], [['secure-boot']], [['flash-encryption']], [['secure-boot', 'flash-encryption']]] as const)(
    'tells of %j before anything is written',
    async (locks) => {
      const table = onTable({ chip, habits: { locks } });
      expect(await withSession(table, async (session) => session.facts)).toMatchObject({ chip, locks });
    },
  );

  test.each(['secure-boot', 'flash-encryption'] as const)(
    'with %s nothing is erased and nothing written',
    async (lock) => {
      const flash = buildImage({ chip, merged: true });
      const table = onTable({ chip, flash, habits: { locks: [lock] } });
      const commands = tapCommands(table.board);
      const before = md5(table.board.flash.read(0, 4 << 20));
      await withSession(table, async (session) => {
        const told = { chip: chipNames[chip], locks: lock };
        expect(await problemOf(session.erase(0, 0x1000, forever))).toEqual({
          code: 'board.locked',
          details: { ...told, verb: 'erase' },
        });
        expect(await problemOf(session.write(smallImage(chip), 0, untold, forever))).toEqual({
          code: 'board.locked',
          details: { ...told, verb: 'write' },
        });
        // What is there may be looked at.
        expect(await session.checksum(0, 0x1000, forever)).toBe(md5(flash.subarray(0, 0x1000)));
      });
      const changing = [0x02, 0x03, 0x10, 0x11, 0xd0, 0xd1];
      expect(commands.filter(({ op }) => changing.includes(op))).toEqual([]);
      expect(md5(table.board.flash.read(0, 4 << 20))).toBe(before);
    },
  );
});

test.each(['esp32s3', 'esp32c3', 'esp32c6'] as const)(
  '%s in secure download mode is named and left alone',
  async (chip) => {
    const table = onTable({ chip, habits: { locks: ['secure-boot', 'flash-encryption', 'secure-download'] } });
    const commands = tapCommands(table.board);
    expect(await problemOf(withSession(table, async () => {}))).toEqual({
      code: 'board.closed',
      details: { chip: chipNames[chip], why: 'secure-download' },
    });
    // SYNC, one register that stays closed, and the summary.
    expect(new Set(commands.map(({ op }) => op))).toEqual(new Set([0x08, 0x0a, 0x14]));
  },
);

test('an ESP32 whose download mode is off says so in its log, and is not asked for a minute', async () => {
  const table = onTable({ chip: 'esp32', habits: { locks: ['no-download'] } }, { ...brisk, connectMs: 600_000 });
  expect(await problemOf(withSession(table, async () => {}))).toEqual({
    code: 'board.closed',
    details: { why: 'no-download' },
  });
});

describe('ESP32’s eFuses', () => {
  const word = (at: number) => 0x3ff5a000 + 4 * at;
  const esp32 = { 1073745920: 0x00f01d83 };
  const v1 = { [word(3)]: 1 << 15 };
  const v3 = { ...v1, [word(5)]: 1 << 20, 1073111164: 2 ** 31 };
  const bits = (count: number) => ({ [word(0)]: ((1 << count) - 1) << 20 });

  test.each([
    [0, []],
    [1, ['flash-encryption']],
    [2, []],
    [3, ['flash-encryption']],
    [6, []],
    [7, ['flash-encryption']],
  ])('FLASH_CRYPT_CNT with %i bits set', async (count, locks) => {
    expect(await locksOf({ ...esp32, ...bits(count) }, 0)).toEqual(locks);
  });

  test.each([
    ['ABS_DONE_0 of v1', { ...v1, [word(6)]: 1 << 4 }, ['secure-boot']],
    ['ABS_DONE_1 of v3', { ...v3, [word(6)]: 1 << 5 }, ['secure-boot']],
    // Before v3 that bit has another meaning.
    ['ABS_DONE_1 of v1', { ...v1, [word(6)]: 1 << 5 }, []],
    ['coding scheme and JTAG', { ...v3, [word(6)]: 0x43 }, []],
  ])('%s', async (_, registers, locks) => {
    expect(await locksOf({ ...esp32, ...registers }, 0)).toEqual(locks);
  });

  test('flash in the package is attached by the pins its eFuses name', async () => {
    // ESP32-PICO-D4: CLK 6, Q 17, D 8, CS 16, HD 11.
    const pico = { ...esp32, [word(5)]: 6 | (17 << 5) | (8 << 10) | (16 << 15), [word(3)]: 11 << 4 };
    const link = oddChip(pico, 0);
    await createEspFamily(brisk).connect(link, unwatched, forever);
    const [attach] = link.asked.filter(({ op }) => op === 0x0d);
    const pins = 6 | (17 << 6) | (8 << 12) | (16 << 18) | (11 << 24);
    expect([...new Uint32Array(attach!.payload.slice().buffer)]).toEqual([pins, 0]);
  });
});

describe('the eFuses of S3, C3 and C6', () => {
  test.each([
    ['esp32s3', 9, 0x60007000],
    ['esp32c3', 5, 0x60008800],
    ['esp32c6', 13, 0x600b0800],
  ] as const)('%s: either witness is enough', async (_, id, base) => {
    expect(await locksOf({}, id)).toEqual([]);
    expect(await locksOf({ [base + 0x34]: 1 << 18 }, id)).toEqual(['flash-encryption']);
    // Burned twice: off again.
    expect(await locksOf({ [base + 0x34]: 3 << 18 }, id)).toEqual([]);
    expect(await locksOf({ [base + 0x38]: 1 << 20 }, id)).toEqual(['secure-boot']);
    expect(await locksOf({}, id, 1 << 0)).toEqual(['secure-boot']);
  });
});
