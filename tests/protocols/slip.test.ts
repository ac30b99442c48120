import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSlipReader, slipEncode } from '../../src/protocols/slip';

// esp-flashing, section 1: `C0 … C0`, `C0`→`DB DC`, `DB`→`DB DD`.

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('slip', () => {
  test('escapes exactly the two special bytes', () => {
    expect(slipEncode(bytes(1, 0xc0, 2, 0xdb, 3))).toEqual(bytes(0xc0, 1, 0xdb, 0xdc, 2, 0xdb, 0xdd, 3, 0xc0));
  });

  test('gives back any frames in any pieces, after any noise without an end byte', () => {
    const noise = fc.uint8Array({ maxLength: 20 }).map((some) => some.filter((byte) => byte !== 0xc0));
    const payloads = fc.array(fc.uint8Array({ minLength: 1, maxLength: 600 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(noise, payloads, fc.integer({ min: 1, max: 9 }), (before, sent, step) => {
        const stream = [...before, ...sent.flatMap((payload) => [...slipEncode(payload)])];
        const reader = createSlipReader();
        const got: Uint8Array[] = [];
        for (let at = 0; at < stream.length; at += step) {
          got.push(...reader.take(Uint8Array.from(stream.slice(at, at + step))));
        }
        expect(got).toEqual(sent);
      }),
    );
  });

  test('a reader that came in the middle of a frame loses only that one', () => {
    const reader = createSlipReader();
    const rest = bytes(7, 7, 0xc0);
    const frames = [bytes(1), bytes(2), bytes(3)].map(slipEncode);
    const got = reader.take(Uint8Array.from([...rest, ...frames.flatMap((frame) => [...frame])]));
    expect(got).toEqual([bytes(1), bytes(2), bytes(3)]);
  });

  test('a wrong escape and a frame over the limit vanish without hurting the next', () => {
    const reader = createSlipReader(undefined, 4);
    expect(reader.take(bytes(0xc0, 1, 0xdb, 2, 3, 0xc0, 0xc0, 9, 0xc0))).toEqual([bytes(9)]);
    expect(reader.take(bytes(0xc0, 1, 2, 3, 4, 5, 0xc0, 0xc0, 8, 0xc0))).toEqual([bytes(8)]);
  });

  test('a refused frame vanishes, and is asked about once, when its first byte comes', () => {
    let asked = 0;
    const reader = createSlipReader(() => ++asked !== 1);
    expect(reader.take(bytes(0xc0, 0xdb, 0xdc, 1, 0xc0))).toEqual([]);
    expect(reader.take(bytes(0xc0, 2, 0xc0))).toEqual([bytes(2)]);
    expect(asked).toBe(2);
  });
});
