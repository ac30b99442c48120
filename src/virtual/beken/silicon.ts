import type { Mac } from '../../model/chip';
import { factoryDefaultMac } from '../../model/license-rules';
import { startTuyaFirmware } from '../firmware/tuya-firmware';
import { lifeMs } from '../parts/clock';
import type { BootIo, NorFlash, RunningFirmware } from '../parts/firmware';
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

/** An application without a sector it can use calls itself by the default of the factory (authorize-cli, section 2). */
const macOf = (flash: NorFlash, { radioAt }: BekenTwin): Mac => {
  const head = flash.read(radioAt, 42);
  if (new TextDecoder().decode(head.subarray(0, 4)) !== 'TLV\0') return factoryDefaultMac;
  return [...head.subarray(36)].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
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
    delivered({ flash, habits = {} }, mac) {
      if (flash) return flash;
      const contents = new Uint8Array(twin.flashBytes).fill(0xff);
      if (!habits.wipedRadio) contents.set(radioSector(habits.factoryMac ? factoryDefaultMac : mac), twin.radioAt);
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
      return app ? startTuyaFirmware({ ...io, mac: macOf(io.flash, twin), partitions: twin.partitions, app }) : idle;
    },
  };
};
