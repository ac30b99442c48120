import type { PortBoard } from '../parts/wire';

/** The two streams of an opened virtual port. Both are made anew after they ended, as the browser does. */
export interface PortStreams {
  readable(): ReadableStream<Uint8Array<ArrayBuffer>> | null;
  writable(): WritableStream<Uint8Array> | null;
  /** Bytes from the board. */
  arrived(bytes: Uint8Array): void;
  locked(): boolean;
  /** The device is gone: readers and writers fail, `writable` is null from now on, `readable` stays the failed stream. */
  fail(reason: DOMException): void;
  end(): Promise<void>;
}

/** What the operating system keeps for a page that does not read; beyond it bytes are lost without a word. */
const systemReadBytes = 65_536;
/** What it takes from a page before `write` has to wait. */
const systemWriteBytes = 4096;

export const createPortStreams = (board: PortBoard, bufferSize: number, baud: number): PortStreams => {
  const { clock } = board;
  let input: ReadableStream<Uint8Array<ArrayBuffer>> | undefined;
  let output: WritableStream<Uint8Array> | undefined;
  let controller: ReadableByteStreamController | undefined;
  let outputControl: WritableStreamDefaultController | undefined;
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  let waitingBytes = 0;
  let asked = false;
  let failure: DOMException | undefined;
  /** Writes that wait for the wire. */
  const stalled = new Set<(reason: DOMException) => void>();

  const hand = (): void => {
    const first = waiting[0];
    if (!asked || !first || !controller) return;
    asked = false;
    const piece = first.slice(0, bufferSize);
    if (piece.length === first.length) waiting.shift();
    else waiting[0] = first.subarray(piece.length);
    waitingBytes -= piece.length;
    controller.enqueue(piece);
  };

  const flushInput = (): void => {
    waiting = [];
    waitingBytes = 0;
    asked = false;
  };

  const makeInput = (): ReadableStream<Uint8Array<ArrayBuffer>> => {
    const made = new ReadableStream({
      type: 'bytes',
      start(control) {
        controller = control;
      },
      pull() {
        asked = true;
        hand();
      },
      cancel() {
        flushInput();
        input = undefined;
      },
    });
    return made;
  };

  /** Resolves when fewer than `bytes` are still to be sent. */
  const room = async (bytes: number): Promise<void> => {
    const spareMs = (bytes * 10_000) / baud;
    while (board.hostSentAt() - clock.now() > spareMs) {
      await new Promise<void>((resolve, reject) => {
        const cancel = clock.after(board.hostSentAt() - clock.now() - spareMs, () => {
          stalled.delete(give);
          resolve();
        });
        const give = (reason: DOMException): void => {
          stalled.delete(give);
          cancel();
          reject(reason);
        };
        stalled.add(give);
      });
    }
  };

  const makeOutput = (): WritableStream<Uint8Array> =>
    new WritableStream<Uint8Array>({
      start(control) {
        outputControl = control;
      },
      async write(bytes) {
        if (failure) throw failure;
        board.receive(bytes);
        if (failure) throw failure;
        // Queued, not sent: only `close` waits until the last byte has left.
        await room(bufferSize + systemWriteBytes);
      },
      async close() {
        await room(0);
        output = undefined;
      },
      abort() {
        output = undefined;
      },
    });

  return {
    readable: () => (input ??= failure ? undefined : makeInput()) ?? null,
    writable: () => (failure ? null : (output ??= makeOutput())),
    arrived(bytes) {
      const kept = bytes.slice(0, Math.max(0, bufferSize + systemReadBytes - waitingBytes));
      if (!kept.length) return;
      waiting.push(kept);
      waitingBytes += kept.length;
      hand();
    },
    locked: () => Boolean(input?.locked || output?.locked),
    fail(reason) {
      failure = reason;
      flushInput();
      controller?.error(reason);
      outputControl?.error(reason);
      for (const give of [...stalled]) give(reason);
    },
    async end() {
      flushInput();
      if (!failure) await Promise.all([input?.cancel(), output?.abort()]);
    },
  };
};
