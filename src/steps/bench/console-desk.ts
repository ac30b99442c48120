/** What a person does at a console: listens, sends, resets. And what of it is kept for the next time. */
import { chips } from '../../chips/known/families';
import { usualFormat } from '../../model/line-settings';
import { asBenchError, BenchError } from '../../model/problem';
import type { LaneView } from '../../model/run';
import type { AirHeard } from '../../model/wifi';
import { parseWifiScan } from '../../protocols/console/wifi-scan';
import { type ConsoleOwner, rememberLine, rememberLineEnd, rememberSent } from '../../records/consoles';
import type { BenchCommand } from '../run/messages';
import { recall } from '../run/met';
import type { Outside, SeenPort } from '../run/outside';
import { type ConsoleWatch, createConsoles } from './consoles';

export type ConsoleCommand = Extract<BenchCommand, { kind: `console-${string}` }>;

export const isConsoleCommand = (command: BenchCommand): command is ConsoleCommand =>
  command.kind.startsWith('console-');

/** A scan of all channels takes a few seconds; a radio that joins meanwhile lets it wait. */
const scanWithinMs = 20_000;

interface DeskHands extends Pick<ConsoleWatch, 'lines' | 'bytes' | 'opened' | 'secrets' | 'logOf' | 'trouble'> {
  /** Throws `port.lost`. */
  find(port: string): SeenPort;
  /** Of the board on that port. */
  lane(port: string): LaneView | undefined;
  airHeard(port: string, heard: AirHeard): void;
  /** A run has the port. */
  isAtWork(port: string): boolean;
}

export const createConsoleDesk = (outside: Outside, hands: DeskHands) => {
  const ownerOf = (port: string): ConsoleOwner => {
    const { usb, virtual } = hands.find(port);
    const lane = hands.lane(port);
    const mac = lane?.chip?.mac ?? lane?.ownMac;
    return { port, virtual: Boolean(virtual), ...(mac && { mac }), ...(usb && { usb }) };
  };

  /** A storage that fails is told once by whoever asks it; the line has gone out all the same. */
  const keep = (work: () => Promise<void>) => void work().catch(() => {});

  const consoles = createConsoles(outside, {
    ...hands,
    chosen: (port, line) => keep(() => rememberLine(outside.db, ownerOf(port), line)),
    sent: (port, entry, end) =>
      keep(async () => {
        await rememberSent(outside.db, ownerOf(port), entry);
        if (end) await rememberLineEnd(outside.db, ownerOf(port), end);
      }),
    async family(seen) {
      const { family } = await recall(seen, outside.db);
      return chips.find(({ name }) => name === family);
    },
  });

  const networks = async (port: string): Promise<AirHeard> => {
    const seen = hands.find(port);
    if (hands.isAtWork(port)) throw new BenchError('port.busy', { name: seen.name });
    const scan = await consoles.ask(seen, async (session, signal) =>
      parseWifiScan(await session.ask('sys_wifi_scan', { withinMs: scanWithinMs, signal })),
    );
    if (scan.kind === 'heard') return { state: 'heard', networks: scan.networks, more: scan.more };
    throw new BenchError('wifi.cannot-scan', { why: scan.kind, ...(scan.kind === 'refused' && { rt: scan.rt }) });
  };

  /** One answer at a time for each port, whatever comes of it. */
  const scan = async (port: string): Promise<void> => {
    const told = (heard: AirHeard) => hands.airHeard(port, heard);
    told({ state: 'listening' });
    told(
      await networks(port).catch(
        (fault: unknown): AirHeard => ({ state: 'failed', problem: asBenchError(fault).problem }),
      ),
    );
  };

  const handle = async (command: ConsoleCommand): Promise<void> => {
    const { port } = command;
    switch (command.kind) {
      case 'console-open': {
        const line = { baud: command.baud, ...(command.format ?? usualFormat) };
        return hands.isAtWork(port) ? consoles.wantLater(port, line) : consoles.open(hands.find(port), line);
      }
      case 'console-close':
        return consoles.close(port);
      case 'console-send':
        return consoles.send(port, command.text, command.end);
      case 'console-send-bytes':
        return consoles.sendBytes(port, command.bytes, command.typed);
      case 'console-reset':
        return consoles.reset(port, command.into);
      case 'console-scan':
        return scan(port);
    }
  };

  return {
    consoles,
    handle: (command: ConsoleCommand): Promise<void> =>
      handle(command).catch((fault: unknown) => {
        if (asBenchError(fault).code !== 'cancelled') throw fault;
      }),
  };
};
