/** What a console command may do to the firmware it belongs to. */
import type { Mac } from '../model/chip';
import type { FirmwareIo } from './firmware';
import type { FlashSteps, KvStore } from './tuya-firmware-kv';
import type { LogEntry } from './tuya-firmware-log';
import type { ShellCommand } from './tuya-firmware-shell';

/** The firmware as its commands see it. */
export interface Device {
  io: FirmwareIo;
  kv: KvStore;
  /** What differs between the generations of authorize-cli, section 1. */
  generation: { prompt: string; macInLogOnly: boolean; asksForReset: boolean; banner: boolean };
  /** As `read_mac` and `auth` tell it. */
  mac: Mac;
  uptimeMs(): number;
  log(...entry: LogEntry): void;
  logEnabled: boolean;
  /** A line of the answer: CRLF, then the text. */
  echo(line: string): void;
  /** Everything but the shell's own prompts goes here, unframed. */
  put(text: string): void;
  /** Runs the steps in their time. */
  spend(steps: FlashSteps, then: (worked: boolean) => void): void;
  later(ms: number, work: () => void): void;
  powerCut(habit: 'powerLossBeforeAuth' | 'powerLossAfterAuth'): boolean;
}

export interface Command extends ShellCommand {
  run(args: readonly string[], device: Device, done: () => void): void;
}

/** A command that answers at once. */
export const simple =
  (answer: (device: Device, args: readonly string[]) => void): Command['run'] =>
  (args, device, done) => {
    answer(device, args);
    done();
  };
