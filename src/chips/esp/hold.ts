/** Holds an Espressif chip in its loader without a word to it: what the ROM says tells whether it is there. */
import type { SerialLink } from '../../links/serial-link';
import { waitFor } from '../../links/wait';
import { isSameLine, usualLine } from '../../model/line-settings';
import { BenchError } from '../../model/problem';
import type { UsbIds } from '../chip';
import { resetToApp, resetToLoader } from './reset';
import type { EspTiming } from './timing';

/** Of every ROM (esp-flashing, section 3). */
const romLine = usualLine;
const inLoader = /waiting for download/i;
/** Longer than what a ROM prints before it. */
const keptText = 2048;
/** The second waits for a slow EN. */
const attempts = 2;

/** Throws `board.silent` and the reason of the signal; the board is in its application then. */
export const holdInLoader = async (
  link: SerialLink,
  timing: EspTiming,
  signal: AbortSignal,
  usb?: UsbIds,
): Promise<void> => {
  if (!isSameLine({ baud: link.baud, ...link.format }, romLine)) await link.reopen(romLine.baud, romLine);
  for (let attempt = 1; attempt <= attempts; attempt++) {
    let text = '';
    let reset: Promise<void> = Promise.resolve();
    const held = await waitFor<true>(
      (give) => {
        const stop = link.listen((bytes) => {
          text = (text + String.fromCharCode(...bytes)).slice(-keptText);
          if (inLoader.test(text)) give(true);
        });
        reset = resetToLoader(link, attempt, timing, signal, usb);
        // It is awaited below; by then the wait may have thrown the same.
        reset.catch(() => {});
        return stop;
      },
      { withinMs: timing.holdMs + timing.resetMs + timing.strapMs[1], signals: [signal, link.lost] },
    );
    await reset;
    if (held) return;
  }
  await resetToApp(link, timing, usb);
  throw new BenchError('board.silent', { attempts });
};
