/** Gets an Espressif chip into its loader and hears it say so. Knows nothing of what the chip is. */
import type { SerialLink } from '../../links/serial-link';
import { BenchError } from '../../model/problem';
import type { HandshakeWatch, Tries, UsbIds } from '../chip';
import type { EspFrames } from './frames';
import { resetToLoader } from './reset';
import type { EspTiming } from './timing';

const syncOp = 0x08;
const syncsPerReset = 5;
/** A ROM answers one sync eight times. */
const answersPerSync = 8;
/** `07 07 12 20` and 32 times 55 (esp-flashing, section 1). */
export const syncRequest = Uint8Array.of(
  0,
  syncOp,
  36,
  0,
  0,
  0,
  0,
  0,
  7,
  7,
  0x12,
  0x20,
  ...new Array<number>(32).fill(0x55),
);

export const isSyncAnswer = (frame: Uint8Array) => frame.length >= 10 && frame[0] === 1 && frame[1] === syncOp;

/** Once, without a reset. `stub` when the answer's value is 0: a stub runs already. `undefined` when nobody answers. */
const sync = async (
  frames: EspFrames,
  timing: EspTiming,
  signal?: AbortSignal,
): Promise<{ stub: boolean } | undefined> => {
  frames.flush();
  await frames.send(syncRequest);
  let stub: boolean | undefined;
  for (let answers = 0; answers < answersPerSync; ) {
    const frame = await frames.take(timing.syncMs, signal);
    if (!frame) break;
    if (!isSyncAnswer(frame)) continue;
    answers += 1;
    stub ??= frame.subarray(4, 8).every((byte) => byte === 0);
    // A stub answers once.
    if (stub) break;
  }
  return stub === undefined ? undefined : { stub };
};

/** A running application or a boot log is text; a wrong speed is not. */
const readable = (bytes: Uint8Array) => {
  const plain = bytes.filter(
    (byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x1b,
  );
  return plain.length >= bytes.length * 0.8;
};

/**
 * A board that talks text runs its application: its BOOT button has to be held, as for one that says nothing. Bytes that
 * are neither text nor an answer mean a bad line.
 */
const silence = (attempts: number, heard: number, tail: Uint8Array): BenchError => {
  const text = new TextDecoder('latin1').decode(tail);
  const boot = /boot:(0x[0-9a-f]+)/i.exec(text)?.[1];
  const details = { attempts, heard, ...(boot && { boot }) };
  return new BenchError(heard === 0 || readable(tail) ? 'board.silent' : 'board.garbled', details);
};

/** What a ROM says in place of its loader when an eFuse has switched that off (a real log: esp-idf, issue 6106). */
const closedForGood = /download mode is disabled/i;

/**
 * Resets and asks until the chip answers. Throws `board.silent`, `board.garbled`, `board.closed`, and the reason of the
 * signal.
 */
export const shakeHands = async (
  link: SerialLink,
  frames: EspFrames,
  watch: HandshakeWatch,
  timing: EspTiming,
  signal: AbortSignal,
  usb?: UsbIds,
  { before, most }: Tries = { before: 0, most: Number.POSITIVE_INFINITY },
): Promise<{ stub: boolean }> => {
  const since = performance.now();
  let heard = 0;
  let tail = new Uint8Array(0);
  const stopListening = link.listen((bytes) => {
    heard += bytes.length;
    tail = Uint8Array.from([...tail, ...bytes].slice(-1024));
    watch.heard(bytes.length);
  });
  try {
    for (let attempt = before + 1; ; attempt++) {
      watch.attempt(attempt);
      await resetToLoader(link, attempt, timing, signal, usb);
      for (let round = 0; round < syncsPerReset; round++) {
        const answer = await sync(frames, timing, signal);
        if (answer) return answer;
      }
      if (closedForGood.test(new TextDecoder('latin1').decode(tail)))
        throw new BenchError('board.closed', { why: 'no-download' });
      if (attempt >= before + most || performance.now() - since > timing.connectMs) throw silence(attempt, heard, tail);
    }
  } finally {
    stopListening();
  }
};
