import { describe, expect, it } from 'vitest';
import { openOtp } from '../../src/virtual/firmware/otp';
import { finish } from '../../src/virtual/parts/kv';
import { createNorFlash } from '../../src/virtual/parts/nor-flash';

// authorize-cli, section 2, "OTP": T5AI only, one JSON object, irreversible.

const mac = 'A4:CF:12:00:00:01';
const one = { uuid: 'uuidone0000000000001', authKey: 'ONEKEY00000000000000000000000001' };
const two = { uuid: 'uuidtwo0000000000002', authKey: 'TWOKEY00000000000000000000000002' };

const onT5ai = () => {
  const flash = createNorFlash(0x10000);
  const open = () => openOtp('t5ai', flash, mac)!;
  return { flash, open };
};

describe('one-time memory', () => {
  it('is in a T5AI alone', () => {
    for (const chip of ['t3', 'bk7231n', 'esp32'] as const)
      expect(openOtp(chip, createNorFlash(0x10000), mac)).toBeUndefined();
  });

  it('takes one license, which outlives the flash and every restart', () => {
    const { flash, open } = onT5ai();
    expect(open().license()).toBeUndefined();
    expect(finish(open().burn(one, mac))).toBe(true);
    flash.erase(0, flash.size);
    expect(open().license()).toEqual(one);
  });

  it('takes no second one, the same least of all', () => {
    const { open } = onT5ai();
    finish(open().burn(one, mac));
    expect(finish(open().burn(two, mac))).toBe(false);
    expect(finish(open().burn(one, mac))).toBe(false);
    expect(open().license()).toEqual(one);
  });

  it('is spoiled for good by a power cut in the middle of the write', () => {
    const { open } = onT5ai();
    const steps = open().burn(one, mac);
    for (let words = 0; words < 3; words++) steps.next();
    expect(open().license()).toBeUndefined();
    expect(finish(open().burn(one, mac))).toBe(false);
    expect(open().license()).toBeUndefined();
  });
});
