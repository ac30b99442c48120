/** Which characters of a text are hidden for the secrets that are known: held against the plain search that says so. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKnownSecrets } from '../../../src/protocols/console/known-secrets';

/** A piece of six or more with three different characters, or the whole of a secret of four or more. */
const hides = (text: string, secrets: readonly string[]): boolean[] => {
  const is = Array.from(text, () => false);
  for (const secret of secrets.filter(({ length }) => length >= 4))
    for (let from = 0; from < text.length; from += 1)
      for (let to = from + Math.min(6, secret.length); to <= text.length; to += 1) {
        const piece = text.slice(from, to);
        if (!secret.includes(piece)) break;
        if (piece.length === secret.length || new Set(piece).size >= 3) is.fill(true, from, to);
      }
  return is;
};

const found = (text: string, known: ReturnType<typeof createKnownSecrets>): boolean[] => {
  const is = Array.from(text, () => false);
  for (const [from, to] of known.spansIn(text)) is.fill(true, from, to);
  return is;
};

/** Few letters, so that pieces of several secrets meet, overlap and repeat. */
const letters = (least: number, most: number, of = 'aab01') =>
  fc.array(fc.constantFrom(...of), { minLength: least, maxLength: most }).map((all) => all.join(''));

describe('secrets that are known', () => {
  it.each([
    ['of any length', letters(1, 12)],
    ['of six and more', letters(6, 24)],
    ['of another alphabet', letters(6, 24, 'abcdefgh')],
  ])('%s: just the characters of their pieces are hidden', (_, secret) => {
    fc.assert(
      fc.property(fc.array(secret, { maxLength: 6 }), letters(0, 20), letters(0, 20), (secrets, before, behind) => {
        const known = createKnownSecrets(secrets);
        for (const text of [before + (secrets[0] ?? '').slice(1) + behind, before + secrets.join('') + behind])
          expect(found(text, known)).toEqual(hides(text, secrets));
      }),
      { numRuns: 400 },
    );
  });

  it('stay hidden as long as one is here who could print them', () => {
    const known = createKnownSecrets();
    known.add('hunter2hunter2', 'wifi');
    known.add('q9W7e5R3t1Y8u6I4', 'port-1');
    known.passOn('wifi', 'port-1');
    known.passOn('port-1', 'port-2');
    const isHidden = (text: string) => known.spansIn(text).length > 0;
    known.forget('wifi');
    known.forget('port-1');
    expect([isHidden('hunter2hunter2'), isHidden('q9W7e5R3t1Y8u6I4')]).toEqual([true, true]);
    expect([...known.owners()]).toEqual(['port-2']);
    known.forget('port-2');
    expect([isHidden('hunter2hunter2'), isHidden('q9W7e5R3t1Y8u6I4'), known.size]).toEqual([false, false, 0]);
  });

  it('one that is forgotten takes nothing of another along', () => {
    const known = createKnownSecrets(['commonPart-one', 'x']);
    known.add('commonPart-two', 'port-1');
    known.forget('port-1');
    expect(found('commonPart-two', known)).toEqual(hides('commonPart-two', ['commonPart-one']));
  });
});
