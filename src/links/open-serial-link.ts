import { bitsPerByte, type LineFormat, usualFormat } from '../model/line-settings';
import { BenchError, type Details, type ProblemCode } from '../model/problem';
import type { Port } from './port';
import { startReading } from './port-reader';
import type { SerialLink } from './serial-link';
import { atMost, pause } from './wait';

export interface LinkSettings {
  baud: number;
  /** 8N1 if not said: what loaders and consoles of boards speak. */
  format?: LineFormat;
  /** Chromium's default of 255 bytes risks overruns and costs speed (esp-flashing, section 4). */
  bufferSize?: number;
  /** Of the port, for the details of a problem. */
  name: string;
  /**
   * Wraps every opening, from the close before it. While the speed changes the port is closed for a moment, and another
   * tab of the bench must not take it then.
   */
  guard?: <T>(work: () => Promise<T>) => Promise<T>;
}

/** A step of closing that takes longer than this is left behind: the port must come free. */
const closingStepMs = 1000;

/**
 * Chromium gives NetworkError whatever the system's reason is, InvalidStateError for a port held here, SecurityError where
 * a policy says no. A port whose cable is out since tells by itself.
 */
const openFault = (fault: unknown, name: string, port: Port): BenchError => {
  const kind = fault instanceof Error ? fault.name : 'unknown';
  const as = (code: ProblemCode, more: Details = {}) => new BenchError(code, { name, ...more }, { cause: fault });
  if (port.connected === false) return as('port.lost');
  if (kind === 'InvalidStateError') return as('port.busy');
  if (kind === 'NetworkError') return as('port.not-opened');
  return kind === 'SecurityError' ? as('port.not-allowed') : as('unexpected', { reason: kind });
};

const quietly = async (work: () => Promise<unknown> | undefined) => {
  try {
    await atMost(closingStepMs, Promise.resolve(work()));
  } catch {
    // Closing goes on whatever a step says: a lost device refuses most of them.
  }
};

/**
 * Opening raises DTR and RTS together, which the reset circuit takes for neither (esp-flashing, section 3). Released
 * RTS first: DTR alone holds IO0 low while EN stays high, which the chip ignores; the other order, or a driver that
 * splits one call that way, would pull EN low and reset the board.
 */
const releaseLines = async (port: Port) => {
  try {
    await port.setSignals({ requestToSend: false });
    await port.setSignals({ dataTerminalReady: false });
  } catch {
    // An adapter without these lines, or lost already; the next use tells.
  }
};

/**
 * Opens the port and keeps one reader on it. Throws `port.busy`, `port.not-opened`, `port.not-allowed`. Everything else about a port that goes away comes as
 * `port.lost`; work that its own `close` cuts short ends as `cancelled`.
 */
export const openSerialLink = async (
  port: Port,
  { baud, format: wanted = usualFormat, bufferSize = 65_536, name, guard = (work) => work() }: LinkSettings,
): Promise<SerialLink> => {
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const lost = new AbortController();
  let reading: ReturnType<typeof startReading> | undefined;
  let writer: WritableStreamDefaultWriter<Uint8Array> | undefined;
  let closing: Promise<void> | undefined;
  let speed = baud;
  let format = wanted;
  /** When the last byte written will have left, by the clock of `performance`. */
  let sentAt = 0;

  const loseIt = (cause?: unknown) => lost.abort(new BenchError('port.lost', { name }, { cause }));

  const heard = (bytes: Uint8Array) => {
    for (const listener of [...listeners]) listener(bytes);
  };

  const open = async (rate: number, { dataBits, parity, stopBits }: LineFormat) => {
    if (closing) throw new BenchError('cancelled', { name });
    await port.open({ baudRate: rate, dataBits, parity, stopBits, bufferSize });
    speed = rate;
    format = { dataBits, parity, stopBits };
    reading = startReading(port, heard, loseIt);
    await releaseLines(port);
  };

  const stopStreams = async () => {
    const ending = writer;
    writer = undefined;
    await quietly(() => ending?.abort());
    ending?.releaseLock();
    await reading?.stop(closingStepMs);
    reading = undefined;
  };

  const usable = () => {
    if (closing) throw new BenchError('cancelled', { name });
    lost.signal.throwIfAborted();
  };

  /** One after the other: a drain swaps the writer, and no write may fall into that gap. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(async () => {
      usable();
      try {
        return await work();
      } catch (fault) {
        usable();
        if (fault instanceof BenchError) throw fault;
        throw new BenchError('port.lost', { name }, { cause: fault });
      }
    });
    turn = mine.catch(() => {});
    return mine;
  };

  /**
   * `write` resolves when bytes are queued; closing the stream hands them to the system (testing, section 2), but
   * Chromium does not always wait until they are on the line as well, so the line's own time is waited for too.
   */
  const drainNow = async () => {
    const ending = writer;
    writer = undefined;
    if (!ending) return;
    try {
      await ending.close();
    } finally {
      ending.releaseLock();
    }
    await pause(Math.max(0, sentAt - performance.now()), lost.signal);
  };

  const closeAll = async () => {
    await stopStreams();
    // A reopening on its way would open the port behind our back.
    await quietly(() => turn);
    await stopStreams();
    listeners.clear();
    await quietly(() => port.close());
  };

  try {
    await guard(() => open(baud, wanted));
  } catch (fault) {
    throw openFault(fault, name, port);
  }

  return {
    get baud() {
      return speed;
    },
    get format() {
      return format;
    },
    lost: lost.signal,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    write: (bytes) =>
      inTurn(async () => {
        writer ??= port.writable?.getWriter();
        if (!writer) throw new BenchError('port.lost', { name });
        await writer.write(bytes);
        sentAt = Math.max(performance.now(), sentAt) + (bytes.length * bitsPerByte(format) * 1000) / speed;
      }),
    drain: () => inTurn(drainNow),
    setLines: ({ dtr, rts }) =>
      inTurn(async () => {
        await drainNow();
        await port.setSignals({ dataTerminalReady: dtr, requestToSend: rts });
      }),
    /** Some drivers move DTR and RTS one after the other on close and open, which resets the board (esptool-js 80, 234, 239). */
    reopen: (rate, shape = format) =>
      inTurn(async () => {
        const before = { speed, format };
        await drainNow();
        await guard(async () => {
          await stopStreams();
          await port.close();
          try {
            await open(rate, shape);
          } catch (fault) {
            // Is it the speed, or is the board gone? The old speed tells.
            await open(before.speed, before.format).catch(loseIt);
            usable();
            throw new BenchError('unexpected', { name, reason: 'speed-refused', baud: rate }, { cause: fault });
          }
        });
      }),
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
};
