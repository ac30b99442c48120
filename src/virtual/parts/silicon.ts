/** What is under the can of a virtual board: how its chip leaves reset, and what its loader is. */
import type { Mac } from '../../model/chip';
import type { Partition } from '../../model/firmware';
import type { FullTiming } from './board-timing';
import type { BootIo, NorFlash, RunningFirmware } from './firmware';
import type { BoardSettings, Clock } from './wire';

/** Why a chip starts. */
export type ResetReason = 'power' | 'software' | 'watchdog' | 'loader';

/** Something that listens on UART0. `at`: when the last of the bytes came in, ms. */
export interface Loader {
  receive(bytes: Uint8Array, at: number): void;
}

/** What a loader runs on. Once the chip was reset its clock never calls back and nothing it sends goes out. */
export interface SiliconIo {
  settings: BoardSettings;
  mac: Mac;
  flash: NorFlash;
  timing: FullTiming;
  clock: Clock;
  /** false once the chip was reset. */
  alive(): boolean;
  /** To UART0, when the chip is ready to send them, ms; now when missing. */
  send(bytes: Uint8Array, at?: number): void;
  /** When the last byte will have left UART0, ms. */
  sentAt(): number;
  baud(): number;
  setBaud(rate: number): void;
  /** Another program takes over what UART0 hears. */
  hand(loader: Loader): void;
  runLoader(reason: ResetReason): void;
  runApplication(reason: BootIo['resetReason']): void;
  /** Nothing runs any more until somebody resets the chip. */
  crash(): void;
}

export interface Silicon {
  /** Last but one byte of a made-up MAC, so that chips differ. */
  macByte: number;
  /** Of the flash, where nobody says. */
  flashBytes: number;
  /** Of other sizes it may have, MiB: none where its flash chip tells which part it is. */
  otherFlashMiB: readonly number[];
  /** What lies in the flash before anybody wrote to it. */
  delivered(settings: BoardSettings, mac: Mac): Uint8Array | undefined;
  /** Of its flash chip, where protection is modelled. */
  status?: { sr1: number; sr2: number };
  /** A second port, where the log goes: its speed. */
  log?: { baud: number };
  /** Where the firmware keeps what; undefined where nobody can tell. */
  partitions(flash: NorFlash): readonly Partition[] | undefined;
  /** It looks at IO0 after a reset, and somebody has to hold it down by then. */
  straps: boolean;
  /** Where a reset with these straps leads; `forced`: somebody wants the loader whatever they say. */
  afterReset(io0Low: boolean): 'loader' | 'application';
  /** `forced`: it stays a loader, however long nobody speaks to it. Undefined: it listens to nobody. */
  openLoader(io: SiliconIo, reason: ResetReason, forced: boolean): Loader | undefined;
  /** What a restart by software leads to. */
  restart: 'loader' | 'application';
  boot(io: BootIo): RunningFirmware;
}
