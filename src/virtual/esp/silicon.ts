import type { EspChipId } from '../../model/chip';
import type { Silicon } from '../parts/silicon';
import { boot, espPartitions } from './boot/boot';
import { romDownload, romNoDownload } from './boot/rom';
import { broughtFlash } from './brought-flash';
import { espChips } from './chips';
import type { LoaderIo } from './core';
import { createFlasherStub } from './flasher-stub';
import { createRegisters } from './registers';
import { createRomLoader } from './rom-loader';
import { createWatchdogs } from './watchdogs';

/** ESP-IDF's own time for the RTC watchdog while a program starts (`CONFIG_BOOTLOADER_WDT_TIME_MS`). */
const watchdogMs = 9000;

/** An Espressif chip: IO0 at the end of reset decides between loader and application. */
export const espSilicon = (chipId: EspChipId): Silicon => {
  const chip = espChips[chipId];
  return {
    macByte: chip.imageId,
    flashBytes: 4 * 1024 * 1024,
    otherFlashMiB: [8, 16, 32],
    delivered: ({ flash, habits }) => flash ?? (habits?.brought && broughtFlash(chipId, habits.brought)),
    partitions: espPartitions,
    straps: true,
    afterReset: (io0Low) => (io0Low ? 'loader' : 'application'),
    openLoader(io, reason) {
      const { slowClock = 1, locks = [] } = io.settings.habits ?? {};
      const fuses = locks.filter((lock) => lock === 'secure-boot' || lock === 'flash-encryption');
      const { mac, flash, baud } = io;
      const { hz, romHz } = chip.crystal ?? { hz: 1, romHz: 1 };
      const cells = createRegisters(chip, { mac, flashBytes: flash.size, baud, slowClock, locks: fuses });
      const { watchdogs: places } = chip;
      const dogs = io.settings.habits?.ownUsb && places ? createWatchdogs(places, cells) : undefined;
      if (dogs) io.clock.after(watchdogMs, () => void (dogs.still() || io.runApplication('software')));
      const loaderIo: LoaderIo = {
        ...io,
        chip,
        locks,
        registers: dogs?.registers ?? cells,
        setRomBaud: (rate) => io.setBaud((rate * hz) / romHz / (chip.calibration ? slowClock : 1)),
        runStub: () => io.hand(createFlasherStub(loaderIo)),
        reboot: () => io.runLoader('loader'),
        runApplication: () => io.runApplication('software'),
      };
      const log = locks.includes('no-download') ? romNoDownload : romDownload(chipId, reason);
      io.send(new TextEncoder().encode(`${log.join('\r\n')}\r\n`));
      return locks.includes('no-download') ? undefined : createRomLoader(loaderIo);
    },
    restart: 'application',
    boot: (io) => boot(io, chipId),
  };
};
