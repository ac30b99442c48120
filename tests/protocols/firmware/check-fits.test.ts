import { describe, expect, test } from 'vitest';
import type { ChipFacts } from '../../../src/model/chip';
import { BenchError, type Problem } from '../../../src/model/problem';
import { checkFits } from '../../../src/protocols/firmware/check-fits';
import { readFirmware } from '../../../src/protocols/firmware/read-firmware';
import { buildImage } from '../../../src/virtual/esp/demo-image';

const board: ChipFacts = { chip: 'esp32', mac: 'A4:CF:12:00:00:01', flashBytes: 4 << 20 };
const merged = readFirmware(buildImage({ chip: 'esp32', merged: true }), 'a.bin');
const app = readFirmware(buildImage({ chip: 'esp32' }), 'a.bin');

const problemOf = (...facts: Parameters<typeof checkFits>): Problem | undefined => {
  try {
    checkFits(...facts);
    return undefined;
  } catch (fault) {
    if (fault instanceof BenchError) return fault.problem;
    throw fault;
  }
};

/** The refusals of esp-measured, section 7. */
describe('before the first byte is sent', () => {
  test('what fits passes', () => {
    expect(problemOf(merged, board, 0)).toBeUndefined();
    expect(problemOf(app, board, 0x10000)).toBeUndefined();
    expect(problemOf(merged, { ...board, flashBytes: undefined }, 0)).toBeUndefined();
  });

  test('another chip', () => {
    const problem = problemOf(merged, { ...board, chip: 'esp32c3' }, 0);
    expect(problem).toEqual({ code: 'firmware.wrong-chip', details: { image: 'ESP32', board: 'ESP32-C3' } });
  });

  test.each([0, 0x1000, 0x8000, 0xf000])('a bare application at %i would lie on the bootloader or the table', (at) => {
    expect(problemOf(app, board, at)).toEqual({ code: 'firmware.bare-app-at-zero', details: { address: at } });
  });

  test('an image that ends beyond the flash', () => {
    const problem = problemOf(app, board, (4 << 20) - 0x1000);
    expect(problem).toMatchObject({ code: 'firmware.beyond-flash', details: { part: 'image', flashBytes: 4 << 20 } });
  });

  test('a partition table made for a larger flash', () => {
    const large = readFirmware(buildImage({ chip: 'esp32', merged: true, flashBytes: 8 << 20 }), 'a.bin');
    expect(problemOf(large, board, 0)?.code).toBe('firmware.beyond-flash');
    expect(problemOf(large, { ...board, flashBytes: 8 << 20 }, 0)).toBeUndefined();
  });

  test('a chip of a revision that the image does not run on, and the limits themselves', () => {
    const limited = { ...app, revisions: { min: 300, max: 399 } };
    const on = (revision?: string) => problemOf(limited, { ...board, ...(revision && { revision }) }, 0x10000);
    expect(on('v3.0')).toBeUndefined();
    expect(on('v3.99')).toBeUndefined();
    expect(on('v1.1')).toEqual({
      code: 'firmware.chip-revision',
      details: { limit: 'min', wanted: 'v3.0', found: 'v1.1' },
    });
    expect(on('v4.0')).toEqual({
      code: 'firmware.chip-revision',
      details: { limit: 'max', wanted: 'v3.99', found: 'v4.0' },
    });
    // A board that does not tell, and a file that was read before there was such a look.
    expect(on()).toBeUndefined();
    expect(problemOf({ ...app, revisions: undefined }, { ...board, revision: 'v0.0' }, 0x10000)).toBeUndefined();
  });

  test('a merged image anywhere but at its place is our own mistake', () => {
    expect(problemOf(merged, board, 0x10000)?.code).toBe('unexpected');
  });
});
