/** What may happen between a board's adapter and the thread that reads it, from a moment on. */

import type { PortBoard } from '../../../src/virtual/parts/wire';
import type { Host } from '../../bench/virtual-time';

export interface Meddler {
  /** All that the board says until the host says something again: one reply, whatever it is made of. */
  loseReply(): void;
  /** The reply; what is said behind it waits, since a chip answers in order, until it is reset. */
  delay(ms: number): void;
  /** What is heard is broken and has bytes between that nobody sent, for so long, and three pieces at least. */
  noise(ms: number): void;
}

const noisyPieces = 3;
/** After the timers of a thread that stood still: worse than the other order. */
const afterStallMs = 0.01;

/** Whatever is done to it, while the host stands still everything waits with the system. */
export const meddle = (board: PortBoard, host: Host): Meddler => {
  const { clock } = board;
  let { send } = board;
  let losing = false;
  let lateBy = 0;
  let free = 0;
  let lives = 0;
  let noiseUntil = 0;
  let noisy = 0;
  let seed = 7;

  const chance = () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return seed >>> 24;
  };
  const broken = (bytes: Uint8Array) => {
    noisy -= 1;
    const heard = Uint8Array.of(chance(), chance(), ...bytes);
    heard[2 + (chance() % bytes.length)]! ^= 1 + (chance() % 255);
    return heard;
  };
  const pass = (bytes: Uint8Array) => {
    const now = clock.now();
    free = Math.max(free, now + lateBy);
    if (host.stalledUntil() > now) free = Math.max(free, host.stalledUntil() + afterStallMs);
    const life = lives;
    if (free > now) clock.after(free - now, () => life === lives && send?.(bytes));
    else send?.(bytes);
  };
  const through = (bytes: Uint8Array) => {
    if (losing) return;
    if (clock.now() < noiseUntil || noisy > 0) pass(broken(bytes));
    else pass(bytes);
  };
  const forget = () => {
    lives += 1;
    free = 0;
    lateBy = 0;
  };

  const { receive, lines, power } = board;
  board.receive = (bytes) => {
    losing = false;
    lateBy = 0;
    receive(bytes);
  };
  board.lines = (state) => {
    if (state.rts && !state.dtr) forget();
    lines(state);
  };
  board.power = (on) => {
    if (!on) forget();
    power(on);
  };
  Object.defineProperty(board, 'send', {
    configurable: true,
    get: () => send && through,
    set: (next: typeof send) => {
      send = next;
    },
  });

  return {
    loseReply() {
      losing = true;
    },
    delay(ms) {
      lateBy = ms;
    },
    noise(ms) {
      noiseUntil = clock.now() + ms;
      noisy = noisyPieces;
    },
  };
};
