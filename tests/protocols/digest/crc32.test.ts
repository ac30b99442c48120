import { expect, test } from 'vitest';
import { crc32, crc32Behind } from '../../../src/protocols/digest/crc32';

// beken-uart-boot, section 8: the check value, and 4096 times FF.
test('has the check value of the document', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0x340bc6d9);
  expect(crc32(new Uint8Array(4096).fill(0xff))).toBe(0x0eab98f5);
});

test.each([1, 8, 4096, 0x8000])('of the last %i bytes follows from all of it and from what stands in front', (size) => {
  const bytes = Uint8Array.from({ length: 0x10000 }, (_, at) => (at * 31 + (at >> 8)) & 0xff);
  const front = bytes.length - size;
  expect(crc32Behind(crc32(bytes), crc32(bytes.subarray(0, front)), size)).toBe(crc32(bytes.subarray(front)));
});
