import { describe, expect, test } from 'vitest';
import type { ChipFacts } from '../../../src/model/chip';
import { BenchError, type Problem } from '../../../src/model/problem';
import { checkFits } from '../../../src/protocols/firmware/check-fits';
import { readFirmware } from '../../../src/protocols/firmware/read-firmware';
import { buildBekenImage } from '../../../src/virtual/beken/demo-image';
import { bekenTwins } from '../../../src/virtual/beken/twins';

// esp-flashing, section 7 (tags); beken-uart-boot, section 10 (places). Names never decide.

const whole = (twin: keyof typeof bekenTwins) => buildBekenImage({ twin: bekenTwins[twin], appBytes: 0x20000 });
const alone = (twin: keyof typeof bekenTwins) =>
  buildBekenImage({ twin: bekenTwins[twin], appBytes: 0x20000, merged: false });

const problemOf = (work: () => unknown): Problem | undefined => {
  try {
    work();
    return undefined;
  } catch (fault) {
    if (fault instanceof BenchError) return fault.problem;
    throw fault;
  }
};

const board = (chip: ChipFacts['chip'], flashBytes: number): ChipFacts => ({ chip, flashBytes });

describe('an image for Beken boards', () => {
  test('from address 0 is whole, whatever it is called', () => {
    expect(readFirmware(whole('t5ai'), 'app_UA_1.0.0.bin')).toMatchObject({
      kind: 'merged',
      chip: 't5ai',
      alsoFor: ['t3'],
      address: 0,
    });
    expect(readFirmware(whole('bk7231n'), 'x.bin')).toMatchObject({ kind: 'merged', chip: 'bk7231n', address: 0 });
  });

  test('of the application alone goes behind the boot loader', () => {
    const facts = readFirmware(alone('t5ai'), 'app_QIO_1.0.0.bin');
    expect(facts).toMatchObject({ kind: 'app', chip: 't5ai', address: 0x11000 });
  });

  test('is for the chip that answers, where its head leaves that open', () => {
    const facts = readFirmware(whole('t5ai'), 'x.bin');
    expect(problemOf(() => checkFits(facts, board('t5ai', 0x800000), 0))).toBeUndefined();
    expect(problemOf(() => checkFits(facts, board('t3', 0x400000), 0))).toBeUndefined();
    expect(problemOf(() => checkFits(facts, board('bk7231n', 0x200000), 0))?.code).toBe('firmware.wrong-chip');
    expect(problemOf(() => checkFits(facts, board('esp32', 0x400000), 0))?.code).toBe('firmware.wrong-chip');
    const long = { ...facts, size: 0x400001 };
    expect(problemOf(() => checkFits(long, board('t3', 0x400000), 0))?.code).toBe('firmware.beyond-flash');
  });

  test('that ends with its boot loader was cut off', () => {
    expect(problemOf(() => readFirmware(whole('t5ai').slice(0, 0x11000), 'x.bin'))).toMatchObject({
      code: 'firmware.truncated',
    });
    const blank = whole('t5ai').fill(0xff, 0x11000);
    expect(problemOf(() => readFirmware(blank, 'x.bin'))).toMatchObject({
      code: 'firmware.would-not-start',
      details: { reason: 'no-app' },
    });
  });
});
