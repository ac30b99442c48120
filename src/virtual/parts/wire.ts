import type { BoardHabits, VirtualChip } from '../../model/board-habits';
import type { DeviceDoor } from '../cloud/device-door';
import type { ChipLife, FlashStatus } from './chip-life';
import type { RomSettings } from './rom-settings';

/** Time for the make-believe world, in milliseconds, so that tests can run it faster than life. */
export interface Clock {
  now(): number;
  /** Runs `work` after `ms`; the answer cancels it. */
  after(ms: number, work: () => void): () => void;
  /** How many of its milliseconds pass in one of life's; 1 when missing. */
  readonly speed?: number;
}

/**
 * A board as its USB-UART bridge sees it. All the doors (virtual SerialPort in the page, pseudo-terminal, RFC 2217)
 * stand in front of this, and nothing else does.
 */
export interface BoardWire {
  /** Host → board, as they arrive at the chip's RX pin at `baud`. */
  receive(bytes: Uint8Array): void;
  /** DTR and RTS as the host drives them (true = asserted, the pin low). */
  lines(state: { dtr: boolean; rts: boolean }): void;
  /** The host's line speed in baud. Bytes at another speed than the chip's arrive garbled. */
  hostBaud(rate: number): void;
  /** Board → host. Set by the door; undefined = nobody listens, the bytes are lost. */
  send: ((bytes: Uint8Array) => void) | undefined;
  /** Told when the board's cable is pulled by a personality. */
  unplugged: (() => void) | undefined;
  /** Power as through the USB cable. */
  power(on: boolean): void;
}

/** A board for a door that learns the host's speed only by asking for it. */
export interface AskedWire {
  /** Board → host as the chip sent it, and its speed in baud. Instead of `send`, where set. */
  sendAs?: ((bytes: Uint8Array, sentAt: number) => void) | undefined;
  /** The speed the chip sends at and listens at, baud. */
  chipBaud(): number;
}

/** What a port needs to know of its board beside the wire. */
export interface PortBoard extends BoardWire {
  readonly clock: Clock;
  /** When the adapter will have sent the last of what `receive` was given, by the board's clock. */
  hostSentAt(): number;
  /** Whether the adapter has this speed, baud. */
  takesBaud?(rate: number): boolean;
  /** A host has just opened the port, and its lines are as that leaves them. */
  opened?(): void;
}

/** Figures of `esp-measured.md`, section 2, unless a test or a benchmark says otherwise. */
export interface BoardTiming {
  /** Bytes take 10 bits / baud each way. */
  pacedByBaud: boolean;
  /** Latency of the adapter, ms each way. */
  adapterLatencyMs: number;
  erase64kMs: number;
  erase4kMs: number;
  page256Ms: number;
  inflateBytesPerMs: number;
  md5BytesPerMs: number;
  /** From reset to the application's banner and to the shell, ms. */
  bootMs: number;
  /** From the rise of EN to the look at IO0, ms: 3 in a page, 75 behind RFC 2217 where each line is a message. */
  strapDelayMs?: number;
  /** The loader reading its own flash, for read-back and for the look whether a sector is blank. */
  readBytesPerMs?: number;
}

export interface BoardSettings {
  chip: VirtualChip;
  /** `A4:CF:12:00:00:01`; made up from the seed when missing. */
  mac?: string;
  flashBytes?: number;
  /** Flash contents to begin with; erased (FF) when missing. */
  flash?: Uint8Array;
  timing?: Partial<BoardTiming>;
  habits?: BoardHabits;
  /** Starts in the loader whatever the lines say (for doors without modem lines). */
  startInLoader?: boolean;
  /** A loader in ROM that differs, for tests. */
  rom?: RomSettings;
  /** It has lived before: what its flash chip was left set to, and what happened to it. */
  lived?: { status: FlashStatus; life: ChipLife };
  /** The cloud its firmware can reach. */
  cloud?: DeviceDoor;
}
