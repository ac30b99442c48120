/** What the chip does when it leaves reset with IO0 high: runs what is in its flash, or complains and tries again. */
import type { BootIo, RunningFirmware } from './firmware';

export const boot = (io: BootIo): RunningFirmware => {
  io.send(
    new TextEncoder().encode(
      'ets Jul 29 2019 12:21:46\r\n\r\nrst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n',
    ),
  );
  return { receive: () => undefined, stop: () => undefined };
};
