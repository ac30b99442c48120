import { own } from '../../model/own';

/** How long a TuyaOpen console may take, in milliseconds. Data, so that tests can shorten it and a slow board lengthen it. */
export interface ConsoleTimes {
  /** Between the carriage returns that wake a shell, and how many of them make one call. */
  wakeGapMs: number;
  wakeTries: number;
  /** From the last of them to a prompt. */
  promptMs: number;
  /** From the first call to giving up: a board that was just reset may still be starting. */
  readyMs: number;
  /** From reset to the application's banner. */
  bannerMs: number;
  /** From the first sign of an application to the end of its own banner. */
  bannerGraceMs: number;
  /** By the command, arguments included where they matter. */
  answers: Readonly<Record<string, number>>;
  answerMs: number;
  /** A board that says nothing at all for so long answers no more, whatever the command may take. */
  silentMs: number;
}

/** authorize-cli, sections 1 and 2: ceiling 3.5 s for ESP32, 3 s a command as tyutool, OTP silent up to 30 s. */
export const consoleTimes: ConsoleTimes = {
  wakeGapMs: 50,
  wakeTries: 3,
  promptMs: 350,
  readyMs: 3500,
  bannerMs: 6000,
  bannerGraceMs: 2000,
  answers: {
    'auth-read 1': 30_000,
    auth: 5000,
    'auth otp': 60_000,
    'auth-reset': 5000,
    sys_log_enable: 2000,
    sys_version: 2000,
    help: 2000,
  },
  answerMs: 3000,
  silentMs: 30_000,
};

/** `auth UUID KEY 1` writes to one-time memory, which takes its time. */
const kindOf = (command: string): string => (/^auth \S+ \S+ 1(?: |$)/.test(command) ? 'auth otp' : command);

export const answerWithin = (times: ConsoleTimes, command: string): number =>
  own(times.answers, kindOf(command)) ?? own(times.answers, command.split(' ', 1)[0] ?? '') ?? times.answerMs;
