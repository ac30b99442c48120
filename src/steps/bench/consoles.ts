import type { ChipFamily } from '../../chips/chip';
import { chips } from '../../chips/known/families';
import { type ConsoleSession, openConsole } from '../../links/console-session';
import { openSerialLink } from '../../links/open-serial-link';
import type { SerialLink } from '../../links/serial-link';
import type { HeardBytes } from '../../model/heard-bytes';
import { isSameLine, type LineSettings, usualLine } from '../../model/line-settings';
import type { LogLine } from '../../model/log-line';
import type { LogStream } from '../../model/log-look';
import { BenchError } from '../../model/problem';
import type { LineEnd, SentEntry } from '../../model/sending';
import type { KnownSecrets } from '../../protocols/console/known-secrets';
import { guardOf } from '../run/hands';
import type { Outside, SeenPort } from '../run/outside';

interface OpenConsole {
  seen: SeenPort;
  link: SerialLink;
  session: ConsoleSession;
  /** The second port of the same board. */
  log?: { seen: SeenPort; link: SerialLink };
  /** Ends what is done to the board meanwhile. */
  shutting: AbortController;
  /** Nobody listens: one question is asked, and the port is let go again. */
  asking?: true;
}

export interface ConsoleWatch {
  lines(port: string, lines: readonly LogLine[]): void;
  bytes(port: string, stream: LogStream, heard: readonly HeardBytes[]): void;
  opened(port: string, line: LineSettings | undefined): void;
  trouble(fault: unknown): void;
  secrets: KnownSecrets;
  /** The second port of that port's board, and its speed. */
  logOf(port: string): { seen: SeenPort; baud: number } | undefined;
  /** A person chose this, and the adapter took it. */
  chosen(port: string, line: LineSettings): void;
  /** It went out, and has no secret in it. */
  sent(port: string, entry: SentEntry, end: LineEnd | undefined): void;
  /** Of the chip that is known to be there. */
  family(seen: SeenPort): Promise<ChipFamily | undefined>;
}

const lineOf = (link: SerialLink): LineSettings => ({ baud: link.baud, ...link.format });

const isNotOpened = (fault: unknown): boolean => fault instanceof BenchError && fault.code === 'port.not-opened';
const isRefusal = (fault: unknown): boolean => fault instanceof BenchError && fault.details.reason === 'speed-refused';

const refused = ({ name }: SeenPort, { baud }: LineSettings, kept: LineSettings, cause: unknown): BenchError =>
  new BenchError('port.line-refused', { name, baud, kept: kept.baud }, { cause });

/** Ports that a person listens to. A run takes the port away and hands it back. */
export const createConsoles = (outside: Outside, watch: ConsoleWatch) => {
  const open = new Map<string, OpenConsole>();
  /** Ports to be listened to again when their run has ended, and how. */
  const wanted = new Map<string, LineSettings>();

  const shut = async (port: string) => {
    const console = open.get(port);
    if (!console) return;
    open.delete(port);
    console.shutting.abort(new BenchError('cancelled'));
    console.session.stop();
    await console.link.close();
    await console.log?.link.close();
    if (console.log) watch.opened(console.log.seen.id, undefined);
    watch.opened(port, undefined);
  };

  const openLink = (seen: SeenPort, line: LineSettings) =>
    openSerialLink(seen.port, { baud: line.baud, format: line, name: seen.name, guard: guardOf(seen, outside) });

  /** Whoever else has the log port keeps it: then the console alone is heard. */
  const hearLog = async (console: OpenConsole) => {
    const log = watch.logOf(console.seen.id);
    if (!log) return;
    const { seen, baud } = log;
    const link = await openLink(seen, { ...usualLine, baud }).catch(() => undefined);
    if (!link) return;
    if (open.get(console.seen.id) !== console) return link.close();
    console.log = { seen, link };
    console.session.hearLog(link);
    watch.opened(seen.id, lineOf(link));
  };

  /** A browser tells a taken port and a speed it has not got by the same word; whether it opens as usual tells. */
  const openOrUsual = async (seen: SeenPort, line: LineSettings) => {
    try {
      return { link: await openLink(seen, line) };
    } catch (fault) {
      if (!isNotOpened(fault) || isSameLine(line, usualLine)) throw fault;
      const link = await openLink(seen, usualLine).catch(() => undefined);
      if (!link) throw fault;
      return { link, fault: refused(seen, line, usualLine, fault) };
    }
  };

  const listen = async (seen: SeenPort, line: LineSettings, asking?: true): Promise<BenchError | undefined> => {
    await shut(seen.id);
    const { link, fault } = await openOrUsual(seen, line);
    const session = openConsole(link, {
      onLines: (lines) => watch.lines(seen.id, lines),
      onHeard: (stream, heard) => watch.bytes(seen.id, stream, heard),
      secrets: watch.secrets,
      now: outside.now,
      ticks: outside.ticks,
    });
    const console: OpenConsole = { seen, link, session, shutting: new AbortController(), ...(asking && { asking }) };
    open.set(seen.id, console);
    watch.opened(seen.id, lineOf(link));
    link.lost.addEventListener('abort', () => void shut(seen.id).catch(watch.trouble));
    await hearLog(console);
    return fault;
  };

  /** The log is not interrupted, and the lines heard so far stay one log. */
  const change = async ({ seen, link }: OpenConsole, line: LineSettings): Promise<void> => {
    const before = lineOf(link);
    try {
      await link.reopen(line.baud, line);
    } catch (fault) {
      throw isRefusal(fault) ? refused(seen, line, before, fault) : fault;
    } finally {
      if (open.has(seen.id)) watch.opened(seen.id, lineOf(link));
    }
  };

  return {
    /** Throws `port.line-refused` where the adapter has no such speed: the console is open then as it was, or as usual. */
    async open(seen: SeenPort, line: LineSettings) {
      const console = open.get(seen.id);
      if (console?.asking) delete console.asking;
      const fault = console ? await change(console, line) : await listen(seen, line);
      if (fault) throw fault;
      watch.chosen(seen.id, line);
    },
    /** A person listens there, or waits to. */
    wants: (port: string) => open.has(port) || wanted.has(port),
    /** The port is at work: listen when its run has ended. */
    wantLater(port: string, line: LineSettings) {
      wanted.set(port, line);
    },
    async close(port: string) {
      wanted.delete(port);
      await shut(port);
    },
    async send(port: string, text: string, end?: LineEnd) {
      const secret = await open.get(port)?.session.say(text, end);
      if (secret === false) watch.sent(port, { text }, end);
    },
    /** `typed`: as the person wrote them. */
    async sendBytes(port: string, bytes: Uint8Array, typed: string) {
      const secret = await open.get(port)?.session.sayBytes(bytes);
      if (secret === false) watch.sent(port, { text: typed, hex: true }, undefined);
    },
    /** By its lines, while the log goes on. Throws `board.silent` where a loader does not come. */
    async reset(port: string, into: 'app' | 'loader') {
      const console = open.get(port);
      if (!console) return;
      const { seen, link, shutting } = console;
      // A pulse is the same for all; into its loader the wrong family does not get a chip, and starts its application.
      const family = (await watch.family(seen)) ?? chips[0];
      if (!family) return;
      if (into === 'app') return family.pulse(link, seen.usb);
      try {
        await family.hold(link, shutting.signal, seen.usb);
      } finally {
        if (open.has(port)) watch.opened(port, lineOf(link));
      }
    },
    /** In whatever console the port has, or in one of its own. Throws what its session does. */
    async ask<T>(seen: SeenPort, question: (session: ConsoleSession, signal: AbortSignal) => Promise<T>): Promise<T> {
      if (!open.has(seen.id)) {
        const fault = await listen(seen, usualLine, true);
        if (fault) throw fault;
      }
      const console = open.get(seen.id);
      if (!console) throw new BenchError('port.lost', { name: seen.name });
      const { session, shutting } = console;
      try {
        await session.wake(shutting.signal);
        return await question(session, shutting.signal);
      } finally {
        if (!shutting.signal.aborted) await session.restoreLog();
        if (console.asking && open.get(seen.id) === console) await shut(seen.id);
      }
    },
    async giveWay(port: string) {
      const console = open.get(port);
      if (console && !console.asking) wanted.set(port, lineOf(console.link));
      await shut(port);
    },
    async takeBack(seen: SeenPort) {
      const line = wanted.get(seen.id);
      wanted.delete(seen.id);
      if (!line) return;
      const fault = await listen(seen, line).catch((fault: unknown) => fault);
      if (fault) watch.trouble(fault);
    },
  };
};

export type Consoles = ReturnType<typeof createConsoles>;
