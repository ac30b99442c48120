import { type ConsoleSession, openConsole } from '../../links/console-session';
import { openSerialLink } from '../../links/open-serial-link';
import type { SerialLink } from '../../links/serial-link';
import type { LogLine } from '../../model/log-line';
import type { KnownSecrets } from '../../protocols/console/known-secrets';
import { guardOf } from '../run/hands';
import type { Outside, SeenPort } from '../run/outside';

interface OpenConsole {
  seen: SeenPort;
  baud: number;
  link: SerialLink;
  session: ConsoleSession;
  /** The second port of the same board. */
  log?: { seen: SeenPort; link: SerialLink };
}

interface ConsoleWatch {
  lines(port: string, lines: readonly LogLine[]): void;
  opened(port: string, baud: number | undefined): void;
  trouble(fault: unknown): void;
  secrets: KnownSecrets;
  /** The second port of that port's board, and its speed. */
  logOf(port: string): { seen: SeenPort; baud: number } | undefined;
}

/** Ports that a person listens to. A run takes the port away and hands it back. */
export const createConsoles = (outside: Outside, watch: ConsoleWatch) => {
  const open = new Map<string, OpenConsole>();
  /** Ports to be listened to again when their run has ended, with the speed. */
  const wanted = new Map<string, number>();

  const shut = async (port: string) => {
    const console = open.get(port);
    if (!console) return;
    open.delete(port);
    console.session.stop();
    await console.link.close();
    await console.log?.link.close();
    if (console.log) watch.opened(console.log.seen.id, undefined);
    watch.opened(port, undefined);
  };

  /** Whoever else has the log port keeps it: then the console alone is heard. */
  const hearLog = async (console: OpenConsole) => {
    const log = watch.logOf(console.seen.id);
    if (!log) return;
    const { seen, baud } = log;
    const link = await openSerialLink(seen.port, { baud, name: seen.name, guard: guardOf(seen, outside) }).catch(
      () => undefined,
    );
    if (!link) return;
    if (open.get(console.seen.id) !== console) return link.close();
    console.log = { seen, link };
    console.session.hearLog(link);
    watch.opened(seen.id, baud);
  };

  const listen = async (seen: SeenPort, baud: number) => {
    await shut(seen.id);
    const link = await openSerialLink(seen.port, { baud, name: seen.name, guard: guardOf(seen, outside) });
    const session = openConsole(link, {
      onLines: (lines) => watch.lines(seen.id, lines),
      secrets: watch.secrets,
      now: outside.now,
      ticks: outside.ticks,
    });
    const console: OpenConsole = { seen, baud, link, session };
    open.set(seen.id, console);
    watch.opened(seen.id, baud);
    link.lost.addEventListener('abort', () => void shut(seen.id).catch(watch.trouble));
    await hearLog(console);
  };

  return {
    open: listen,
    /** A person listens there, or waits to. */
    wants: (port: string) => open.has(port) || wanted.has(port),
    /** The port is at work: listen when its run has ended. */
    wantLater(port: string, baud: number) {
      wanted.set(port, baud);
    },
    async close(port: string) {
      wanted.delete(port);
      await shut(port);
    },
    async send(port: string, text: string) {
      await open.get(port)?.session.say(text);
    },
    async giveWay(port: string) {
      const console = open.get(port);
      if (console) wanted.set(port, console.baud);
      await shut(port);
    },
    async takeBack(seen: SeenPort) {
      const baud = wanted.get(seen.id);
      wanted.delete(seen.id);
      if (baud) await listen(seen, baud).catch(watch.trouble);
    },
  };
};

export type Consoles = ReturnType<typeof createConsoles>;
