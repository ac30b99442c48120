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
  /** The last piece is being written: from now on the device may have it whole, acknowledged or not. */
  handedOver?(): void;
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
  /**
   * A message broke off: sent in part, or heard in part and then no more. Hardened firmware loses the one after it, so a
   * new connection is due (ble-pairing, section 10).
   */
  readonly broken: boolean;
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

/** How far a message is on its way out. */
interface Way {
  begun: boolean;
  /** Not yet acknowledged. */
  handedOver: boolean;
  whole: boolean;
}

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
  let halfSent = false;
  let halfHeard = false;
  /** In the middle of a message that is coming in. */
  let collecting = false;

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
    collecting = joined.kind === 'more';
    if (joined.kind === 'whole') {
      halfHeard = false;
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

  const send = (request: BleRequest, over: AbortSignal, way: Way, numbered: (sn: number) => void): Promise<void> =>
    inTurn(async () => {
      if (over.aborted) return;
      const { mode, command, data } = request;
      const sn = ++lastSn;
      numbered(sn);
      fragment = 0;
      garbled = false;
      const iv = random(ivBytes);
      const message = sealMessage({ mode, iv, key: keyring.toSeal(mode, iv), frame: { sn, ackSn: 0, command, data } });
      const pieces = splitMessage(message, { size: pieceSize, seq: sn - 1 });
      for (const [at, piece] of pieces.entries()) {
        if (over.aborted || gone.signal.aborted) return;
        way.begun = true;
        if (at === pieces.length - 1) {
          way.handedOver = true;
          request.handedOver?.();
        }
        await link.write(piece);
      }
      way.whole = true;
      halfSent = false;
      watch?.sent?.(command);
    });

  return {
    async ask(request, accept, { withinMs, quietMs, signal }) {
      const over = new AbortController();
      const failed = new AbortController();
      const way: Way = { begun: false, handedOver: false, whole: false };
      let answered = false;
      type Answer = ReturnType<typeof accept>;
      try {
        const answer = await waitFor<Answer>(
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
            send(request, over.signal, way, (given) => {
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
        answered = answer !== undefined;
        halfHeard = !answered && collecting;
        return answer;
      } catch (fault) {
        throw atStep(fault, request.step);
      } finally {
        over.abort();
        // An answer may be quicker than the acknowledgement of the last piece.
        if (way.begun && !way.whole && !(answered && way.handedOver)) halfSent = true;
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
    get broken() {
      return halfSent || halfHeard;
    },
    gone: gone.signal,
    close: () => link.close(),
  };
};
