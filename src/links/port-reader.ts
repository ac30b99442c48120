import type { Port } from './port';
import { atMost } from './wait';

/**
 * Reads a port until told to stop. A break, framing or parity error ends one stream and the port offers a fresh one:
 * reading goes on. A port that offers the dead stream or none is gone.
 */
export const startReading = (port: Port, heard: (bytes: Uint8Array) => void, lost: (cause: unknown) => void) => {
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let stopping = false;

  /** A listener's own mistake must surface, and must not pass for a dead stream. */
  const tell = (bytes: Uint8Array) => {
    try {
      heard(bytes);
    } catch (mistake) {
      queueMicrotask(() => {
        throw mistake;
      });
    }
  };

  const readStream = async (stream: ReadableStream<Uint8Array>): Promise<unknown> => {
    const mine = stream.getReader();
    reader = mine;
    try {
      for (;;) {
        const { value, done } = await mine.read();
        if (done) return undefined;
        tell(value);
      }
    } catch (fault) {
      return fault;
    } finally {
      mine.releaseLock();
      reader = undefined;
    }
  };

  const run = async () => {
    while (!stopping) {
      const stream = port.readable;
      const fault = stream ? await readStream(stream) : undefined;
      if (!stopping && (!stream || port.readable === stream || !port.readable)) {
        lost(fault);
        return;
      }
    }
  };

  const running = run();
  return {
    /** Releases the stream, within `ms` whatever the device does. */
    async stop(ms: number) {
      stopping = true;
      await atMost(ms, reader?.cancel() ?? Promise.resolve()).catch(() => {});
      reader?.releaseLock();
      await atMost(ms, running);
    },
  };
};
