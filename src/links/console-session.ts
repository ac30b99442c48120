/**
 * A conversation with a board's console over an open link: one command at a time, answers framed on the prompt, waits
 * that end. Knows no license; a new session is opened for every boot, before the reset, so that it hears all of it.
 */
import type { AppFacts } from '../model/chip';
import { BenchError, type Details } from '../model/problem';
import { type LineEnd, lineEndBytes, usualLineEnd } from '../model/sending';
import { isUnknownCommand, parseSysVersion } from '../protocols/console/answers';
import type { BoardSeen } from '../protocols/console/board-watch';
import type { Answer, Heard } from '../protocols/console/dialogue';
import { answerWithin, type ConsoleTimes, consoleTimes } from '../protocols/console/times';
import { type ConsoleWatch, openEar } from './console-ear';
import type { SerialLink } from './serial-link';

export interface AskOptions {
  /** Instead of the table's figure for this command. */
  withinMs?: number;
  signal?: AbortSignal;
  /** Part of the command that must never be shown, beyond what the mask finds by itself. */
  secret?: string;
}

export interface ConsoleSession {
  /** Answer lines, empty ones kept. Throws `console.silent` with `silence` facts; a restart in between counts as that. */
  ask(command: string, options?: AskOptions): Promise<readonly string[]>;
  /** As `ask`, with the log lines printed meanwhile. Both still hold their secrets. */
  exchange(command: string, options?: AskOptions): Promise<Answer>;
  /** Types a line as a person does and waits for nothing. True: a secret is in it, and nobody shall keep it. */
  say(text: string, end?: LineEnd): Promise<boolean>;
  /** The same for bytes, as they are. */
  sayBytes(bytes: Uint8Array): Promise<boolean>;
  /** Gets to a clean prompt; switches the log off where the firmware can. Throws `console.silent`. */
  wake(signal?: AbortSignal): Promise<void>;
  /** Switches the log on again if `wake` switched it off. Never throws. */
  restoreLog(): Promise<void>;
  /** After a reset: the application's own banner, or at least its shell. Throws `board.boot-loop`, `board.no-banner`. */
  waitForApp(options?: { withinMs?: number; signal?: AbortSignal }): Promise<AppFacts>;
  /** Boot and application facts since the session began. */
  readonly seen: BoardSeen;
  readonly logIsOff: boolean;
  /** The board's second port, where its log comes out: heard as if it came from here, and never written to. */
  hearLog(port: SerialLink, before?: Uint8Array): void;
  /** Stops listening and ends what waits as `cancelled`; the link stays open. */
  stop(): void;
}

export interface ConsoleSettings extends ConsoleWatch {
  times?: ConsoleTimes;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

export const openConsole = (link: SerialLink, settings: ConsoleSettings): ConsoleSession => {
  const times = settings.times ?? consoleTimes;
  const ear = openEar(link, settings);
  const stopped = new AbortController();
  let shell: 'unknown' | 'old' | 'new' = 'unknown';
  /** From `sys_version`, for a board whose boot nobody heard. */
  let told: { app: AppFacts; resets: number } | undefined;
  /** The count of resets when the log was switched off: a reset switches it on again. */
  let logOffSince: number | undefined;

  const logIsOff = (): boolean => logOffSince === ear.seen.resets;
  const silent = (facts: Details): BenchError => new BenchError('console.silent', { ...ear.silence(), ...facts });

  /** The shell reads one line at a time, and its receive buffer holds 256 bytes (authorize-cli, section 1). */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => {});
    return mine;
  };

  /** Nothing may leave for a run that was stopped. */
  const mayGoOn = (signal?: AbortSignal): void => {
    for (const one of [signal, link.lost, stopped.signal]) one?.throwIfAborted();
  };

  /** Sends and listens from the same moment. `undefined` at the deadline; throws what the writing or a signal says. */
  const send = async <T>(
    text: string,
    look: Parameters<typeof ear.until<T>>[0],
    withinMs: number,
    signal?: AbortSignal,
  ) => {
    mayGoOn(signal);
    const failed = new AbortController();
    const heard = ear.until(look, withinMs, [signal, link.lost, stopped.signal, failed.signal]);
    // CR alone is Enter on every generation of the shell (authorize-cli, section 1).
    link.write(encode(`${text}\r`)).catch((fault: unknown) => failed.abort(fault));
    return heard;
  };

  const exchangeNow = async (command: string, { withinMs, signal, secret }: AskOptions): Promise<Answer> => {
    mayGoOn(signal);
    if (secret !== undefined) ear.door.learn(secret);
    ear.sent(command);
    ear.dialogue.expect(command);
    const resets = ear.seen.resets;
    const look = (heard: Heard) => heard.answers[0] ?? (ear.seen.resets > resets ? 'restarted' : undefined);
    const before = ear.heardBytes;
    const all = withinMs ?? answerWithin(times, command);
    const first = Math.min(all, times.silentMs);
    let found: Answer | 'restarted' | undefined = await send(command, look, first, signal);
    // It has said something, and may take the rest of its time.
    if (found === undefined && first < all && ear.heardBytes > before)
      found = await ear.until(look, all - first, [signal, link.lost, stopped.signal]);
    if (found !== undefined && found !== 'restarted') return found;
    const late = ear.dialogue.settle();
    if (late !== undefined) return late;
    throw silent({ command: command.split(' ', 1)[0] ?? '', restarted: found === 'restarted' ? 1 : 0 });
  };

  const exchange = (command: string, options: AskOptions = {}) => inTurn(() => exchangeNow(command, options));
  const ask = async (command: string, options?: AskOptions) => (await exchange(command, options)).lines;

  const reachPrompt = async (signal?: AbortSignal): Promise<void> => {
    const isThere = () => (ear.atPrompt ? true : undefined);
    const rounds = Math.max(1, Math.round(times.readyMs / (times.wakeGapMs * times.wakeTries + times.promptMs)));
    for (let sent = 0; sent < rounds * times.wakeTries; sent += 1) {
      if (ear.atPrompt) return;
      const last = (sent + 1) % times.wakeTries === 0;
      if (await send('', isThere, times.wakeGapMs + (last ? times.promptMs : 0), signal)) return;
    }
    throw silent({ command: '', restarted: 0 });
  };

  const switchLogOff = async (signal?: AbortSignal): Promise<void> => {
    const lines = await ask('sys_log_enable off', { signal });
    if (lines.some((line) => line.startsWith('OK: log disabled'))) {
      shell = 'new';
      logOffSince = ear.seen.resets;
    } else if (isUnknownCommand(lines)) shell = 'old';
  };

  const wake = async (signal?: AbortSignal): Promise<void> => {
    await inTurn(() => reachPrompt(signal));
    if (shell !== 'old' && !logIsOff()) await switchLogOff(signal);
    if (shell === 'new' && ear.seen.app?.name === undefined && told?.resets !== ear.seen.resets) {
      const app = parseSysVersion(await ask('sys_version', { signal })) ?? {};
      told = { app, resets: ear.seen.resets };
    }
  };

  const waitForApp: ConsoleSession['waitForApp'] = async ({ withinMs = times.bannerMs, signal } = {}) => {
    const signals = [signal, link.lost, stopped.signal];
    let prompted = false;
    const sign = () => {
      const { doing, app, appTold } = ear.seen;
      if (doing === 'boot-loop') return 'loop';
      prompted ||= ear.atPrompt;
      return appTold === 'tuya' || app?.name !== undefined || prompted ? 'app' : undefined;
    };
    const whole = () => {
      const { doing, appTold, appWhole } = ear.seen;
      if (doing === 'boot-loop') return 'loop';
      return appTold === 'tuya' && appWhole ? 'app' : undefined;
    };
    const first = await ear.until(sign, withinMs, signals);
    if (first === undefined) throw new BenchError('board.no-banner', ear.silence());
    const last = first === 'app' ? await ear.until(whole, times.bannerGraceMs, signals) : first;
    if (last === 'loop') throw new BenchError('board.boot-loop', ear.silence());
    return ear.seen.app ?? {};
  };

  return {
    ask,
    exchange,
    say: (text, end = usualLineEnd) =>
      inTurn(async () => {
        // The line editor echoes printable ASCII only, and Tab or an escape would edit the line.
        mayGoOn();
        const line = text.replace(/[^\x20-\x7e]/g, '');
        const secret = ear.typed(line, lineEndBytes[end]);
        await link.write(encode(`${line}${lineEndBytes[end]}`));
        return secret;
      }),
    sayBytes: (bytes) =>
      inTurn(async () => {
        mayGoOn();
        const secret = ear.typedBytes(bytes);
        await link.write(bytes);
        return secret;
      }),
    wake,
    async restoreLog() {
      if (!logIsOff()) return;
      logOffSince = undefined;
      await ask('sys_log_enable on').catch(() => {});
    },
    waitForApp,
    get seen() {
      const isOld = told === undefined || told.resets !== ear.seen.resets;
      return isOld || ear.seen.app?.name !== undefined ? ear.seen : { ...ear.seen, app: told?.app };
    },
    get logIsOff() {
      return logIsOff();
    },
    hearLog(port, before = new Uint8Array(0)) {
      if (!stopped.signal.aborted) ear.hearLog(port, before);
    },
    stop() {
      if (stopped.signal.aborted) return;
      stopped.abort(new BenchError('cancelled'));
      ear.stop();
    },
  };
};
