/** Messages in pieces of what a link carries, and together again: once as a central should, once as the devices do (ble-pairing, section 4). */
import { joinBytes } from './bytes';
import { readVarint, writeVarint } from './varint';

const sentVersion = 4;
const leastVersion = 2;
/** Longest whole message either side takes. */
export const mostMessageBytes = 1024;
/** A head has at most 9 bytes; with less than one more the device sends nothing at all. */
const leastPiece = 10;

export interface SplitOptions {
  /** Bytes of a piece with its head. Under 10 there are no pieces: the device stays silent then. */
  size: number;
  /** Counts messages; goes out modulo 16. */
  seq: number;
  version?: number;
}

export const splitMessage = (message: Uint8Array, { size, seq, version = sentVersion }: SplitOptions): Uint8Array[] => {
  const pieces: Uint8Array[] = [];
  if (size < leastPiece) return pieces;
  let at = 0;
  do {
    const number = writeVarint(pieces.length);
    const total = [writeVarint(message.length), Uint8Array.of((version << 4) | (seq & 0x0f))];
    const head = pieces.length === 0 ? joinBytes(number, ...total) : number;
    const payload = message.subarray(at, at + size - head.length);
    pieces.push(joinBytes(head, payload));
    at += payload.length;
  } while (at < message.length);
  return pieces;
};

export type Joined =
  /** Bytes so far, and bytes announced. */
  | { kind: 'more'; have: number; of: number }
  | { kind: 'whole'; message: Uint8Array; version: number; seq: number }
  /** The same piece once more, as far as its head and length tell. */
  | { kind: 'ignored' }
  | { kind: 'dropped'; why: 'order' | 'version' | 'length' | 'too-long' };

export interface Joiner {
  take(piece: Uint8Array): Joined;
  /** As on a new connection. */
  clear(): void;
}

interface First {
  total: number;
  version: number;
  seq: number;
  /** Where the payload begins. */
  next: number;
}

const readFirst = (piece: Uint8Array, at: number): First | undefined => {
  const total = readVarint(piece, at);
  const last = total && piece[total.next];
  if (!total || last === undefined) return undefined;
  return { total: total.value, version: last >> 4, seq: last & 0x0f, next: total.next + 1 };
};

const dropped = (why: 'order' | 'version' | 'length' | 'too-long'): Joined => ({ kind: 'dropped', why });

/** Takes a piece 0 or the next one and nothing else; after a fault it waits for a piece 0. */
const createStrictJoiner = (most: number): Joiner => {
  let first: First | undefined;
  let last = 0;
  let have = new Uint8Array();

  const clear = (): void => {
    first = undefined;
    last = 0;
    have = new Uint8Array();
  };

  const drop = (why: 'order' | 'version' | 'length' | 'too-long'): Joined => {
    clear();
    return dropped(why);
  };

  return {
    clear,
    take(piece) {
      const number = readVarint(piece, 0);
      if (!number) return drop('length');
      let { next } = number;
      if (number.value === 0) {
        clear();
        first = readFirst(piece, next);
        if (!first || first.total === 0) return drop('length');
        if (first.version < leastVersion) return drop('version');
        if (first.total > most) return drop('too-long');
        next = first.next;
      } else if (!first || number.value !== last + 1) return drop('order');
      last = number.value;
      have = joinBytes(have, piece.subarray(next)) as Uint8Array<ArrayBuffer>;
      const { total, version, seq } = first;
      if (have.length > total) return drop('length');
      if (have.length < total) return { kind: 'more', have: have.length, of: total };
      const message = have;
      clear();
      return { kind: 'whole', message, version, seq };
    },
  };
};

/**
 * The devices' own: a repeated number appends the payload of before once more, after a gap it goes on collecting into
 * nothing, and what was complete stays, so that one piece more hands out the old message again.
 */
const createDeviceJoiner = (most: number): Joiner => {
  let last = 0;
  let total = 0;
  let counted = 0;
  let version = 0;
  let seq = 0;
  let payload = new Uint8Array();
  let have = new Uint8Array();

  const drop = (why: 'order' | 'length' | 'too-long'): Joined => {
    have = new Uint8Array();
    return dropped(why);
  };

  /** More bytes than fit are counted and not kept, until the next piece 0. */
  const append = (): boolean => {
    have = joinBytes(have, payload) as Uint8Array<ArrayBuffer>;
    return have.length <= most;
  };

  return {
    clear() {
      last = total = counted = version = seq = 0;
      payload = have = new Uint8Array();
    },
    take(piece) {
      const number = readVarint(piece, 0);
      if (!number) return drop('length');
      let { next } = number;
      if (number.value === 0) {
        last = total = counted = 0;
        have = new Uint8Array();
        const first = readFirst(piece, next);
        if (!first) return drop('length');
        ({ total, version, seq, next } = first);
      } else if (number.value === last) {
        return append() ? { kind: 'more', have: have.length, of: total } : dropped('too-long');
      } else if (number.value !== last + 1) return drop('order');
      last = number.value;
      payload = piece.slice(next, next + Math.max(0, total - counted));
      counted += payload.length;
      if (!append()) return dropped('too-long');
      if (counted < total) return { kind: 'more', have: have.length, of: total };
      if (version < leastVersion) return dropped('version');
      return { kind: 'whole', message: have.slice(), version, seq };
    },
  };
};

/**
 * As the second hardened firmware joins (section 10). A repetition is told by number and length alone, which is why the
 * second of two messages of equal length in one write each is taken for one; a piece 0 in mid-message is refused, and
 * what it refused has no beginning then.
 */
export const createHardenedJoiner = (most = mostMessageBytes): Joiner => {
  let first: First | undefined;
  let last: { number: number; length: number } | undefined;
  let have = new Uint8Array();

  const clear = (): void => {
    first = last = undefined;
    have = new Uint8Array();
  };
  const drop = (why: 'order' | 'version' | 'length' | 'too-long'): Joined => {
    clear();
    return dropped(why);
  };

  return {
    clear,
    take(piece) {
      const number = readVarint(piece, 0);
      if (!number) return drop('length');
      if (last?.number === number.value && last.length === piece.length) return { kind: 'ignored' };
      let { next } = number;
      if (number.value === 0) {
        if (first) return drop('order');
        have = new Uint8Array();
        const head = readFirst(piece, next);
        if (!head || head.total === 0) return drop('length');
        if (head.version < leastVersion) return drop('version');
        if (head.total > most) return drop('too-long');
        first = head;
        next = head.next;
      } else if (!first || number.value !== (last?.number ?? 0) + 1) return drop('order');
      last = { number: number.value, length: piece.length };
      have = joinBytes(have, piece.subarray(next)) as Uint8Array<ArrayBuffer>;
      const { total, version, seq } = first;
      if (have.length > total) return drop('length');
      if (have.length < total) return { kind: 'more', have: have.length, of: total };
      first = undefined;
      return { kind: 'whole', message: have, version, seq };
    },
  };
};

/** `strict`: a central's; else as a device joins. `most`: bytes of the longest whole message, 1024 if not said. */
export const createJoiner = ({ strict, most = mostMessageBytes }: { strict: boolean; most?: number }): Joiner =>
  strict ? createStrictJoiner(most) : createDeviceJoiner(most);
