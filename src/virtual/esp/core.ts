import type { BoardHabits } from '../../model/board-habits';
import { createSlipReader, slipEncode } from '../../protocols/slip';
import type { FullTiming } from '../parts/board-timing';
import type { NorFlash } from '../parts/firmware';
import type { Clock } from '../parts/wire';
import type { EspChip } from './chips';
import type { Registers } from './registers';

/** What a loader runs on. Once the chip was reset its clock never calls back and nothing it sends goes out. */
export interface LoaderIo {
  /** false once the chip was reset. */
  alive(): boolean;
  chip: EspChip;
  locks: NonNullable<BoardHabits['locks']>;
  flash: NorFlash;
  registers: Registers;
  timing: FullTiming;
  clock: Clock;
  /** To UART0, when the chip is ready to send them, ms. */
  send(bytes: Uint8Array, at: number): void;
  /** When the last byte will have left UART0, ms. */
  sentAt(): number;
  setBaud(rate: number): void;
  /** What the ROM sets when it is asked for `rate`: off by as much as its slow clock. */
  setRomBaud(rate: number): void;
  /** Runs what was uploaded: the flasher stub takes over. */
  runStub(): void;
  /** Restarts by software: the straps keep what they said at the last real reset, so that the loader comes again. */
  reboot(): void;
  /** Leaves the loader for the application. */
  runApplication(): void;
  /** Nothing runs any more until somebody resets the chip. */
  crash(): void;
}

/**
 * One processor with one thing to do at a time. It reckons its own time ahead of the clock and waits for the clock to
 * catch up, so that timers that come late do not add up.
 */
export interface Core {
  /** By the processor's own reckoning, ms. */
  now(): number;
  work(ms: number): void;
  /** Nothing before that moment. */
  notBefore(ms: number): void;
  /** Resolves when real time has caught up; never, once the chip was reset. */
  settle(): Promise<void>;
  /** Sends one SLIP frame. */
  say(payload: Uint8Array): void;
  /** The next whole frame, oldest first. Taking one gives back the buffer of the one before. */
  hear(): Promise<Uint8Array>;
  receive(bytes: Uint8Array, at: number): void;
}

/** `buffers`: frames that fit beside the one in work and the one arriving; `limit`: longest frame, bytes. */
export const createCore = (io: LoaderIo, buffers: number, limit: number): Core => {
  const { clock } = io;
  const ready: { frame: Uint8Array; at: number }[] = [];
  let now = clock.now();
  let busy = false;
  let waiting: (() => void) | undefined;

  // Two buffers and no flow control: a frame that starts while both are taken is dropped (esp-flashing, section 1).
  const slip = createSlipReader(() => ready.length + (busy ? 1 : 0) < buffers, limit);

  const core: Core = {
    now: () => now,
    work(ms) {
      now += ms;
    },
    notBefore(ms) {
      now = Math.max(now, ms);
    },
    async settle() {
      while (clock.now() < now) await new Promise<void>((resolve) => clock.after(now - clock.now(), resolve));
    },
    say(payload) {
      io.send(slipEncode(payload), now);
    },
    async hear() {
      busy = false;
      while (!ready.length || !io.alive()) {
        await new Promise<void>((resolve) => {
          waiting = resolve;
        });
      }
      busy = true;
      const { frame, at } = ready.shift()!;
      core.notBefore(at);
      return frame;
    },
    receive(bytes, at) {
      for (const frame of slip.take(bytes)) ready.push({ frame, at });
      if (!ready.length) return;
      waiting?.();
      waiting = undefined;
    },
  };
  return core;
};
