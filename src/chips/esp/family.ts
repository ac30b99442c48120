/** ESP32, ESP32-S3, ESP32-C3, ESP32-C6: one loader, one way in. The page carries only this and the handshake. */
import type { SerialLink } from '../../links/serial-link';
import { atMost } from '../../links/wait';
import { BenchError } from '../../model/problem';
import type { ChipFamily, UsbIds } from '../chip';
import { createEspFrames } from './frames';
import { shakeHands } from './handshake';
import { resetToApp } from './reset';
import { type EspTiming, espTiming } from './timing';

const consoleBaud = 115_200;

/** Faults between the handshake and the facts are a bad line: the chip was there a moment ago. */
const orGarbled = (fault: unknown): unknown =>
  fault instanceof Error && fault.name === 'LoaderFault'
    ? new BenchError('board.garbled', { reason: fault.message }, { cause: fault })
    : fault;

/** An adapter that hangs over its lines must not keep back what went wrong. */
const resetWithinMs = 3000;

/**
 * Out of the loader, if it is in there, and into the application, whatever became of the conversation: so a board that
 * the bench cannot handle is as it was. A port that is gone has nothing to reset.
 */
const backToApp = async (link: SerialLink, timing: EspTiming, usb?: UsbIds): Promise<void> => {
  const back = async () => {
    if (link.baud !== consoleBaud) await link.reopen(consoleBaud);
    await resetToApp(link, timing, usb);
  };
  if (!link.lost.aborted) await atMost(resetWithinMs, back()).catch(() => {});
};

export const createEspFamily = (timing: EspTiming = espTiming): ChipFamily => ({
  name: 'ESP32',
  consoleBaud,
  async connect(link, watch, signal, usb, tries) {
    signal.throwIfAborted();
    // Comes while the board is being reset. A failure to load is told where it is awaited.
    const library = import('./session');
    library.catch(() => {});
    if (link.baud !== consoleBaud) await link.reopen(consoleBaud);
    const frames = createEspFrames(link);
    try {
      const { stub } = await shakeHands(link, frames, watch, timing, signal, usb, tries);
      const { openEspSession } = await library;
      return await openEspSession({ link, frames, timing, stub, usb }, signal);
    } catch (fault) {
      frames.stop();
      // Whoever asks next begins with a reset of its own.
      const left = tries?.others && fault instanceof BenchError && fault.details.attempts !== undefined;
      if (!left) await backToApp(link, timing, usb);
      throw orGarbled(fault);
    }
  },
  async restart(link, usb) {
    if (link.baud !== consoleBaud) await link.reopen(consoleBaud);
    await resetToApp(link, timing, usb);
  },
  pulse: (link, usb) => resetToApp(link, timing, usb),
  hold: async (link, signal, usb) => (await import('./hold')).holdInLoader(link, timing, signal, usb),
});

export const esp32: ChipFamily = createEspFamily();
