/**
 * Secrets that are known as they are, and where they stand in a text. Finding them costs the same for one as for
 * hundreds: a text is looked at in samples, and only where a sample is a piece of a secret by character.
 */
import type { Span } from './secrets';

export interface KnownSecrets {
  /** `owner`: whoever can print it; the secret stays as long as one of its owners does. */
  add(secret: string, owner?: string): void;
  /** Whoever has one. */
  owners(): ReadonlySet<string>;
  /** What that owner has, the other has, too. */
  passOn(owner: string, to: string): void;
  /** That owner prints nothing any more. */
  forget(owner: string): void;
  /**
   * Every piece of a secret of six characters or more, so that a key torn apart by a crossing line or a lost byte is
   * still found in its parts. May overlap.
   */
  spansIn(text: string): Span[];
  readonly size: number;
}

const shortestPiece = 6;
/** Shorter ones stand in too many words. */
const shortestSecret = 4;
/** Fewer different characters say nothing: the zeros of one made-up key stand in many a UUID. */
const fewestDifferent = 3;

/** Of so many characters in a row; every piece of six holds one at each third place. */
const sampleSize = 4;
const sampleStep = shortestPiece - sampleSize + 1;
const markBits = 20;

const markOf = (text: string, at: number): number => {
  const word =
    (text.charCodeAt(at) * 0x1003f) ^
    (text.charCodeAt(at + 1) * 0x8089) ^
    (text.charCodeAt(at + 2) * 0x3d) ^
    text.charCodeAt(at + 3);
  return (Math.imul(word, 0x9e3779b1) >>> (32 - markBits)) & ((1 << markBits) - 1);
};

const differs = (text: string): number => new Set(text).size;

/** How many characters from `at` on are a piece of the secret. */
const lengthOf = (text: string, at: number, secret: string, least: number): number => {
  let size = least;
  while (at + size < text.length && secret.includes(text.slice(at, at + size + 1))) size += 1;
  return size;
};

export const createKnownSecrets = (secrets: Iterable<string> = []): KnownSecrets => {
  /** By secret: its owners. */
  const holders = new Map<string, Set<string>>();
  /** A bit for every sample of a secret. */
  const marks = new Uint32Array((1 << markBits) / 32);
  const byPiece = new Map<string, Set<string>>();
  let hasShort = false;

  const index = (secret: string) => {
    for (let at = 0; at + sampleSize <= secret.length; at += 1) {
      const mark = markOf(secret, at);
      marks[mark >>> 5] = (marks[mark >>> 5] ?? 0) | (1 << (mark & 31));
    }
    const least = Math.min(shortestPiece, secret.length);
    hasShort ||= least < shortestPiece;
    const isFlat = differs(secret) === 1;
    for (let at = 0; at + least <= secret.length; at += 1) {
      const piece = secret.slice(at, at + least);
      // Any piece that counts differs somewhere: where it does, it is found.
      if (!isFlat && differs(piece) === 1) continue;
      const same = byPiece.get(piece);
      if (same) same.add(secret);
      else byPiece.set(piece, new Set([secret]));
    }
  };

  const sizes = () => (hasShort ? [sampleSize, sampleSize + 1, shortestPiece] : [shortestPiece]);

  /** Is a piece around this sample a secret's? Most samples that look like one are not. */
  const isPiece = (text: string, sample: number): boolean =>
    sizes().some((least) => {
      for (let at = Math.max(0, sample + sampleSize - least); at <= sample; at += 1)
        if (byPiece.has(text.slice(at, at + least))) return true;
      return false;
    });

  const holdsAny = (text: string): boolean => {
    const step = hasShort ? 1 : sampleStep;
    for (let at = 0; at + sampleSize <= text.length; at += step) {
      const mark = markOf(text, at);
      if ((marks[mark >>> 5] ?? 0) & (1 << (mark & 31)) && isPiece(text, at)) return true;
    }
    return false;
  };

  /** All that is a piece of one secret, around what stands at `at`. */
  const spanAt = (text: string, at: number, least: number): Span | undefined => {
    let found: Span | undefined;
    for (const secret of byPiece.get(text.slice(at, at + least)) ?? []) {
      if (Math.min(shortestPiece, secret.length) !== least) continue;
      let from = at;
      while (from > 0 && secret.includes(text.slice(from - 1, at + least))) from -= 1;
      const size = lengthOf(text, from, secret, at + least - from);
      if (size !== secret.length && differs(text.slice(from, from + size)) < fewestDifferent) continue;
      const to = from + size;
      found = found ? [Math.min(found[0], from), Math.max(found[1], to)] : [from, to];
    }
    return found;
  };

  const forgetAll = () => {
    marks.fill(0);
    byPiece.clear();
    hasShort = false;
    for (const secret of holders.keys()) index(secret);
  };

  const add = (secret: string, owner = '') => {
    if (secret.length < shortestSecret) return;
    const known = holders.get(secret);
    if (known) return void known.add(owner);
    holders.set(secret, new Set([owner]));
    index(secret);
  };

  for (const secret of secrets) add(secret);

  return {
    add,
    owners: () => new Set([...holders.values()].flatMap((of) => [...of])),
    passOn(owner, to) {
      for (const of of holders.values()) if (of.has(owner)) of.add(to);
    },
    forget(owner) {
      let gone = false;
      for (const [secret, of] of holders) {
        if (!of.delete(owner) || of.size > 0) continue;
        holders.delete(secret);
        gone = true;
      }
      if (gone) forgetAll();
    },
    spansIn(text) {
      if (holders.size === 0 || !holdsAny(text)) return [];
      const spans: Span[] = [];
      for (let at = 0; at + sampleSize <= text.length; at += 1)
        for (const least of sizes()) {
          const span = spanAt(text, at, least);
          if (span) spans.push(span);
        }
      return spans;
    },
    get size() {
      return holders.size;
    },
  };
};
