import type { SerialLink } from '../links/serial-link';
import type { BoardLayout } from '../model/board-layout';
import type { ChipFacts } from '../model/chip';
import type { FlashWork, WorkSpan } from '../model/flash-work';
import type { ReadFlash } from '../protocols/flash-layout/slot-image';
import type { TakeStretch } from './stretches';

/** Told while a family looks for its chip: one attempt is one reset and its sync frames. */
export interface HandshakeWatch {
  attempt(count: number): void;
  heard(bytes: number): void;
}

export interface WriteProgress {
  /** Comparing: the chip is asked what it holds already. */
  phase: 'comparing' | 'erasing' | 'writing' | 'checking';
  /** Bytes of flash behind us, and in all. */
  done: number;
  total: number;
  /** From the first `writing` on, where the chip was asked what it holds: sorted, without gaps, the same array for one plan. */
  work?: readonly WorkSpan[];
}

/** Of the adapter, as Web Serial tells them. */
export interface UsbIds {
  vendorId: number;
  productId: number;
}

/** By the first plan: what had to be sent twice counts once. */
export interface Written extends FlashWork {
  /** Of the whole span, by the chip. */
  checksum: string;
}

/** A chip that answers from its loader. Ends with `leave`, or with the link. */
export interface ChipSession {
  readonly facts: ChipFacts;
  /** What was measured for this board's radio, as it was when the loader answered; missing where no flash holds it. */
  readonly calibration?: { readonly offset: number; readonly bytes: Uint8Array };
  /**
   * Raises the line speed and whatever writing needs; reading facts needs neither. Where the line does not carry that
   * speed the next lower one is tried, down to the console's: the link's `baud` tells which was reached. Throws
   * `flash.write-failed` {phase: `preparing`}, and `board.silent` where it answers at no speed any more.
   */
  prepare(baud: number, signal: AbortSignal): Promise<void>;
  /**
   * Writes, then proves it by a checksum that the chip takes over the whole span. Throws `flash.write-failed`,
   * `flash.verify-failed`, and `board.locked` before the first byte.
   */
  write(
    image: Uint8Array,
    address: number,
    told: (progress: WriteProgress) => void,
    signal: AbortSignal,
  ): Promise<Written>;
  read(address: number, size: number, told: (done: number) => void, signal: AbortSignal): Promise<Uint8Array>;
  /**
   * The same, handed on in stretches of a megabyte at most, each proven by a digest of the chip before. Throws what `take`
   * throws, too.
   */
  readTo(
    address: number,
    size: number,
    take: TakeStretch,
    told: (done: number) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Taken by the chip, in the way of its family; lower-case hex. */
  checksum(address: number, size: number, signal: AbortSignal): Promise<string>;
  /** The same of bytes at hand. */
  checksumOf(bytes: Uint8Array): string;
  /** Whole sectors of 4096 bytes. Throws `flash.write-failed`, and `board.locked` before anything is erased. */
  erase(address: number, size: number, signal: AbortSignal): Promise<void>;
  /** How the flash is laid out that `read` shows. */
  layout(read: ReadFlash): Promise<BoardLayout>;
  /** Resets into the application and sets the console's speed; the link stays open. */
  leave(): Promise<void>;
}

/** How long a family looks for its chip, when others want to look as well. */
export interface Tries {
  /** Resets that were made before; some boards need every second one to be slower. */
  before: number;
  most: number;
  /** Another family asks next, and at once: a board that kept silent need not be put back in between. */
  others?: boolean;
}

/** Adding a family: a file beside this one and a line in `known/families.ts`. `tests/chips/contract-tests.ts` says whether it is one. */
export interface ChipFamily {
  readonly name: string;
  readonly consoleBaud: number;
  /**
   * Resets the board into its loader and tells what it is; `usb` chooses the reset of chips with their own USB. Throws
   * `board.silent`, `board.garbled`, `board.unsupported`, `board.closed`; and has put the board back into its application by
   * then, or leaves that to the `others`.
   */
  connect(
    link: SerialLink,
    watch: HandshakeWatch,
    signal: AbortSignal,
    usb?: UsbIds,
    tries?: Tries,
  ): Promise<ChipSession>;
  /** Resets into the application without touching the loader, with the console's speed on the line. */
  restart(link: SerialLink, usb?: UsbIds): Promise<void>;
  /** The same at whatever speed the line has: somebody listens there. */
  pulse(link: SerialLink, usb?: UsbIds): Promise<void>;
  /**
   * Resets into the loader and leaves the chip there, until the next reset; the line has the loader's speed and format
   * afterwards. Throws `board.silent` {attempts} where no loader came: the board runs its application then.
   */
  hold(link: SerialLink, signal: AbortSignal, usb?: UsbIds): Promise<void>;
}
