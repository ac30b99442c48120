import type { SerialLink } from '../links/serial-link';
import type { ChipFacts } from '../model/chip';

/** Told while a family looks for its chip: one attempt is one reset and its sync frames. */
export interface HandshakeWatch {
  attempt(count: number): void;
  heard(bytes: number): void;
}

export interface WriteProgress {
  phase: 'erasing' | 'writing' | 'checking';
  /** Bytes of flash behind us, and in all. */
  done: number;
  total: number;
}

/** Of the adapter, as Web Serial tells them. */
export interface UsbIds {
  vendorId: number;
  productId: number;
}

/** A chip that answers from its loader. Ends with `leave`, or with the link. */
export interface ChipSession {
  readonly facts: ChipFacts;
  /**
   * Raises the line speed and whatever writing needs; reading facts needs neither. Where the line does not carry that
   * speed the next lower one is tried, down to the console's: the link's `baud` tells which was reached. Throws
   * `flash.write-failed` {phase: `preparing`}.
   */
  prepare(baud: number, signal: AbortSignal): Promise<void>;
  /**
   * Writes, then proves it by an MD5 that the chip takes over the whole span. Throws `flash.write-failed`,
   * `flash.verify-failed`, and `board.locked` before the first byte.
   */
  write(
    image: Uint8Array,
    address: number,
    told: (progress: WriteProgress) => void,
    signal: AbortSignal,
  ): Promise<{ md5: string }>;
  read(address: number, size: number, told: (done: number) => void, signal: AbortSignal): Promise<Uint8Array>;
  /** Lower-case hex. */
  md5(address: number, size: number, signal: AbortSignal): Promise<string>;
  /** Whole sectors of 4096 bytes. Throws `flash.write-failed`, and `board.locked` before anything is erased. */
  erase(address: number, size: number, signal: AbortSignal): Promise<void>;
  /** Resets into the application and sets the console's speed; the link stays open. */
  leave(): Promise<void>;
}

/** Adding a family: a file beside this one and a line in `index.ts`. */
export interface ChipFamily {
  readonly name: string;
  readonly consoleBaud: number;
  /**
   * Resets the board into its loader and tells what it is; `usb` chooses the reset of chips with their own USB. Throws
   * `board.silent`, `board.garbled`, `board.unsupported`, `board.closed`; and has put the board back into its application by then.
   */
  connect(link: SerialLink, watch: HandshakeWatch, signal: AbortSignal, usb?: UsbIds): Promise<ChipSession>;
  /** Resets into the application without touching the loader. */
  restart(link: SerialLink, usb?: UsbIds): Promise<void>;
}
