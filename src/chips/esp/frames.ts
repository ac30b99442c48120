/**
 * Frames over a link, for one conversation with a loader. Woken by the bytes themselves, where the stock transport
 * polls a timer that a hidden tab slows to a second; and a wait looks into what has arrived before it gives up
 * (esp-flashing, section 4).
 */
import type { SerialLink } from '../../links/serial-link';
import { pause, waitFor } from '../../links/wait';
import { createSlipReader, slipEncode } from '../../protocols/slip';

export interface EspFrames {
  send(payload: Uint8Array): Promise<void>;
  /** The oldest frame nobody took; `undefined` when none came in time. Throws the reason of a signal, or `port.lost`. */
  take(withinMs: number, signal?: AbortSignal): Promise<Uint8Array | undefined>;
  /** Forgets what was heard. */
  flush(): void;
  /** Forgets until nothing has come for `quietMs`, at most ten times as long. */
  hush(quietMs: number, signal?: AbortSignal): Promise<void>;
  /** Bytes heard in all. */
  readonly heard: number;
  stop(): void;
}

export const createEspFrames = (link: SerialLink): EspFrames => {
  let slip = createSlipReader();
  let waiting: Uint8Array[] = [];
  let wake: (() => void) | undefined;
  let heard = 0;

  const stop = link.listen((bytes) => {
    heard += bytes.length;
    waiting.push(...slip.take(bytes));
    if (waiting.length > 0) wake?.();
  });

  const flush = () => {
    slip = createSlipReader();
    waiting = [];
  };

  return {
    send: (payload) => link.write(slipEncode(payload)),
    take: (withinMs, signal) =>
      waitFor<Uint8Array>(
        (give) => {
          const look = () => {
            const frame = waiting.shift();
            if (frame) give(frame);
          };
          wake = look;
          look();
          return () => {
            wake = undefined;
          };
        },
        { withinMs, signals: [signal, link.lost] },
      ),
    flush,
    async hush(quietMs, signal) {
      for (let round = 0; round < 10; round++) {
        const before = heard;
        await pause(quietMs, signal, link.lost);
        if (heard === before) break;
      }
      flush();
    },
    get heard() {
      return heard;
    },
    stop,
  };
};
