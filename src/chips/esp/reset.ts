/**
 * Resets by DTR and RTS. On classic boards EN is low only while RTS is asserted and DTR is not, IO0 only while DTR is
 * asserted and RTS is not. Both lines go in one call each time: set one by one some boards miss the loader
 * (esptool-js 222), and the library's own line memory and hard reset end with EN untouched or IO0 low
 * (esp-flashing, section 3), so nothing of it is used.
 */
import type { SerialLink } from '../../links/serial-link';
import { pause } from '../../links/wait';
import type { UsbIds } from '../chip';
import type { EspTiming } from './timing';
import { isUsbOtg, isUsbSerialJtag } from './usb';

const released = { dtr: false, rts: false };
const enLow = { dtr: false, rts: true };
const io0Low = { dtr: true, rts: false };
const both = { dtr: true, rts: true };

/** Whatever happens in between, the board is not left in reset or with BOOT held. */
const andRelease = async (link: SerialLink, work: () => Promise<void>) => {
  try {
    await work();
  } finally {
    await link.setLines(released).catch(() => {});
  }
};

/**
 * Into the application: EN low once with IO0 high, then both released. A chip that is its own USB device sees RTS alone
 * in the same way, and as OTG needs longer to come out of it (esptool, `HardReset`).
 */
export const resetToApp = (link: SerialLink, timing: EspTiming, usb?: UsbIds): Promise<void> =>
  andRelease(link, async () => {
    await link.setLines(enLow);
    await pause(isUsbOtg(usb) ? 2 * timing.resetMs : timing.resetMs, link.lost);
  });

const classic = (link: SerialLink, strapMs: number, timing: EspTiming, signal: AbortSignal) =>
  andRelease(link, async () => {
    await link.setLines(enLow);
    await pause(timing.resetMs, signal, link.lost);
    await link.setLines(io0Low);
    await pause(strapMs, signal, link.lost);
  });

/** The chip's own USB peripheral reads the lines itself and must not see both released on its way to reset. */
const usbSerialJtag = (link: SerialLink, timing: EspTiming, signal: AbortSignal) =>
  andRelease(link, async () => {
    await link.setLines(released);
    await pause(timing.resetMs, signal, link.lost);
    await link.setLines(io0Low);
    await pause(timing.resetMs, signal, link.lost);
    await link.setLines(both);
    await link.setLines(enLow);
    await pause(timing.resetMs, signal, link.lost);
  });

/** Into the loader; every second attempt waits longer for a slow EN. */
export const resetToLoader = (
  link: SerialLink,
  attempt: number,
  timing: EspTiming,
  signal: AbortSignal,
  usb?: UsbIds,
): Promise<void> =>
  isUsbSerialJtag(usb)
    ? usbSerialJtag(link, timing, signal)
    : classic(link, timing.strapMs[attempt % 2 === 1 ? 0 : 1], timing, signal);
