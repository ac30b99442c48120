import type { ResetCircuit, ResetCircuitSettings } from './reset-circuit';

/**
 * DTR and RTS of a chip's own USB-Serial/JTAG, which act inside the chip (ESP32-C3 technical reference, "USB Serial/JTAG
 * Controller", table of RTS and DTR): both released clears the wish for the loader, DTR alone sets it, RTS alone resets
 * the core, both do nothing. The straps are not looked at again, so a chip that BOOT brought into its loader stays there.
 */
export const createUsbReset = (
  settings: Pick<ResetCircuitSettings, 'clock' | 'strapDelayMs' | 'reset' | 'start'>,
): ResetCircuit => {
  const { clock, strapDelayMs } = settings;
  let bootHeld = false;
  /** What the straps said at the last reset that looked at them. */
  let strapped = false;
  let wanted = false;
  let powered = false;
  let forget = () => {};

  const start = (look: boolean) => {
    settings.reset();
    forget();
    forget = clock.after(strapDelayMs, () => {
      if (look) strapped = bootHeld;
      settings.start(strapped || wanted);
    });
  };

  return {
    lines({ dtr, rts }) {
      if (!powered) return;
      if (!rts) wanted = dtr;
      else if (!dtr) start(false);
    },
    holdBoot(held) {
      bootHeld = held;
    },
    tap() {
      if (powered) start(true);
    },
    power(on) {
      if (on === powered) return;
      powered = on;
      wanted = false;
      if (on) start(true);
      else {
        forget();
        settings.reset();
      }
    },
  };
};
