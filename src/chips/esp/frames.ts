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
  /** The next frame has begun to come, or is there; false when none did in time. Throws as `take`. */
  opens(withinMs: number, signal?: AbortSignal): Promise<boolean>;
  /** Forgets what was heard. */
  flush(): void;
  /** Forgets until nothing has come for `quietMs`, at most ten times as long. */
  hush(quietMs: number, signal?: AbortSignal): Promise<void>;
  /** Bytes heard in all. */
  readonly heard: number;
  stop(): void;
}

export const createEspFrames = (link: SerialLink): EspFrames => {
  /** Of a frame that is not whole yet something has come. */
  let open = false;
  const freshSlip = () =>
    createSlipReader(() => {
      open = true;
      return true;
    });
  let slip = freshSlip();
  let waiting: Uint8Array[] = [];
  let wake: (() => void) | undefined;
  let heard = 0;

  const stop = link.listen((bytes) => {
    heard += bytes.length;
    const whole = slip.take(bytes);
    if (whole.length > 0) open = false;
    waiting.push(...whole);
    wake?.();
  });

  const flush = () => {
    slip = freshSlip();
    waiting = [];
    open = false;
  };

  /** What `look` finds, now or when more has come. */
  const awaits = <T>(look: () => T | undefined, withinMs: number, signal: AbortSignal | undefined) =>
    waitFor<T>(
      (give) => {
        const lookOnce = () => {
          const found = look();
          if (found !== undefined) give(found);
        };
        wake = lookOnce;
        lookOnce();
        return () => {
          wake = undefined;
        };
      },
      { withinMs, signals: [signal, link.lost] },
    );

  return {
    send: (payload) => link.write(slipEncode(payload)),
    take: (withinMs, signal) => awaits(() => waiting.shift(), withinMs, signal),
    opens: async (withinMs, signal) =>
      (await awaits(() => open || waiting.length > 0 || undefined, withinMs, signal)) ?? false,
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
