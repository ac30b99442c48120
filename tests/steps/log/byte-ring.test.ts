import { expect, test } from 'vitest';
import type { HeardBytes } from '../../../src/model/heard-bytes';
import { createByteRing } from '../../../src/steps/log/byte-ring';

const piece = (from: number, text: string, more: Partial<HeardBytes> = {}): HeardBytes => ({
  at: 1,
  from,
  bytes: Uint8Array.from(text, (one) => one.charCodeAt(0)),
  states: new Uint8Array(text.length).fill(1),
  ...more,
});
const textOf = ({ bytes }: { bytes: Uint8Array }) => String.fromCharCode(...bytes);

test('what waited is told in its place, and a new listening goes on behind the one before', () => {
  const ring = createByteRing();
  ring.put(piece(0, 'ab\0\0', { begins: true, states: Uint8Array.of(1, 1, 0, 0) }));
  ring.put(piece(4, 'ef', { at: 2 }));
  ring.put(piece(2, 'cd'));
  expect(textOf(ring.read(0, 99))).toBe('abcdef');
  expect([...ring.read(0, 99).states]).toEqual([1, 1, 1, 1, 1, 1]);
  ring.put(piece(0, 'gh', { begins: true, at: 7 }));
  expect(textOf(ring.read(4, 8))).toBe('efgh');
  expect([0, 3, 4, 5, 6, 7].map(ring.at)).toEqual([1, 1, 2, 2, 7, 7]);
});

test('of more than it has room for the oldest blocks go, and places stay what they were', () => {
  const ring = createByteRing(128 * 1024);
  const kilobyte = 'x'.repeat(1023);
  for (let n = 0; n < 1000; n += 1)
    ring.put(piece(n * 1024, String.fromCharCode(n % 251) + kilobyte, n === 0 ? { begins: true } : { at: n }));
  expect(ring.end).toBe(1000 * 1024);
  expect(ring.end - ring.first).toBeGreaterThan(128 * 1024 - 1);
  expect(ring.end - ring.first).toBeLessThan(193 * 1024);
  for (let n = ring.first / 1024; n < 1000; n += 1)
    expect([ring.read(n * 1024, n * 1024 + 1).bytes[0], ring.at(n * 1024 + 5)]).toEqual([n % 251, n]);
  expect(ring.read(0, 10).bytes.length).toBe(0);
});
