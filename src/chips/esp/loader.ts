/**
 * esptool-js on our frames. Only what the library does well is used: packets, the stub's upload, the flash id. Its
 * polling reader, resets, bulk writing and reading are not (esp-flashing, sections 3 and 4). Loaded when a board
 * is first met.
 */
import { ESPError, ESPLoader, Transport, UnsupportedCommandError } from 'esptool-js';
import type { SerialLink } from '../../links/serial-link';
import type { EspFrames } from './frames';
import { isSyncAnswer, syncRequest } from './handshake';
import type { EspTiming } from './timing';

/** The loader said no, or nothing. Each verb turns it into its own problem. */
export class LoaderFault extends Error {
  /** `no-answer`, `broken-answer`, `status-` and two bytes in hex, or the library's own words. */
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.name = 'LoaderFault';
    this.reason = reason;
  }
}

/** The loader understood, and said no. */
export const isRefusal = (fault: unknown): boolean =>
  fault instanceof LoaderFault && fault.reason.startsWith('status-');

/** Nothing came, or not all of it: a bad line, which may be better the next time. */
export const isLost = (fault: unknown): boolean =>
  fault instanceof LoaderFault && (fault.reason === 'no-answer' || fault.reason === 'broken-answer');

const statusBytes = [2, 4];

const readRegister = 0x0a;
/** No command has this number. */
const nothing = 0;

/** A ROM's answer to a command that it does not know, which it may give under another one's name. */
const unknownCommand = 'status-0105';

/** What the library throws, in our words. Aborts and lost ports pass as they are. */
const orFault = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (fault) {
    if (!(fault instanceof ESPError)) throw fault;
    throw new LoaderFault(fault instanceof UnsupportedCommandError ? unknownCommand : fault.message);
  }
};

/** The library asks for its port in places that are never reached here. */
const noPort = { getInfo: () => ({}) } as unknown as SerialPort;

const isSame = (one: Uint8Array, other: Uint8Array) =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);

class LinkTransport extends Transport {
  /** Of the verb under way: the library takes none. */
  signal: AbortSignal | undefined;
  /** What was read since the last request. */
  #last: Uint8Array | undefined;
  readonly #frames: EspFrames;
  readonly #quietMs: number;

  constructor(frames: EspFrames, quietMs: number) {
    super(noPort);
    this.#frames = frames;
    this.#quietMs = quietMs;
  }

  override write(data: Uint8Array): Promise<void> {
    this.#last = undefined;
    return this.#frames.send(data);
  }

  override async read(timeout: number): Promise<Uint8Array> {
    for (;;) {
      const frame = await this.#frames.take(timeout, this.signal);
      if (!frame) throw new LoaderFault('no-answer');
      // The library takes whatever comes behind the end of its upload for the stub's greeting.
      if (this.#last && isSame(this.#last, frame)) continue;
      this.#last = frame;
      return frame;
    }
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

  /**
   * Two status bytes from a stub and from ESP8266's ROM, four from the others, behind what was asked for; a refusal has
   * no more than these (esptool, serial protocol). Any other length is an answer that lost a byte on its way, in which
   * the rest stands for something else: a register would be read wrongly.
   */
  const isWhole = (data: Uint8Array, answerBytes: number): boolean =>
    statusBytes.includes(data.length - answerBytes) || (data[0] !== 0 && statusBytes.includes(data.length));

  const judged = (value: number, data: Uint8Array, answerBytes: number): EspAnswer => {
    if (!isWhole(data, answerBytes)) throw new LoaderFault('broken-answer');
    const status = data.length < answerBytes + 2 ? data.subarray(0, 2) : data.subarray(answerBytes, answerBytes + 2);
    if (status[0] !== 0 || status[1] !== 0)
      throw new LoaderFault(`status-${[...status].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`);
    return { value: value >>> 0, data: data.subarray(0, answerBytes) };
  };

  const patience = ({ payload, withinMs = timing.answerMs }: AskOptions): number =>
    // What the wire itself takes comes on top: 10 bits a byte.
    withinMs + ((payload?.length ?? 0) * 10_000) / link.baud;

  /** One request, one answer. Throws `LoaderFault`. */
  const ask = async (op: number, options: AskOptions = {}): Promise<EspAnswer> => {
    const { payload = new Uint8Array(0), checksum = 0, answerBytes = 0 } = options;
    const [value, data] = await orFault(library.command(op, payload, checksum, true, patience(options)));
    return judged(value, data, answerBytes);
  };

  /**
   * A chip works off one request after the other: once it answers SYNC, no answer from before is still to come. What
   * does come before is the late one. Throws when the chip stays silent.
   */
  const settle = async (op: number, options: AskOptions): Promise<EspAnswer | undefined> => {
    const tries = 3;
    const withinMs = Math.max(timing.syncMs, patience(options) / tries);
    for (let round = 0; round < tries; round++) {
      await frames.send(syncRequest);
      for (;;) {
        const frame = await frames.take(withinMs, transport.signal);
        if (!frame) break;
        if (isSyncAnswer(frame)) return undefined;
        const late = frame.length >= 8 && frame[0] === 1 && frame[1] === op;
        const data = frame.subarray(8);
        if (!late || !isWhole(data, options.answerBytes ?? 0)) continue;
        return judged(new DataView(frame.buffer, frame.byteOffset).getUint32(4, true), data, options.answerBytes ?? 0);
      }
    }
    throw new LoaderFault('no-answer');
  };

  /**
   * For what may be done twice: registers, checksums, settings. An answer that got lost is asked for once more, one that
   * is late is waited for as long again.
   */
  const askAgain = async (op: number, options: AskOptions = {}): Promise<EspAnswer> => {
    try {
      return await ask(op, options);
    } catch (fault) {
      if (!isLost(fault)) throw fault;
      return (await settle(op, options)) ?? ask(op, options);
    }
  };

  return {
    link,
    frames,
    timing,
    library,
    ask,
    askAgain,
    /** A register. */
    readWord: async (address: number, withinMs?: number): Promise<number> =>
      (await askAgain(readRegister, { payload: words(address), withinMs })).value,
    /** Hears out what may still come of a conversation that broke off. */
    hearOut: async (): Promise<void> => {
      await settle(nothing, {});
    },
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
  };
};
