/** What a console command may do to the firmware it belongs to. */
import type { Mac } from '../../model/chip';
import type { TuyaRadio } from '../ble/tuya-radio';
import type { FirmwareIo } from '../parts/firmware';
import type { FlashSteps, KvStore } from '../parts/kv';
import type { LogEntry } from '../parts/log';
import type { CloudClient } from '../tuya-cloud-client/client';
import type { Otp } from './otp';
import type { ShellCommand } from './shell';

/** The chip's clock: at 1970 when it starts, and right once the cloud has told the time. */
export interface Calendar {
  posixMs(): number;
  /** With the time zone, as the log shows it. */
  localMs(): number;
  set(posixMs: number): void;
  /** `+08:00` */
  setZone(zone: string): void;
}

/** The firmware as its commands see it. */
export interface Device {
  io: FirmwareIo;
  kv: KvStore;
  /** Missing where the chip has none. */
  otp?: Otp;
  /** What differs between the generations of authorize-cli, section 1. */
  generation: { prompt: string; macInLogOnly: boolean; asksForReset: boolean; banner: boolean };
  /** As `read_mac` and `auth` tell it. */
  mac: Mac;
  uptimeMs(): number;
  calendar: Calendar;
  /** False once the chip was reset: whoever still holds it talks to nobody. */
  alive(): boolean;
  /** Missing in firmware without Bluetooth. */
  radio?: TuyaRadio;
  /** Missing without a cloud. */
  cloud?: CloudClient;
  log(...entry: LogEntry): void;
  /** The chip maker's log, which no console command switches off. */
  chipLog(tag: string, text: string): void;
  logEnabled: boolean;
  /** A line of the answer: CRLF, then the text. */
  echo(line: string): void;
  /** Everything but the shell's own prompts goes here, unframed. */
  put(text: string): void;
  /** Runs the steps in their time. */
  spend(steps: FlashSteps, then: (worked: boolean) => void): void;
  later(ms: number, work: () => void): void;
  powerCut(habit: 'powerLossBeforeAuth' | 'powerLossAfterAuth' | 'powerLossInOtp'): boolean;
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
