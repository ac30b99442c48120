import type { Clock } from './wire';

/**
 * The two transistors between DTR/RTS and EN/IO0 (esp-flashing, section 3): EN is low only while RTS is asserted and DTR
 * is not; IO0 is low only while DTR is asserted and RTS is not, or while somebody holds BOOT.
 */
export interface ResetCircuit {
  /** true = asserted. */
  lines(state: { dtr: boolean; rts: boolean }): void;
  holdBoot(held: boolean): void;
  /** The RST button, pressed and let go. */
  tap(): void;
  power(on: boolean): void;
}

export interface ResetCircuitSettings {
  clock: Clock;
  /** From the rise of EN to the look at IO0, ms. */
  strapDelayMs: number;
  /** false: RTS still resets the chip, and only a hand on BOOT brings it into its loader. */
  io0Wired: boolean;
  /** false: RTS reaches nothing, and only a hand on RST resets the chip. */
  resetWired?: boolean;
  /** RTS goes straight to the reset pin: it resets whatever DTR says. */
  byRtsAlone?: boolean;
  /** The chip stops and forgets. */
  reset(): void;
  /** The chip starts; `io0Low` asks for the loader. */
  start(io0Low: boolean): void;
}

/** The capacitor at EN swallows what two lines changing one after the other make of each other. */
const enFilterMs = 1;

export const createResetCircuit = (settings: ResetCircuitSettings): ResetCircuit => {
  const { clock, strapDelayMs, io0Wired, resetWired = true, byRtsAlone } = settings;
  let drive = { dtr: false, rts: false };
  let bootHeld = false;
  let powered = false;
  let inReset = false;
  let pending: { what: 'reset' | 'start'; cancel: () => void } | undefined;

  const enLow = (): boolean => resetWired && drive.rts && (byRtsAlone || !drive.dtr);
  const io0Low = (): boolean => bootHeld || (io0Wired && drive.dtr && !drive.rts);

  const plan = (what: 'reset' | 'start', ms: number, work: () => void): void => {
    pending?.cancel();
    pending = {
      what,
      cancel: clock.after(ms, () => {
        pending = undefined;
        work();
      }),
    };
  };
  const forget = (): void => {
    pending?.cancel();
    pending = undefined;
  };
  const hold = (): void => {
    inReset = true;
    settings.reset();
  };
  const release = (): void => {
    inReset = false;
    plan('start', strapDelayMs, () => settings.start(io0Low()));
  };
  const follow = (): void => {
    if (!powered) return;
    if (enLow()) {
      if (inReset || pending?.what === 'reset') return;
      // While the chip has not yet looked at its straps, EN going low again only makes it wait.
      if (pending?.what === 'start') {
        forget();
        inReset = true;
      } else if (byRtsAlone) hold();
      else plan('reset', enFilterMs, hold);
    } else if (inReset) release();
    else if (pending?.what === 'reset') forget();
  };

  return {
    lines(state) {
      drive = { ...state };
      follow();
    },
    holdBoot(held) {
      bootHeld = held;
    },
    tap() {
      if (!powered) return;
      forget();
      hold();
      if (!enLow()) release();
    },
    power(on) {
      if (on === powered) return;
      powered = on;
      forget();
      inReset = on && enLow();
      if (!on) settings.reset();
      else if (!inReset) release();
    },
  };
};
