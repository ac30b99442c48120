import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJoiner, type Joined, splitMessage } from '../../../src/protocols/tuya-ble/pieces';
import { hexBytes, hexOf, messages } from './recorded';

const message = Uint8Array.from({ length: 60 }, (_, index) => index);
const split = (bytes = message, seq = 3): Uint8Array[] => splitMessage(bytes, { size: 20, seq });
/** 17, 19, 19 and 5 bytes of payload. */
const [first = message, second = message, third = message, fourth = message] = split();

const feed = (strict: boolean, pieces: readonly Uint8Array[]): Joined[] => {
  const joiner = createJoiner({ strict });
  return pieces.map((piece) => joiner.take(piece));
};
const kinds = (joined: readonly Joined[]): string[] =>
  joined.map((one) => (one.kind === 'dropped' ? one.why : one.kind));
const whole = { kind: 'whole', message, version: 4, seq: 3 };

// ble-pairing, section 4.
describe('splitting', () => {
  it('makes pieces of every size that come together again, both ways of joining', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 1024 }),
        fc.integer({ min: 10, max: 1024 }),
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 2, max: 15 }),
        (bytes, size, seq, version) => {
          const pieces = splitMessage(bytes, { size, seq, version });
          for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(size);
          for (const piece of pieces.slice(0, -1)) expect(piece).toHaveLength(size);
          for (const strict of [true, false]) {
            expect(feed(strict, pieces).at(-1)).toEqual({ kind: 'whole', message: bytes, version, seq: seq % 16 });
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('joins a message that was cut at any byte, or at any two', () => {
    const longest = messages.reduce((one, other) => (one.message.length > other.message.length ? one : other)).message;
    const head = hexOf(splitMessage(longest, { size: 1024, seq: 0 })[0]?.subarray(0, 4) ?? message);
    for (let from = 1; from < longest.length - 1; from += 1) {
      const to = from + 1 + ((from * 7) % (longest.length - from - 1));
      const parts = [longest.subarray(0, from), longest.subarray(from, to), longest.subarray(to)].map(hexOf);
      const pieces = [`${head}${parts[0]}`, `01${parts[1]}`, `02${parts[2]}`].map(hexBytes);
      for (const strict of [true, false]) {
        expect(feed(strict, pieces)).toMatchObject([
          { kind: 'more', have: from, of: longest.length },
          { kind: 'more', have: to, of: longest.length },
          { kind: 'whole', message: longest },
        ]);
      }
    }
  });

  it('makes no pieces at all when a head would not fit, as the device falls silent', () => {
    expect(splitMessage(message, { size: 5, seq: 0 })).toEqual([]);
    expect(splitMessage(message, { size: 10, seq: 0 })).not.toEqual([]);
  });

  it('counts more than 127 pieces', () => {
    const long = new Uint8Array(1500).fill(7);
    const pieces = splitMessage(long, { size: 10, seq: 0 });
    expect(hexOf(pieces[128] ?? message)).toBe(`8001${'07'.repeat(8)}`);
    for (const strict of [true, false]) {
      const joiner = createJoiner({ strict, most: 1500 });
      expect(pieces.map((piece) => joiner.take(piece)).at(-1)).toMatchObject({ kind: 'whole', message: long });
    }
  });
});

describe('a central joining', () => {
  it('drops everything but the next piece or a new message', () => {
    expect(kinds(feed(true, [first, third]))).toEqual(['more', 'order']);
    expect(kinds(feed(true, [first, second, second]))).toEqual(['more', 'more', 'order']);
    expect(kinds(feed(true, [first, second, third, second]))).toEqual(['more', 'more', 'more', 'order']);
    expect(kinds(feed(true, [second]))).toEqual(['order']);
  });

  it('takes nothing more of a message once it has dropped a piece of it', () => {
    expect(kinds(feed(true, [first, third, second, third, fourth]))).toEqual([
      'more',
      'order',
      'order',
      'order',
      'order',
    ]);
  });

  it('starts again at piece 0, whatever was before', () => {
    expect(feed(true, [first, second, ...split()]).at(-1)).toEqual(whole);
    expect(feed(true, [first, third, ...split()]).at(-1)).toEqual(whole);
    expect(feed(true, [...split(), ...split()]).at(-1)).toEqual(whole);
  });

  it('does not hand out the same message twice', () => {
    expect(kinds(feed(true, [...split(), hexBytes('0400')]))).toEqual(['more', 'more', 'more', 'whole', 'order']);
    expect(kinds(feed(true, [...split(), fourth])).at(-1)).toBe('order');
  });

  it('drops what is longer than announced, and what announces nothing or too much', () => {
    expect(kinds(feed(true, [first, second, third, hexBytes(`03${'00'.repeat(6)}`)])).at(-1)).toBe('length');
    expect(kinds(feed(true, [hexBytes('000040')]))).toEqual(['length']);
    expect(kinds(feed(true, splitMessage(new Uint8Array(1025), { size: 244, seq: 0 })))[0]).toBe('too-long');
    expect(kinds(feed(true, splitMessage(new Uint8Array(1024), { size: 244, seq: 0 }))).at(-1)).toBe('whole');
    const narrow = createJoiner({ strict: true, most: 59 });
    expect(narrow.take(first)).toEqual({ kind: 'dropped', why: 'too-long' });
  });

  it('drops old versions and broken heads', () => {
    expect(kinds(feed(true, splitMessage(message, { size: 244, seq: 0, version: 1 })))).toEqual(['version']);
    for (const head of ['', '00', '003c', '8080808001'])
      expect(kinds(feed(true, [hexBytes(head)]))).toEqual(['length']);
  });

  it('forgets on a new connection', () => {
    const joiner = createJoiner({ strict: true });
    joiner.take(first);
    joiner.clear();
    expect(joiner.take(second)).toEqual({ kind: 'dropped', why: 'order' });
  });

  it('never makes a message of pieces that were lost, doubled or swapped', () => {
    const pieces = splitMessage(message, { size: 12, seq: 0 });
    const touched = fc.array(fc.nat(pieces.length - 1), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(touched, (order) => {
        for (const joined of feed(
          true,
          order.map((at) => pieces[at] ?? message),
        )) {
          if (joined.kind === 'whole') expect(joined.message).toEqual(message);
        }
      }),
    );
  });
});

describe('a device joining', () => {
  it('appends the payload of before once more when a number comes again', () => {
    const ruined = feed(false, [first, second, second, third, fourth]);
    expect(kinds(ruined)).toEqual(['more', 'more', 'more', 'more', 'whole']);
    const payloads = [first.subarray(3), second.subarray(1), second.subarray(1), third.subarray(1), fourth.subarray(1)];
    expect(hexOf((ruined.at(-1) as { message: Uint8Array }).message)).toBe(payloads.map(hexOf).join(''));
  });

  it('appends what it has, not what the repeated piece brings', () => {
    const other = hexBytes(`01${'ee'.repeat(19)}`);
    const ruined = feed(false, [first, second, other, third, fourth]).at(-1);
    expect(hexOf((ruined as { message: Uint8Array }).message)).not.toContain('ee');
  });

  it('throws away what it had at a gap or a step back, and the missing piece does not repair it', () => {
    for (const fault of [
      [first, third],
      [first, second, third, second],
    ]) {
      expect(kinds(feed(false, fault)).at(-1)).toBe('order');
    }
    const late = feed(false, [first, third, second, third, fourth]);
    expect(kinds(late)).toEqual(['more', 'order', 'more', 'more', 'whole']);
    expect((late.at(-1) as { message: Uint8Array }).message).toEqual(message.slice(17));
  });

  it('starts again at piece 0, whatever was before', () => {
    for (const before of [[first, second], [first, third], [first, first, second, second], split()]) {
      expect(feed(false, [...before, ...split()]).at(-1)).toEqual(whole);
    }
  });

  it('hands out the old message again when the next number comes after a whole one', () => {
    expect(feed(false, [...split(), hexBytes('04aabb')]).at(-1)).toEqual(whole);
    expect(feed(false, [...split(), hexBytes('04aabb'), hexBytes('05')]).at(-1)).toEqual(whole);
    expect(kinds(feed(false, [...split(), hexBytes('06aabb')])).at(-1)).toBe('order');
  });

  it('cuts off what is longer than announced', () => {
    const long = hexBytes(`${hexOf(fourth)}ffffff`);
    expect(feed(false, [first, second, third, long]).at(-1)).toEqual(whole);
  });

  it('looks at the version only when the message is whole', () => {
    const old = splitMessage(message, { size: 20, seq: 0, version: 1 });
    expect(kinds(feed(false, old))).toEqual(['more', 'more', 'more', 'version']);
  });

  it('takes 1024 bytes and no more', () => {
    const pieces = (length: number) => splitMessage(new Uint8Array(length), { size: 244, seq: 0 });
    expect(kinds(feed(false, pieces(1024))).at(-1)).toBe('whole');
    expect(kinds(feed(false, pieces(1025))).at(-1)).toBe('too-long');
  });

  it('forgets on a new connection', () => {
    const joiner = createJoiner({ strict: false });
    for (const piece of split()) joiner.take(piece);
    joiner.clear();
    expect(joiner.take(fourth)).toEqual({ kind: 'dropped', why: 'order' });
  });
});
