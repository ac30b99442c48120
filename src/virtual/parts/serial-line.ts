import type { Clock } from './wire';

/** One direction of the wire between adapter and chip: bytes take their time, and a wrong speed turns them to garbage. */

/** Bytes travel in pieces of this many milliseconds, so that one timer serves hundreds of bytes. */
const pieceMs = 4;

/** A UART samples ten bits from one edge; past about 4 % it reads the neighbour of the last bit. */
export const sameSpeed = (one: number, other: number): boolean => Math.abs(one - other) <= 0.04 * other;

/** What a receiver at `heardAt` baud makes of bytes sent at `sentAt`: the same noise for the same bytes. */
export const garble = (bytes: Uint8Array, sentAt: number, heardAt: number): Uint8Array => {
  if (sameSpeed(sentAt, heardAt)) return bytes;
  const noise = new Uint8Array(Math.max(1, Math.round((bytes.length * heardAt) / sentAt)));
  for (let i = 0; i < noise.length; i += 1) {
    const byte = bytes[Math.floor((i * bytes.length) / noise.length)] ?? 0;
    noise[i] = heardAt > sentAt ? (byte & 1 ? 0xf8 : 0x80) ^ (i & 7) : (byte * 37 + i * 11) | 0x80;
  }
  return noise;
};

export interface LineSettings {
  clock: Clock;
  /** Bytes take 10 bits at the sender's speed. */
  paced: boolean;
  latencyMs: number;
  /** The sender's speed, baud. */
  baud: () => number;
  /** `sentAt` in baud; `at` is when the last of the bytes is there by the wire's own reckoning, ms. */
  deliver: (bytes: Uint8Array, sentAt: number, at: number) => void;
}

export interface SerialLine {
  /** `at`: when the sender is ready to send, ms; now when missing. */
  send(bytes: Uint8Array, at?: number): void;
  /** When the last byte will have left the sender, ms. */
  freeAt(): number;
  /** Everything still under way is lost. */
  clear(): void;
}

export const createSerialLine = ({ clock, paced, latencyMs, baud, deliver }: LineSettings): SerialLine => {
  let queue: { bytes: Uint8Array; sentAt: number; at: number }[] = [];
  let free = 0;
  let cancel: (() => void) | undefined;

  // Times are reckoned, not measured: a late timer delays its own bytes and none after them.
  const pump = (): void => {
    cancel = undefined;
    while (queue[0] && queue[0].at <= clock.now()) {
      const { bytes, sentAt, at } = queue.shift()!;
      deliver(bytes, sentAt, at);
    }
    if (queue[0] && !cancel) cancel = clock.after(queue[0].at - clock.now(), pump);
  };

  return {
    send(bytes, at = clock.now()) {
      const sentAt = baud();
      const msPerByte = paced ? 10_000 / sentAt : 0;
      const piece = paced ? Math.max(1, Math.floor(pieceMs / msPerByte)) : bytes.length;
      free = Math.max(free, at);
      for (let from = 0; from < bytes.length; from += piece) {
        const part = bytes.slice(from, from + piece);
        free += part.length * msPerByte;
        queue.push({ bytes: part, sentAt, at: free + latencyMs });
      }
      if (!cancel) pump();
    },
    freeAt: () => free,
    clear() {
      queue = [];
      free = 0;
      cancel?.();
      cancel = undefined;
    },
  };
};
