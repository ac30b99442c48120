/** What has the shape of a license (authorize-cli, section 2: UUIDs of 16 or 20, keys of 32), and how spans are joined. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinSpans, looksLikeKey, looksLikeUuid, type Span } from '../../../src/protocols/console/secrets';

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEF';

it.each([...letters].map((_, at) => at + 1))('%i characters are a UUID when they are 16 or 20', (size) => {
  expect(looksLikeUuid(letters.slice(0, size))).toBe(size === 16 || size === 20);
});

it('a drawn line is neither: five different characters are enough, four are not', () => {
  for (const [looks, size] of [
    [looksLikeUuid, 16],
    [looksLikeUuid, 20],
    [looksLikeKey, 31],
    [looksLikeKey, 32],
  ] as const) {
    expect(looks('abcd'.repeat(8).slice(0, size))).toBe(false);
    expect(looks(`e${'abcd'.repeat(8)}`.slice(0, size))).toBe(true);
  }
});

it('joined spans cover what all of them cover, in order, none touching the next', () => {
  const span = fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 9 })).map(([at, size]): Span => [at, at + size]);
  fc.assert(
    fc.property(fc.array(span, { maxLength: 6 }), (spans) => {
      const places = (of: readonly Span[]) =>
        Array.from({ length: 40 }, (_, at) => of.some(([start, end]) => at >= start && at < end));
      const joined = joinSpans(spans);
      expect(places(joined)).toEqual(places(spans));
      for (const [at, [start]] of joined.entries()) if (at > 0) expect(start).toBeGreaterThan(joined[at - 1]?.[1] ?? 0);
    }),
    { numRuns: 300 },
  );
});
