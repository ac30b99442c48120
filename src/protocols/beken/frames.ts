/** Frames of Beken's boot loader on the serial line (beken-uart-boot, section 3). Opcodes mean different things in the two kinds. */

export type FrameKind = 'short' | 'long';

export interface BekenReply {
  kind: FrameKind;
  op: number;
  /** 0 = fine; short replies have none. */
  status: number;
  payload: Uint8Array;
}

const longMark = 0xf4;
const longHead = 9;
const shortHead = 3;
/** Opcode, status, address and a sector: the longest reply there is. A longer one is noise. */
const longestReply = 2 + 4 + 4096;
const getFlashId = 0x0e;

/** Little-endian. */
export const word32 = (value: number): number[] => [
  value & 0xff,
  (value >>> 8) & 0xff,
  (value >>> 16) & 0xff,
  value >>> 24,
];

export const word32At = (bytes: Uint8Array, at: number): number =>
  (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;

export const shortRequest = (op: number, payload: readonly number[] = []): Uint8Array =>
  Uint8Array.of(0x01, 0xe0, 0xfc, 1 + payload.length, op, ...payload);

export const longRequest = (
  op: number,
  payload: readonly number[],
  data: Uint8Array = new Uint8Array(0),
): Uint8Array => {
  const length = 1 + payload.length + data.length;
  const frame = new Uint8Array(7 + length);
  frame.set([0x01, 0xe0, 0xfc, 0xff, longMark, length & 0xff, length >> 8, op, ...payload]);
  frame.set(data, 8 + payload.length);
  return frame;
};

/** Bytes of the frame that begins at `at`; 0 when too few are there to tell, -1 when none begins there. */
const frameLength = (bytes: Uint8Array, at: number): number => {
  const start = [0x04, 0x0e, undefined, 0x01, 0xe0, 0xfc];
  const left = bytes.length - at;
  for (let i = 0; i < start.length && i < left; i++) {
    if (start[i] !== undefined && bytes[at + i] !== start[i]) return -1;
  }
  if (left < 7) return 0;
  const short = bytes[at + 2]!;
  if (short !== 0xff || bytes[at + 6] !== longMark) return short < 4 ? -1 : shortHead + short;
  if (left < longHead) return 0;
  const length = bytes[at + 7]! | (bytes[at + 8]! << 8);
  if (length < 2 || length > longestReply) return -1;
  if (length !== 5) return longHead + length;
  // Some loaders count one byte too few in the answer to GetFlashId (section 4).
  if (left < longHead + 1) return 0;
  return longHead + length + (bytes[at + longHead] === getFlashId ? 1 : 0);
};

const frameAt = (bytes: Uint8Array, at: number, length: number): BekenReply => {
  const long = bytes[at + 2] === 0xff && bytes[at + 6] === longMark;
  const op = long ? bytes[at + longHead]! : bytes[at + 6]!;
  const from = at + (long ? longHead + 2 : shortHead + 4);
  const status = long ? bytes[at + longHead + 1]! : 0;
  return { kind: long ? 'long' : 'short', op, status, payload: bytes.slice(from, at + length) };
};

/** Finds replies in a stream, whatever pieces it comes in and whatever an application said before. */
export const createReplyReader = () => {
  let held = new Uint8Array(0);
  return {
    take(bytes: Uint8Array): BekenReply[] {
      const all = new Uint8Array(held.length + bytes.length);
      all.set(held);
      all.set(bytes, held.length);
      const replies: BekenReply[] = [];
      let at = 0;
      while (at < all.length) {
        const length = frameLength(all, at);
        if (length < 0) {
          at++;
          continue;
        }
        if (length === 0 || at + length > all.length) break;
        replies.push(frameAt(all, at, length));
        at += length;
      }
      held = all.slice(at);
      return replies;
    },
    /** Nothing more will come of what was begun. */
    forget() {
      held = new Uint8Array(0);
    },
  };
};
