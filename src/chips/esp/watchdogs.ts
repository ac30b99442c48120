/**
 * Watchdogs of a chip that is its own USB device. That peripheral resets the core alone: what the application set running
 * outlives the reset into the loader, and would restart the board in mid-flash (esptool, `disable_watchdogs`).
 */
import type { EspLoader } from './loader';

/** Addresses of registers. */
export interface Watchdogs {
  /** RTC watchdog. */
  config: number;
  protect: number;
  /** Super watchdog. */
  superConfig: number;
  superProtect: number;
  superKey: number;
  /** Bit of `superConfig`. */
  autoFeed: number;
}

const key = 0x50d83aa1;

/** Of S3 and C3, among the registers of the RTC controller. */
export const rtcWatchdogs = (config: number, protect: number, superConfig: number): Watchdogs => ({
  config,
  protect,
  superConfig,
  superProtect: superConfig + 4,
  superKey: 0x8f1d312a,
  autoFeed: 1 << 31,
});

/** Of the chips that keep them in a block of their own. */
export const lowPowerWatchdogs = (base: number, protect = base + 0x18): Watchdogs => ({
  config: base,
  protect,
  superConfig: protect + 4,
  superProtect: protect + 8,
  superKey: key,
  autoFeed: 1 << 18,
});

/** The RTC watchdog off, the super watchdog fed by itself, both locked again. Throws `LoaderFault`. */
export const stillWatchdogs = async (loader: EspLoader, dogs: Watchdogs): Promise<void> => {
  const write = (address: number, value: number) => loader.orFault(loader.library.writeReg(address, value));
  await write(dogs.protect, key);
  await write(dogs.config, 0);
  await write(dogs.protect, 0);
  await write(dogs.superProtect, dogs.superKey);
  await write(dogs.superConfig, (await loader.readWord(dogs.superConfig)) | dogs.autoFeed);
  await write(dogs.superProtect, 0);
};
