import { describe, expect, test } from 'vitest';
import { hexText, mostHexBytes, readHex } from '../../../src/protocols/console/hex-input';

const read = (typed: string) => {
  const found = readHex(typed);
  return 'bytes' in found ? hexText(found.bytes) : found;
};

describe('bytes as typed', () => {
  test.each([
    ['48 65 6C 0D', '48 65 6C 0D'],
    ['48656c0d', '48 65 6C 0D'],
    ['0x48, 0x65,0x6c', '48 65 6C'],
    ['\\x48\\x65', '48 65'],
    ['48h 65H', '48 65'],
    ['01-E0:FC\n01', '01 E0 FC 01'],
    [' a 0 ', '0A 00'],
    ['0x5', '05'],
    ['0048', '00 48'],
  ])('%s', (typed, bytes) => expect(read(typed)).toBe(bytes));
});

describe('what is wrong is told at its place', () => {
  test.each([
    ['48 6G 0D', { why: 'not-hex', at: 4, length: 1 }],
    ['48 zz 0D', { why: 'not-hex', at: 3, length: 2 }],
    ['48 “65” 0D', { why: 'not-hex', at: 3, length: 4 }],
    ['48 65 6C0', { why: 'half', at: 6, length: 3 }],
    ['0x', { why: 'not-hex', at: 1, length: 1 }],
    ['  ', { why: 'empty', at: 0, length: 0 }],
  ])('%s', (typed, fault) => expect(read(typed)).toEqual(fault));

  test('more than one sending takes', () => {
    expect(readHex('00'.repeat(mostHexBytes))).toMatchObject({ bytes: { length: mostHexBytes } });
    expect(readHex('00 '.repeat(mostHexBytes + 1))).toMatchObject({ why: 'too-many', at: mostHexBytes * 3 });
  });
});
