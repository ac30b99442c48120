/**
 * One Bluetooth connection as messages: sealed, numbered and cut up on the way out, joined and opened on the way in
 * (ble-pairing, sections 4 to 6). What they mean is the session's business.
 */
import { BenchError } from '../model/problem';
import type { Frame } from '../protocols/tuya-ble/frame';
import type { Mode } from '../protocols/tuya-ble/keys';
import { modeOf, openMessage, sealMessage } from '../protocols/tuya-ble/message';
import { createJoiner, splitMessage } from '../protocols/tuya-ble/pieces';
import type { BleKeyring } from './ble-keyring';
import type { RadioLink } from './radio';
import { waitFor } from './wait';

/** Told what passes, never what it holds. */
export interface BleWatch {
  heardFrame?(command: number): void;
  sent?(command: number): void;
  /** A message in this mode that no key of ours opens. */
  skipped?(mode: number): void;
}

export interface BleRequest {
  mode: Mode;
  command: number;
  data: Uint8Array;
  /** Where the conversation stands, for the problem it may end with: `device-info`, `pair`, `config`… */
  step: string;
}

export interface Bounds {
  withinMs: number;
  /** Gives up when something came that makes no message, and nothing for so long after it. */
  quietMs?: number;
  signal: AbortSignal;
}

export interface BleTalk {
  /**
   * Sends, and gives what `accept` makes of a frame that comes from then on; `sn` is the number of the request. Undefined
   * at the deadline. Throws `radio.lost` with the step, or the reason of the signal.
   */
  ask<T>(
    request: BleRequest,
    accept: (frame: Frame, sn: number) => T | undefined,
    bounds: Bounds,
  ): Promise<T | undefined>;
  /** Every message that could be opened, with its mode, and none that came twice. The answer stops it. */
  listen(heard: (frame: Frame, mode: number) => void): () => void;
  /** Bytes of the packets since the last request that did not become a message; 0 when there were none. */
  readonly fragment: number;
  /** Whether what came last was thrown away: out of order, or not readable. */
  readonly garbled: boolean;
  readonly gone: AbortSignal;
  close(): Promise<void>;
}

export interface BleTalkOptions {
  /** Fresh bytes for IVs. */
  random(length: number): Uint8Array;
  /** Longest write, bytes. */
  pieceSize: number;
  watch?: BleWatch;
}

const ivBytes = 16;

const atStep = (fault: unknown, step: string): unknown =>
  fault instanceof BenchError && fault.code === 'radio.lost'
    ? new BenchError('radio.lost', { step }, { cause: fault })
    : fault;

export const openBleTalk = (link: RadioLink, keyring: BleKeyring, options: BleTalkOptions): BleTalk => {
  const { random, pieceSize, watch } = options;
  const joiner = createJoiner({ strict: true });
  const frameEars = new Set<(frame: Frame, mode: number) => void>();
  const scrapEars = new Set<() => void>();
  const heardSns = new Set<number>();
  const gone = new AbortController();
  let lastSn = 0;
  let fragment = 0;
  let garbled = false;

  void link.closed.then((by) => gone.abort(new BenchError(by === 'device' ? 'radio.lost' : 'cancelled')));

  const scrap = (): void => {
    for (const heard of [...scrapEars]) heard();
  };

  /** Without a key, or with none that fits: not ours to read, and no fault (section 11). */
  const skip = (mode: number): void => {
    garbled = true;
    watch?.skipped?.(mode);
    scrap();
  };

  const take = (message: Uint8Array): void => {
    const mode = modeOf(message);
    const frame = keyring
      .toOpen(mode)
      .map((key) => openMessage(message, key))
      .find((opened) => typeof opened !== 'string');
    if (!frame) {
      skip(mode);
      return;
    }
    // A notification that the link delivers twice would answer a later question.
    if (heardSns.has(frame.sn)) return;
    heardSns.add(frame.sn);
    fragment = 0;
    garbled = false;
    watch?.heardFrame?.(frame.command);
    for (const heard of [...frameEars]) heard(frame, mode);
  };

  link.listen((piece) => {
    if (gone.signal.aborted) return;
    const joined = joiner.take(piece);
    if (joined.kind === 'whole') {
      take(joined.message);
      return;
    }
    if (joined.kind === 'more') fragment += piece.length;
    else garbled = true;
    scrap();
  });

  /** One message at a time, one piece at a time: each waits until the one before was acknowledged. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const mine = turn.then(work);
    turn = mine.catch(() => {});
    return mine;
  };

  const send = (request: BleRequest, over: AbortSignal, numbered: (sn: number) => void): Promise<void> =>
    inTurn(async () => {
      if (over.aborted) return;
      const { mode, command, data } = request;
      const sn = ++lastSn;
      numbered(sn);
      fragment = 0;
      garbled = false;
      const iv = random(ivBytes);
      const message = sealMessage({ mode, iv, key: keyring.toSeal(mode, iv), frame: { sn, ackSn: 0, command, data } });
      for (const piece of splitMessage(message, { size: pieceSize, seq: sn - 1 })) {
        // What is broken off stays so: the next message begins at piece 0, which discards it.
        if (over.aborted || gone.signal.aborted) return;
        await link.write(piece);
      }
      watch?.sent?.(command);
    });

  return {
    async ask(request, accept, { withinMs, quietMs, signal }) {
      const over = new AbortController();
      const failed = new AbortController();
      type Answer = ReturnType<typeof accept>;
      try {
        return await waitFor<Answer>(
          (give) => {
            // No answer has this number: nothing is taken before the question was put.
            let sn = -1;
            let quiet: ReturnType<typeof setTimeout> | undefined;
            const listening = (frame: Frame) => {
              const answer = sn < 0 ? undefined : accept(frame, sn);
              if (answer !== undefined) give(answer);
            };
            const scraps = () => {
              clearTimeout(quiet);
              if (quietMs !== undefined) quiet = setTimeout(give, quietMs, undefined);
            };
            frameEars.add(listening);
            scrapEars.add(scraps);
            send(request, over.signal, (given) => {
              sn = given;
            }).catch((fault: unknown) => failed.abort(fault));
            return () => {
              clearTimeout(quiet);
              frameEars.delete(listening);
              scrapEars.delete(scraps);
            };
          },
          { withinMs, signals: [signal, gone.signal, failed.signal] },
        );
      } catch (fault) {
        throw atStep(fault, request.step);
      } finally {
        over.abort();
      }
    },
    listen(heard) {
      frameEars.add(heard);
      return () => frameEars.delete(heard);
    },
    get fragment() {
      return fragment;
    },
    get garbled() {
      return garbled;
    },
    gone: gone.signal,
    close: () => link.close(),
  };
};
