import type { Mac } from '../../model/chip';
import { startTuyaFirmware } from '../firmware/tuya-firmware';
import { lifeMs } from '../parts/clock';
import type { BootIo, RunningFirmware } from '../parts/firmware';
import type { Loader, Silicon } from '../parts/silicon';
import { appOf } from './demo-image';
import { createBekenRom } from './rom';
import { type BekenTwin, bekenTwins } from './twins';

/** How long the ROM listens after a reset, ms. Not known of any real chip. */
const listeningMs = 60;
/** The assumption of the recorded sessions' model (serial-measured, head). */
const crcBytesPerMs = 20_000;

/** RF calibration, with the MAC behind its header (beken-uart-boot, section 10). */
const radioSector = (mac: Mac): Uint8Array => {
  const sector = new Uint8Array(0x1000).fill(0xff);
  sector.set(new TextEncoder().encode('TLV\0'));
  for (let at = 4; at < 0x200; at++) sector[at] = (at * 29) & 0xff;
  sector.set(
    mac.split(':').map((group) => Number.parseInt(group, 16)),
    36,
  );
  return sector;
};

const idle: RunningFirmware = { receive: () => {}, stop: () => {} };

/** A Beken chip: the ROM listens for a moment after every reset, then starts what is in the flash. */
export const bekenSilicon = (name: keyof typeof bekenTwins): Silicon => {
  const twin: BekenTwin = bekenTwins[name];
  return {
    macByte: twin.macByte,
    flashBytes: twin.flashBytes,
    otherFlashMiB: [],
    ...(twin.log && { log: twin.log }),
    delivered({ flash }, mac) {
      if (flash) return flash;
      const contents = new Uint8Array(twin.flashBytes).fill(0xff);
      contents.set(radioSector(mac), twin.radioAt);
      return contents;
    },
    status: { sr1: twin.sr1, sr2: twin.sr2 },
    partitions: () => twin.partitions,
    straps: false,
    afterReset: () => 'loader',
    restart: 'loader',
    openLoader(io, _reason, forced): Loader {
      const { rom = {} } = io.settings;
      // However fast the board, its host knocks at its own pace.
      const listening = lifeMs(io.clock, rom.windowMs ?? listeningMs);
      const cancel = forced ? () => {} : io.clock.after(listening, () => io.runApplication('power'));
      return createBekenRom({
        chip: { ...twin, ...rom.twin },
        flash: io.flash,
        timing: { ...io.timing, crcBytesPerMs: io.timing.pacedByBaud ? crcBytesPerMs : Number.POSITIVE_INFINITY },
        clock: io.clock,
        baud: io.baud,
        send: io.send,
        setBaud: io.setBaud,
        linked: cancel,
        reboot: () => io.runLoader('software'),
        ...(rom.spoil && { spoil: rom.spoil }),
      });
    },
    boot(io: BootIo) {
      const app = appOf(io.flash, twin);
      return app ? startTuyaFirmware({ ...io, partitions: twin.partitions, app }) : idle;
    },
  };
};
