import type { BoardHabits } from '../../model/board-habits';
import type { ChipId, Mac } from '../../model/chip';
import type { Partition } from '../../model/firmware';
import type { DeviceDoor } from '../cloud/device-door';
import type { ChipLife, FlashStatus } from './chip-life';
import type { Peripheral } from './peripheral';
import type { Clock } from './wire';

/** NOR flash: erasing sets bytes to FF, programming can only clear bits. Offsets and sizes in bytes. */
export interface NorFlash {
  readonly size: number;
  /** Status registers; they outlive every reset. */
  readonly status: FlashStatus;
  /** Of the board it is soldered to. */
  readonly life: ChipLife;
  read(offset: number, size: number): Uint8Array;
  /** Both multiples of 4096. */
  erase(offset: number, size: number): void;
  program(offset: number, bytes: Uint8Array): void;
}

/** What the boot loader hands to the application it found in the flash. */
export interface FirmwareIo {
  chip: ChipId;
  mac: Mac;
  clock: Clock;
  flash: NorFlash;
  partitions: readonly Partition[];
  /** From the application descriptor in the flash. */
  app: { name: string; version: string; idfVersion: string; date: string; time: string; pid?: string };
  habits: BoardHabits;
  /** From start to the shell's prompt, ms. 0 = time is not modelled: what repeats for ever on a board ends soon. */
  bootMs: number;
  /** What the firmware's own flash writes cost, ms; nothing when missing. */
  erase4kMs?: number;
  page256Ms?: number;
  /** The cloud it can reach; without one it waits for ever. */
  cloud?: DeviceDoor;
  /** Why the chip starts, for the loader's first line; power when missing. */
  resetReason?: 'power' | 'software';
  /** UART0, 115200. */
  send(bytes: Uint8Array): void;
  /** A second UART for the log; without it the log goes to UART0. */
  sendLog?(bytes: Uint8Array): void;
  /** Puts the firmware's Bluetooth on the air, until the chip is reset. */
  air?(radio: Peripheral): void;
  /** Restarts the chip, as `sys_reboot` does. */
  restart(): void;
  /** The power goes and comes back, losing all RAM. */
  powerLoss(): void;
}

/** What an app hands over by Bluetooth. */
export interface PairingCredentials {
  ssid: string;
  password: string;
  /** 14 characters: region, token, secret. */
  token: string;
}

export interface RunningFirmware {
  receive(bytes: Uint8Array): void;
  /** Missing while nothing runs that could be paired. */
  pair?(credentials: PairingCredentials): void;
  /** The chip was reset: not one more byte, no timer left. */
  stop(): void;
}

/** Starts what the loader found; `boot.ts` chooses it by the flash contents. */
export type StartFirmware = (io: FirmwareIo) => RunningFirmware;

/** What the ROM has when it leaves reset with IO0 high: the flash, and nothing known about it yet. */
export type BootIo = Omit<FirmwareIo, 'partitions' | 'app'>;
