import { expect, test } from 'vitest';
import { hexDump, hexRows, linesAsHex } from '../../../src/protocols/console/hex-dump';

const piece = {
  from: 16,
  bytes: Uint8Array.from([0x48, 0x65, 0, 0, 0x0d, 0xff]),
  states: Uint8Array.of(1, 1, 2, 0, 1, 1),
};

test('bytes are rows of hex, and what is not told is two dots', () => {
  expect(hexRows(piece, 4)).toBe('48 65 ·· ··\n0D FF');
  expect(hexDump(piece, 4)).toBe('00000010  48 65 ·· ··  He··\n00000014  0D FF        ..\n');
});

test('shown lines are the bytes of their texts, a mask is one pair of dots whatever it hid', () => {
  expect(linesAsHex([{ text: 'k:••••••(32)', masked: [[2, 6]] }, { text: 'é' }])).toEqual({
    text: '6B 3A ·· 28 33 32 29 0A C3 A9 0A',
    count: 11,
  });
});
