import type { ChipFamily, ChipSession } from '../../chips/chip';
import { chips } from '../../chips/known/families';
import { type ConsoleSession, openConsole } from '../../links/console-session';
import { openSerialLink } from '../../links/open-serial-link';
import type { SerialLink } from '../../links/serial-link';
import { atMost, pause, waitFor } from '../../links/wait';
import { logPortBaud } from '../../model/chip';
import type { HeardBytes } from '../../model/heard-bytes';
import { adapterId, afterWriting, chooseSpeed, type SpeedChoice } from '../../model/line-speed';
import type { LogLine } from '../../model/log-line';
import type { LogStream } from '../../model/log-look';
import { BenchError } from '../../model/problem';
import type { HandshakeView } from '../../model/run';
import type { DeviceIdentity } from '../../protocols/console/identity';
import type { KnownSecrets } from '../../protocols/console/known-secrets';
import { isSomebodyElse, saidSince } from '../../protocols/console/who-talks';
import type { LogSide } from './log-side';
import { learn, recall } from './met';
import type { Outside, SeenPort } from './outside';
import { alone, holdLock, otherHolders } from './tabs';

/** Long enough to find the BOOT button: the bench asks for a hand after a few seconds and goes on asking. */
const askedForMs = 60_000;
/** Nobody answered this family; the next one may know better. A chip that did answer is on a bad line. */
const unanswered = ({ code, details }: BenchError): boolean =>
  code === 'board.silent' || (code === 'board.garbled' && details.attempts !== undefined);

/** Bytes of what was heard that tell who it is. */
const keptHeard = 1024;

const logBauds = [...new Set(Object.values(logPortBaud))];
/** How long a port is listened to at the speed of a log, ms; and after which turns of the families. */
const logHeardMs = 500;
const listensAfter = (turn: number) => turn < 2 || turn % 5 === 4;

/** Bars kept for the handshake meter. */
const keptAttempts = 60;
/** From reset to the application's banner; authorize-cli gives 1.1 s and a ceiling of 3.5 s for ESP32. */
const bannerWithinMs = 6000;

/** A port comes free whatever its adapter does. */
const leaveWithinMs = 3000;

/** What is open while somebody works on a board. One `close` frees it all, on every way out. */
export interface Hands {
  link(): Promise<SerialLink>;
  loader(signal: AbortSignal): Promise<ChipSession>;
  /** Restarts the board into its application and waits for the banner. */
  boot(signal: AbortSignal): Promise<ConsoleSession>;
  /** The speed of the line has changed, or may have. */
  tellSpeed(): void;
  /** Where to begin with flashing; `wish` of a plan. */
  chooseSpeed(wish: number | undefined): Promise<SpeedChoice>;
  /** An image went through, or broke off, at the speed the line has now; `tried` was begun at. */
  noteSpeed(tried: number, through: boolean): Promise<void>;
  /** The shell of the running application, without a restart where it answers. */
  shell(signal: AbortSignal): Promise<ConsoleSession>;
  /** Hears the running application and says nothing to it. */
  listen(signal: AbortSignal): Promise<ConsoleSession>;
  close(): Promise<void>;
}

export interface HandsWatch {
  handshake(view: HandshakeView | undefined): void;
  lines(lines: readonly LogLine[]): void;
  bytes?(stream: LogStream, heard: readonly HeardBytes[]): void;
  opened(baud: number | undefined): void;
  secrets: KnownSecrets;
  /** The board told what its cloud gave it, keys and all. */
  identity?(told: DeviceIdentity): void;
}

/** Tabs cannot tell two adapters of one kind apart, so they share a name. */
const kindOf = (seen: SeenPort) => `${seen.usb?.vendorId ?? 0}.${seen.usb?.productId ?? 0}.`;
const portLock = (seen: SeenPort) => `bindery.port.${kindOf(seen)}`;

/** A port being opened, or closed to be opened at another speed, is nobody else's meanwhile. */
export const guardOf =
  (seen: SeenPort, { locks }: Outside) =>
  <T>(work: () => Promise<T>): Promise<T> =>
    seen.virtual ? work() : alone(locks, `bindery.opening.${kindOf(seen)}`, work);

/** Another tab that lets go of a port takes a moment until it is free, ms. */
const busyForMs = 2500;
const askAgainMs = 250;

/** Opens a port, and says which kind of busy it is when it cannot be had: another tab tells by its lock. */
const openPort = async (seen: SeenPort, outside: Outside, baud: number, patient: boolean) => {
  const release = seen.virtual ? undefined : await holdLock(outside.locks, portLock(seen) + outside.newId());
  const since = outside.ticks();
  try {
    for (;;) {
      try {
        const link = await openSerialLink(seen.port, { baud, name: seen.name, guard: guardOf(seen, outside) });
        return { link, release };
      } catch (fault) {
        if (!isBusy(fault) || !patient || outside.ticks() - since > busyForMs) throw fault;
        await pause(askAgainMs);
      }
    }
  } catch (fault) {
    release?.();
    if (isBusy(fault) && (await otherHolders(outside.locks, portLock(seen))))
      throw new BenchError('port.other-tab', { name: seen.name }, { cause: fault });
    throw await withHistory(fault, seen, outside);
  }
};

/** The speed of the log that comes out of this port, where one is heard. The line has the console's speed afterwards. */
const heardLog = async (port: SerialLink, signal: AbortSignal): Promise<number | undefined> => {
  const before = port.baud;
  try {
    for (const baud of logBauds) {
      await port.reopen(baud);
      let heard = new Uint8Array(0);
      const reads = await waitFor<true>(
        (give) =>
          port.listen((bytes) => {
            heard = Uint8Array.from([...heard, ...bytes].slice(-keptHeard));
            if (saidSince(heard) !== 'nothing' && !isSomebodyElse(heard)) give(true);
          }),
        { withinMs: logHeardMs, signals: [signal, port.lost] },
      );
      if (reads) return baud;
    }
    return undefined;
  } finally {
    if (!port.lost.aborted) await port.reopen(before);
  }
};

const isBusy = (fault: unknown): boolean =>
  fault instanceof BenchError && (fault.code === 'port.busy' || fault.code === 'port.not-opened');

/** A port of this kind was open before, or never: that tells a permission from somebody who has it. */
const withHistory = async (fault: unknown, seen: SeenPort, outside: Outside): Promise<unknown> => {
  if (!(fault instanceof BenchError) || fault.code !== 'port.not-opened') return fault;
  const { family } = await recall(seen, outside.db);
  const usb = seen.usb && adapterId(seen.usb);
  const details = { ...fault.details, met: family === undefined ? 0 : 1, ...(usb && { usb }) };
  return new BenchError(fault.code, details, { cause: fault.cause });
};

/**
 * `patient`: somebody asked for this, so a port that is just being let go is waited for. `log`: the second port, of boards
 * that have one.
 */
export const createHands = (
  seen: SeenPort,
  outside: Outside,
  watch: HandsWatch,
  patient: boolean,
  log?: LogSide,
): Hands => {
  let opened: Awaited<ReturnType<typeof openPort>> | undefined;
  let family: ChipFamily | undefined;
  let loader: ChipSession | undefined;
  let shell: ConsoleSession | undefined;

  const link = async () => {
    if (!opened) {
      opened = await openPort(seen, outside, chips[0]!.consoleBaud, patient);
      watch.opened(opened.link.baud);
    }
    return opened.link;
  };

  const stopShell = () => {
    shell?.stop();
    shell = undefined;
  };

  /** One meter for all families: their attempts count on. */
  const handshake = () => {
    let view: HandshakeView = { attempts: 0, heard: 0, recent: [] };
    return {
      attempt: () => {
        view = { ...view, attempts: view.attempts + 1, recent: [...view.recent, 0].slice(-keptAttempts) };
        watch.handshake(view);
      },
      heard: (bytes: number) => {
        const recent = [...view.recent];
        if (recent.length === 0) recent.push(0);
        recent[recent.length - 1] = (recent.at(-1) ?? 0) + bytes;
        view = { ...view, heard: view.heard + bytes, recent, lastHeardTicks: outside.ticks() };
        watch.handshake(view);
      },
    };
  };

  /** Of `chips` the one that was met here, or behind an adapter of this kind, before. */
  const expected = async (): Promise<ChipFamily | undefined> => {
    const { family: name } = await recall(seen, outside.db);
    return family ?? chips.find((known) => known.name === name);
  };

  /** False where the board that was met here has one port for everything: listening takes time from asking. */
  const mayBeLog = async (): Promise<boolean> => {
    const { chip } = await recall(seen, outside.db);
    return chip === undefined || logPortBaud[chip] !== undefined;
  };

  /** Nobody is asked whose board it is: the families take turns, and each knows a chip of its own by its answer. */
  const takeTurns = async (port: SerialLink, heard: () => Uint8Array, signal: AbortSignal) => {
    const meter = handshake();
    const known = await expected();
    const order = known ? [known, ...chips.filter((other) => other !== known)] : chips;
    const since = outside.ticks();
    let lastLog: number | undefined;
    for (let before = 0; ; before++) {
      let silent: unknown;
      for (const candidate of order) {
        const tries = { before, most: 1, others: candidate !== order.at(-1) };
        try {
          return { candidate, session: await candidate.connect(port, meter, signal, seen.usb, tries) };
        } catch (fault) {
          if (!(fault instanceof BenchError) || !unanswered(fault)) throw fault;
          // Of several families the first to hear something has the better word for it.
          if (!silent || fault.code !== 'board.silent') silent = fault;
        }
      }
      if (isSomebodyElse(heard())) throw new BenchError('board.foreign', { heard: heard().length });
      const baud = listensAfter(before) && (await mayBeLog()) ? await heardLog(port, signal) : undefined;
      // Once is no proof: what a board said at its console's speed may come late, when the speed is another already.
      if (baud !== undefined && baud === lastLog) throw new BenchError('board.log-port', { baud });
      lastLog = baud ?? lastLog;
      if (outside.ticks() - since > askedForMs) throw silent;
    }
  };

  const connect = async (signal: AbortSignal): Promise<ChipSession> => {
    const port = await link();
    stopShell();
    let heard = new Uint8Array(0);
    const stop = port.listen((bytes) => {
      heard = Uint8Array.from([...heard, ...bytes].slice(-keptHeard));
    });
    try {
      const { candidate, session } = await takeTurns(port, () => heard, signal);
      family = candidate;
      watch.handshake(undefined);
      await learn(seen, outside.db, { family: candidate.name, chip: session.facts.chip });
      await log?.chipIsStill(session.facts.chip);
      return session;
    } finally {
      stop();
    }
  };

  const openShell = async () => {
    const port = await link();
    if (shell) return shell;
    const session = openConsole(port, {
      onLines: watch.lines,
      onHeard: watch.bytes,
      secrets: watch.secrets,
      onIdentity: watch.identity,
      now: outside.now,
      ticks: outside.ticks,
    });
    shell = session;
    const logLink = await log?.link();
    if (logLink) session.hearLog(logLink);
    return session;
  };

  return {
    link,
    async loader(signal) {
      loader ??= await connect(signal);
      return loader;
    },
    async boot(signal) {
      stopShell();
      const session = await openShell();
      const port = await link();
      const left = loader;
      loader = undefined;
      const start = async () => {
        if (left) await left.leave();
        else await ((await expected()) ?? chips[0]!).restart(port, seen.usb);
      };
      try {
        await (log ? log.starts(start, session.hearLog) : start());
        this.tellSpeed();
        await session.waitForApp({ withinMs: bannerWithinMs, signal });
      } finally {
        await log?.isUp();
      }
      return session;
    },
    tellSpeed() {
      if (opened) watch.opened(opened.link.baud);
    },
    async chooseSpeed(wish) {
      return chooseSpeed(wish, seen.usb, await recall(seen, outside.db), outside.now());
    },
    async noteSpeed(tried, through) {
      const { carried, limit } = await recall(seen, outside.db);
      const reached = through ? opened?.link.baud : undefined;
      await learn(seen, outside.db, afterWriting({ carried, limit }, { tried, carried: reached }, outside.now()));
    },
    async shell(signal) {
      if (loader) return this.boot(signal);
      const session = await openShell();
      await session.wake(signal);
      return session;
    },
    async listen(signal) {
      return loader ? this.boot(signal) : openShell();
    },
    async close() {
      stopShell();
      const left = loader;
      loader = undefined;
      const ending = opened;
      opened = undefined;
      // Whoever still holds a loader broke off: the board goes back to its application before the port does.
      if (left && !ending?.link.lost.aborted) await atMost(leaveWithinMs, left.leave()).catch(() => {});
      await ending?.link.close();
      await log?.close();
      ending?.release?.();
      if (ending) watch.opened(undefined);
    },
  };
};
