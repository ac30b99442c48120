import { expect, test } from 'vitest';
import { createNorFlash } from '../../src/virtual/parts/nor-flash';

// NOR: programming can only clear bits, erasing is by whole sectors (issue text; esp-measured, section 2).

test('begins erased behind what it was given', () => {
  const flash = createNorFlash(8192, Uint8Array.of(1, 2));
  expect([...flash.read(0, 4)]).toEqual([1, 2, 0xff, 0xff]);
  expect(flash.size).toBe(8192);
});

test('programming clears bits and never sets one', () => {
  const flash = createNorFlash(4096);
  flash.program(10, Uint8Array.of(0b1111_0000));
  flash.program(10, Uint8Array.of(0b0011_1100));
  expect(flash.read(10, 1)[0]).toBe(0b0011_0000);
});

test('erasing sets whole sectors and leaves their neighbours', () => {
  const flash = createNorFlash(12_288, new Uint8Array(12_288));
  flash.erase(4096, 4096);
  expect(flash.read(4095, 1)[0]).toBe(0);
  expect(flash.read(4096, 4096).every((byte) => byte === 0xff)).toBe(true);
  expect(flash.read(8192, 1)[0]).toBe(0);
  expect(() => flash.erase(100, 4096)).toThrow(RangeError);
  expect(() => flash.erase(0, 100)).toThrow(RangeError);
});

test('has an end', () => {
  const flash = createNorFlash(4096);
  expect(() => flash.read(4090, 7)).toThrow(RangeError);
  expect(() => flash.program(4095, Uint8Array.of(0, 0))).toThrow(RangeError);
  expect(() => flash.erase(4096, 4096)).toThrow(RangeError);
});

test('what was read is a copy', () => {
  const flash = createNorFlash(4096);
  flash.read(0, 4)[0] = 0;
  expect(flash.read(0, 1)[0]).toBe(0xff);
});
