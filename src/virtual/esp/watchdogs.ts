/** The watchdogs of a chip on its own USB, which outlive the reset into the loader (esptool, `disable_watchdogs`). */
import type { WatchdogPlaces } from './chips';
import type { Registers } from './registers';

const on = 0x8000_0000;
const rtcKey = 0x50d8_3aa1;

export interface Watchdogs {
  registers: Registers;
  /** Do both of them leave the chip in peace? */
  still(): boolean;
}

/** In front of the chip's other registers. A locked one takes no write. */
export const createWatchdogs = (places: WatchdogPlaces, behind: Registers): Watchdogs => {
  const { config, protect, superConfig, superProtect, superKey, fed } = places;
  const locks = new Map([
    [config, { protect, key: rtcKey }],
    [superConfig, { protect: superProtect, key: superKey }],
  ]);
  behind.write(config, on, 0xffff_ffff);
  return {
    registers: {
      read: behind.read,
      write(address, value, mask) {
        const lock = locks.get(address);
        if (lock && behind.read(lock.protect) !== lock.key) return;
        behind.write(address, value, mask);
      },
    },
    still: () => (behind.read(config) & on) === 0 && (behind.read(superConfig) & fed) !== 0,
  };
};
