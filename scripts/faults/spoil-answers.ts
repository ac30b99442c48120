/** Answers of either loader that get lost, late, doubled or damaged by chance, in the order in which they were given. */
import type { PortBoard } from '../../src/virtual/parts/wire';
import type { createChance } from './chance';

const mishapsOf = ['lost', 'late', 'twice', 'twice late', 'damaged', 'cut'] as const;

/** Bytes of the first whole frame; 0: more are needed. Anything before a frame counts as one. */
const espFrame = (held: readonly number[]): number => {
  if (held[0] !== 0xc0) {
    const next = held.indexOf(0xc0);
    return next < 0 ? held.length : next;
  }
  const end = held.indexOf(0xc0, 1);
  return end < 0 ? 0 : end + 1;
};

const bekenFrame = (held: readonly number[]): number => {
  if (held[0] !== 0x04) return 1;
  if (held.length < 7)
    return [0x04, 0x0e, held[2], 0x01, 0xe0, 0xfc].every((byte, at) => held[at] === undefined || held[at] === byte)
      ? 0
      : 1;
  if (held[1] !== 0x0e || held[3] !== 0x01) return 1;
  if (held[2] !== 0xff || held[6] !== 0xf4) return held.length < 3 + held[2]! ? 0 : 3 + held[2]!;
  if (held.length < 9) return 0;
  const length = 9 + held[7]! + held[8]! * 256;
  return held.length < length ? 0 : length;
};

export const spoilAnswers = (
  board: PortBoard,
  beken: boolean,
  { happens, pick, below }: ReturnType<typeof createChance>,
) => {
  let send = board.send;
  let held: number[] = [];
  let often = 0;
  let free = 0;
  let lives = 0;
  let met: string[] = [];
  const pass = (bytes: Uint8Array, afterMs = 0) => {
    const now = board.clock.now();
    const life = lives;
    free = Math.max(free, now + afterMs);
    if (free > now) board.clock.after(free - now, () => life === lives && send?.(bytes));
    else send?.(bytes);
  };
  const { lines } = board;
  board.lines = (state) => {
    if (state.rts && !state.dtr) {
      lives++;
      free = 0;
      held = [];
    }
    lines(state);
  };
  const through = (chunk: Uint8Array) => {
    held.push(...chunk);
    for (;;) {
      const length = held.length === 0 ? 0 : (beken ? bekenFrame : espFrame)(held);
      if (length === 0) return;
      const frame = Uint8Array.from(held.splice(0, length));
      if (length < 6 || !happens(often)) {
        pass(frame);
        continue;
      }
      const what = pick(mishapsOf);
      met.push(`${what} ${(beken ? (frame[2] === 0xff ? 0x100 + frame[9]! : frame[6]!) : frame[2]!).toString(16)}`);
      if (what === 'late') pass(frame, pick([5, 40, 300, 1200, 4000, 7000]));
      if (what === 'twice' || what === 'twice late') {
        pass(frame);
        pass(frame, what === 'twice' ? 0 : pick([3, 60, 500]));
      }
      if (what === 'damaged') {
        frame[below(frame.length)]! ^= 1 + below(255);
        pass(frame);
      }
      if (what === 'cut') {
        const at = below(frame.length);
        pass(Uint8Array.of(...frame.subarray(0, at), ...frame.subarray(at + 1)));
      }
    }
  };
  Object.defineProperty(board, 'send', {
    configurable: true,
    get: () => send && through,
    set: (next: typeof send) => {
      send = next;
    },
  });
  return {
    often(share: number) {
      often = share;
    },
    /** What happened since, in words. */
    take: () => {
      const said = met.length > 6 ? `${met.slice(0, 6).join(', ')} and ${met.length - 6}` : met.join(', ');
      met = [];
      return said;
    },
  };
};
