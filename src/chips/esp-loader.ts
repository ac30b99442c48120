/**
 * esptool-js on our frames. Only what the library does well is used: packets, the stub's upload, the flash id. Its
 * polling reader, resets, bulk writing and reading are not (esp-flashing, sections 3 and 4). Loaded when a board
 * is first met.
 */
import { ESPError, ESPLoader, Transport } from 'esptool-js';
import type { SerialLink } from '../links/serial-link';
import type { EspFrames } from './esp-frames';
import type { EspTiming } from './esp-timing';

/** The loader said no, or nothing. Each verb turns it into its own problem. */
export class LoaderFault extends Error {
  /** `no-answer`, `status-` and two bytes in hex, or the library's own words. */
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.name = 'LoaderFault';
    this.reason = reason;
  }
}

/** What the library throws, in our words. Aborts and lost ports pass as they are. */
const orFault = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (fault) {
    throw fault instanceof ESPError ? new LoaderFault(fault.message) : fault;
  }
};

/** The library asks for its port in places that are never reached here. */
const noPort = { getInfo: () => ({}) } as unknown as SerialPort;

class LinkTransport extends Transport {
  /** Of the verb under way: the library takes none. */
  signal: AbortSignal | undefined;
  readonly #frames: EspFrames;
  readonly #quietMs: number;

  constructor(frames: EspFrames, quietMs: number) {
    super(noPort);
    this.#frames = frames;
    this.#quietMs = quietMs;
  }

  override write(data: Uint8Array): Promise<void> {
    return this.#frames.send(data);
  }

  override async read(timeout: number): Promise<Uint8Array> {
    const frame = await this.#frames.take(timeout, this.signal);
    if (!frame) throw new LoaderFault('no-answer');
    return frame;
  }

  override flushInput(): void {
    this.#frames.flush();
  }

  override drainInput(): Promise<void> {
    return this.#frames.hush(this.#quietMs, this.signal);
  }

  /** The stock one writes to the console, traced or not. */
  override trace(): void {}
}

/** Little-endian words, as every payload has them. */
export const words = (...values: readonly number[]): Uint8Array =>
  new Uint8Array(Uint32Array.from(values, (value) => value >>> 0).buffer);

export interface AskOptions {
  payload?: Uint8Array;
  checksum?: number;
  withinMs?: number;
  /** Bytes of data before the status. */
  answerBytes?: number;
}

export interface EspAnswer {
  /** Unsigned. */
  value: number;
  data: Uint8Array;
}

export type EspLoader = ReturnType<typeof createEspLoader>;

export const createEspLoader = (link: SerialLink, frames: EspFrames, timing: EspTiming) => {
  const transport = new LinkTransport(frames, timing.quietMs);
  const silent = { clean: () => {}, write: () => {}, writeLine: () => {} };
  const library = new ESPLoader({ transport, baudrate: link.baud, terminal: silent });
  library.DEFAULT_TIMEOUT = timing.answerMs;

  return {
    link,
    frames,
    timing,
    library,
    /** Around whatever is asked of the library directly. */
    orFault,
    /** The largest data block: what a stub can hold (esp-flashing, section 1). */
    blockBytes: 0x4000,
    /** Runs a verb under its signal, which the library knows nothing of. */
    async under<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
      transport.signal = signal;
      try {
        signal?.throwIfAborted();
        return await work();
      } finally {
        transport.signal = undefined;
      }
    },
    /** One request, one answer. Throws `LoaderFault`. */
    async ask(op: number, options: AskOptions = {}): Promise<EspAnswer> {
      const { payload = new Uint8Array(0), checksum = 0, withinMs = timing.answerMs, answerBytes = 0 } = options;
      // What the wire itself takes comes on top: 10 bits a byte.
      const wireMs = (payload.length * 10_000) / link.baud;
      const [value, data] = await orFault(library.command(op, payload, checksum, true, withinMs + wireMs));
      // A refusal carries no data: its status stands first. Two bytes from stubs, four from ROMs; the first two count.
      const status = data.length < answerBytes + 2 ? data.subarray(0, 2) : data.subarray(answerBytes, answerBytes + 2);
      if (status.length < 2) throw new LoaderFault('no-answer');
      if (status[0] !== 0 || status[1] !== 0)
        throw new LoaderFault(`status-${[...status].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`);
      return { value: value >>> 0, data: data.subarray(0, answerBytes) };
    },
  };
};
