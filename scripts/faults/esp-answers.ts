/** What may become of the answers of an Espressif loader on their way (serial-measured, section 4). */
import { slipEncode } from '../../src/protocols/slip';
import type { PortBoard } from '../../src/virtual/parts/wire';

/** The `count`th answer to that command: what of it arrives, and how much later, ms. A frame without its ends. */
export type SpoilFrame = (
  frame: Uint8Array,
  op: number | undefined,
  count: number,
) => readonly { bytes: Uint8Array; afterMs?: number; bare?: true }[];

const op = { sync: 0x08, deflBegin: 0x10, deflData: 0x11, deflEnd: 0x12, md5: 0x13, baud: 0x0f } as const;

const whole = (bytes: Uint8Array) => [{ bytes }];

const once =
  (kind: number, at: number, change: (frame: Uint8Array) => ReturnType<SpoilFrame>): SpoilFrame =>
  (frame, kindOf, count) =>
    kindOf === kind && count === at ? change(frame) : whole(frame);

const flipped = (frame: Uint8Array, at: number) => {
  const bytes = frame.slice();
  bytes[at]! ^= 0x55;
  return bytes;
};

/** A stub's two status bytes, and nothing else (esp-flashing, section 1: a big-endian code). */
const refused = (frame: Uint8Array) => {
  const bytes = Uint8Array.of(...frame.subarray(0, 8), 0xc4, 0x00);
  bytes[2] = 2;
  return bytes;
};

const applicationText = new TextEncoder().encode('I (512) wifi: going down\r\n');

const merged = (): SpoilFrame => {
  let kept: Uint8Array | undefined;
  return (frame, kind) => {
    if (kind !== op.sync) return whole(frame);
    if (!kept) {
      kept = frame;
      return [];
    }
    const both = Uint8Array.of(...slipEncode(kept), ...slipEncode(frame));
    kept = undefined;
    return [{ bytes: both, bare: true }];
  };
};

/** `lateMs`: more than an answer is waited for. */
export const espSpoils = (lateMs: number): Readonly<Record<string, () => SpoilFrame>> => ({
  'as they are': () => whole,
  'late by 40 ms': () => (frame, _kind, count) => (count % 7 === 3 ? [{ bytes: frame, afterMs: 40 }] : whole(frame)),
  'later than waited for': () => once(op.deflData, 2, (frame) => [{ bytes: frame, afterMs: lateMs }]),
  'a checksum later than waited for': () => once(op.md5, 1, (frame) => [{ bytes: frame, afterMs: lateMs }]),
  merged,
  'in single bytes': () => (frame) =>
    [...slipEncode(frame)].map((byte, at) => ({ bytes: Uint8Array.of(byte), afterMs: at / 10, bare: true as const })),
  twice: () => (frame, kind) =>
    kind === undefined
      ? whole(frame)
      : [{ bytes: Uint8Array.of(...slipEncode(frame), ...slipEncode(frame)), bare: true }],
  'a write answer twice, the second late': () =>
    once(op.deflData, 2, (frame) => [{ bytes: frame }, { bytes: frame, afterMs: 3 }]),
  'a write answer lost': () => once(op.deflData, 2, () => []),
  'an erase answer lost': () => once(op.deflBegin, 1, () => []),
  'an end answer lost': () => once(op.deflEnd, 1, () => []),
  'a checksum lost': () => once(op.md5, 1, () => []),
  'the answer to the change of speed lost': () => once(op.baud, 1, () => []),
  'a wrong checksum': () => once(op.md5, 1, (frame) => whole(flipped(frame, 9))),
  'a write refused': () => once(op.deflData, 2, (frame) => whole(refused(frame))),
  'an erase refused': () => once(op.deflBegin, 1, (frame) => whole(refused(frame))),
  'a damaged answer': () => once(op.deflData, 3, (frame) => whole(flipped(frame, 1))),
  'text of an application first': () =>
    once(op.sync, 1, (frame) => [{ bytes: applicationText, bare: true }, { bytes: frame }]),
});

/** After these a write ends by itself: no block of it may be sent twice (esp-flashing, section 4). */
export const breakOff: ReadonlySet<string> = new Set([
  'later than waited for',
  'a write answer lost',
  'a write answer twice, the second late',
  'an erase answer lost',
  'a write refused',
  'an erase refused',
  'a damaged answer',
]);

/** Between chip and adapter. Bytes outside of frames pass as they are. */
export const spoilFrames = (board: PortBoard, spoil: SpoilFrame): void => {
  let send = board.send;
  let frame: number[] | undefined;
  const counts = new Map<number | undefined, number>();
  /** A chip that is late with one answer is late with all behind it, until it is reset. */
  let free = 0;
  let lives = 0;
  const pass = (bytes: Uint8Array, afterMs: number) => {
    const now = board.clock.now();
    const life = lives;
    free = Math.max(free, now + afterMs);
    if (free > now) board.clock.after(free - now, () => life === lives && send?.(bytes));
    else send?.(bytes);
  };
  const { lines } = board;
  board.lines = (state) => {
    if (state.rts && !state.dtr) {
      lives += 1;
      free = 0;
      frame = undefined;
    }
    lines(state);
  };
  const end = (escaped: readonly number[]) => {
    const bytes: number[] = [];
    for (let at = 0; at < escaped.length; at++)
      bytes.push(escaped[at] === 0xdb ? (escaped[++at] === 0xdc ? 0xc0 : 0xdb) : escaped[at]!);
    const kind = bytes[0] === 1 && bytes.length >= 10 ? bytes[1] : undefined;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    for (const { bytes: given, afterMs = 0, bare } of spoil(Uint8Array.from(bytes), kind, count))
      pass(bare ? given : slipEncode(given), afterMs);
  };
  const through = (chunk: Uint8Array) => {
    const outside: number[] = [];
    for (const byte of chunk) {
      if (byte !== 0xc0) (frame ?? outside).push(byte);
      else if (!frame || frame.length === 0) frame = [];
      else {
        end(frame);
        frame = undefined;
      }
    }
    if (outside.length > 0) pass(Uint8Array.from(outside), 0);
  };
  Object.defineProperty(board, 'send', {
    configurable: true,
    get: () => send && through,
    set: (next: typeof send) => {
      send = next;
    },
  });
};
