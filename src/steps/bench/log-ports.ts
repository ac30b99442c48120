/**
 * Boards with two ports on one cable: which port has the log of which board. Nothing a browser tells of a port says so;
 * the proof is that it is still while the chip sits in its loader, and begins to speak when the chip does.
 */
import { openSerialLink } from '../../links/open-serial-link';
import type { SerialLink } from '../../links/serial-link';
import { pause, waitFor } from '../../links/wait';
import { logPortBaud } from '../../model/chip';
import { adapterId } from '../../model/line-speed';
import {
  cameTogether,
  type HeardAround,
  hasTwoChannels,
  mayShareCable,
  type PortMet,
  whoseStart,
} from '../../model/port-pairs';
import { saidSince } from '../../protocols/console/who-talks';
import { guardOf } from '../run/hands';
import type { LogSide } from '../run/log-side';
import { recall } from '../run/met';
import type { Outside, SeenPort } from '../run/outside';
import { createLoans, type Loan } from './loans';

/** What a line still carries from before, and what an adapter keeps to itself (16 ms), ms. */
const settleMs = 50;
/** How long a port is listened to before its silence counts, ms. */
const stillMs = 60;
/** Less is noise of an opened line. */
const fewestBytes = 8;
/** From the start of a chip to its application's first words; authorize-cli gives 0.7 s for T5AI and a ceiling of 2.1 s. */
const startsWithinMs = 3000;
/** Another port that began at the same time would be heard by then, ms. */
const rivalMs = 120;
const keptBytes = 16_384;

interface Candidate {
  seen: SeenPort;
  loan: Loan;
  link: SerialLink;
  talkedBefore: boolean;
  heard: Uint8Array;
  unlisten(): void;
}

export interface LogPortsWatch {
  ports(): readonly SeenPort[];
  /** As `Clock.ticks`; undefined for what was there before. */
  pluggedAt(port: string): number | undefined;
  /** How long the board that is looked for at this port may still take to tell its chip, ms; 0 where none is. */
  tellsWithin(port: string): number;
  /** May this port be opened, because no board is known behind it? Frees it from whoever looks for one there. */
  borrow(seen: SeenPort): Promise<boolean>;
  /** It was not the log; or cannot be told yet, because the chip did not start, and `waits` for that. */
  giveBack(seen: SeenPort, waits: boolean): void;
  joined(log: SeenPort, flash: SeenPort): void;
  opened(port: string, baud: number | undefined): void;
}

const adapterOf = ({ port }: SeenPort): string => {
  const { usbVendorId: vendorId = 0, usbProductId: productId = 0 } = port.getInfo();
  return adapterId({ vendorId, productId });
};
const kindOf = (seen: SeenPort): string => `${seen.virtual ? 'virtual ' : ''}${adapterOf(seen)}`;

const added = (before: Uint8Array, bytes: Uint8Array): Uint8Array => {
  const all = new Uint8Array(Math.min(keptBytes, before.length + bytes.length));
  all.set(before);
  all.set(bytes.subarray(0, all.length - before.length), before.length);
  return all;
};

export const createLogPorts = (outside: Outside, watch: LogPortsWatch) => {
  /** Port of the log by port of the chip. */
  const logs = new Map<string, string>();
  const bauds = new Map<string, number>();
  /** Ports that a run is over whose chip has told itself: none of them is a log, nor waits for one that looks here. */
  const flashes = new Set<string>();
  const chipEars = new Set<() => void>();
  /** What came with a chip's port when that chip had nothing to say: its first start tells. */
  const waiting = new Map<string, string>();
  /** The last start by kind of adapter: the next one waits for it, or two boards would speak at once. */
  const turns = new Map<string, Promise<void>>();

  const met = (seen: SeenPort): PortMet => {
    const pluggedAt = watch.pluggedAt(seen.id);
    return { id: seen.id, kind: kindOf(seen), ...(pluggedAt !== undefined && { pluggedAt }) };
  };
  const flashOf = (log: string) => [...logs].find(([, id]) => id === log)?.[0];
  const isTold = (port: string) => logs.has(port) || flashOf(port) !== undefined;
  const isUnclaimed = (port: string) => !isTold(port) && !flashes.has(port);
  const seenLog = (flash: string) => watch.ports().find(({ id }) => id === logs.get(flash));

  const open = async (seen: SeenPort, baud: number): Promise<SerialLink | undefined> => {
    const link = await openSerialLink(seen.port, { baud, name: seen.name, guard: guardOf(seen, outside) }).catch(
      () => undefined,
    );
    if (link) watch.opened(seen.id, baud);
    return link;
  };
  const shut = async (seen: SeenPort, link: SerialLink) => {
    await link.close();
    watch.opened(seen.id, undefined);
  };
  const loans = createLoans({ open, shut, borrow: watch.borrow, giveBack: watch.giveBack });

  const takeTurn = async (kind: string): Promise<() => void> => {
    const before = turns.get(kind);
    let end = () => {};
    const mine = new Promise<void>((ended) => {
      end = ended;
    });
    turns.set(
      kind,
      (before ?? Promise.resolve()).then(() => mine),
    );
    await before;
    return end;
  };

  /**
   * Boards that came together tell their chips at about the same time. One that is disturbed before that would start its
   * application in the middle of another one's search.
   */
  const allTold = async (could: () => readonly SeenPort[]): Promise<void> => {
    const left = () => Math.max(0, ...could().map(({ id }) => watch.tellsWithin(id)));
    const withinMs = left();
    if (withinMs === 0) return;
    await waitFor<true>(
      (give) => {
        const look = () => left() === 0 && give(true);
        chipEars.add(look);
        return () => chipEars.delete(look);
      },
      { withinMs },
    );
  };

  const listenTo = async (seen: SeenPort, baud: number): Promise<Candidate | undefined> => {
    await loans.settled(seen.id);
    if (!isUnclaimed(seen.id)) return undefined;
    const loan = loans.use(seen, baud);
    const link = await loan?.link;
    if (loan && (!link || isTold(seen.id))) await loans.leave(loan);
    if (!loan || !link || isTold(seen.id)) return undefined;
    const candidate: Candidate = {
      seen,
      loan,
      link,
      talkedBefore: false,
      heard: new Uint8Array(0),
      unlisten: () => {},
    };
    candidate.unlisten = link.listen((bytes) => {
      candidate.heard = added(candidate.heard, bytes);
    });
    return candidate;
  };

  const sideOf = (flash: SeenPort): LogSide => {
    // Where it is known already: a run that goes on does not always come by the loader.
    let baud = bauds.get(flash.id);
    let own: { seen: SeenPort; link: SerialLink } | undefined;
    let candidates: Candidate[] = [];
    let endSearch: (() => void) | undefined;
    let searching: Promise<unknown> | undefined;
    let started = false;
    let tell: ((port: SerialLink, before: Uint8Array) => void) | undefined;

    const link = async () => {
      const log = seenLog(flash.id);
      if (own?.link.lost.aborted || (own && own.seen.id !== log?.id)) {
        const gone = own;
        own = undefined;
        await shut(gone.seen, gone.link);
      }
      if (!own && log && baud !== undefined) {
        const opened = await open(log, baud);
        if (opened) own = { seen: log, link: opened };
      }
      return own?.link;
    };

    const letGo = async (rest: readonly Candidate[]) => {
      const [only, ...others] = rest.filter(({ seen }) => cameTogether(met(flash), met(seen)));
      for (const { seen, loan, unlisten } of rest) {
        unlisten();
        // Of several that came together one may have a chip of its own, which must not wait for this one to start.
        const waits = !started && seen === only?.seen && others.length === 0 && loan.users === 1 && !isTold(seen.id);
        if (waits) waiting.set(seen.id, flash.id);
        else waiting.delete(seen.id);
        await loans.leave(loan, waits);
      }
    };

    const around = ({ seen, talkedBefore, heard }: Candidate): HeardAround => ({
      id: seen.id,
      together: cameTogether(met(flash), met(seen)),
      talkedBefore,
      since: started ? saidSince(heard) : 'nothing',
    });

    /** Ends the search with what is known by now. */
    const decide = async () => {
      const found = candidates.find(({ seen }) => seen.id === whoseStart(candidates.map(around)));
      const rest = candidates.filter((other) => other !== found);
      candidates = [];
      if (found && !found.link.lost.aborted) {
        found.unlisten();
        loans.keep(found.seen.id);
        waiting.delete(found.seen.id);
        logs.set(flash.id, found.seen.id);
        if (baud !== undefined) bauds.set(flash.id, baud);
        own = { seen: found.seen, link: found.link };
        watch.joined(found.seen, flash);
        tell?.(found.link, found.heard);
      } else if (found) rest.push(found);
      await letGo(rest);
    };

    const search = async () => {
      await waitFor<true>(
        (give) => {
          const look = () => candidates.some((each) => around(each).since === 'banner') && give(true);
          const stops = candidates.map(({ link: port }) => port.listen(look));
          endSearch = () => give(true);
          return () => {
            for (const stop of stops) stop();
          };
        },
        { withinMs: startsWithinMs },
      );
      endSearch = undefined;
      if (candidates.length > 1) await pause(rivalMs);
      await decide();
    };

    return {
      async chipIsStill(chip) {
        flashes.add(flash.id);
        for (const hear of [...chipEars]) hear();
        baud = logPortBaud[chip];
        const at = baud;
        if (at === undefined) return;
        if ((await link()) || seenLog(flash.id)) return;
        const mine = met(flash);
        const could = () => watch.ports().filter((port) => mayShareCable(mine, met(port)) && isUnclaimed(port.id));
        await allTold(could);
        const heard = await Promise.all(could().map((seen) => listenTo(seen, at)));
        candidates = heard.filter((each) => each !== undefined);
        started = false;
        if (candidates.length === 0) return;
        await pause(settleMs);
        for (const candidate of candidates) candidate.heard = new Uint8Array(0);
        await pause(stillMs);
      },
      link,
      async starts(start, told) {
        if (candidates.length === 0) return start();
        const end = await takeTurn(kindOf(flash));
        // Others had theirs out of these meanwhile.
        const taken = candidates.filter(({ seen }) => isTold(seen.id));
        candidates = candidates.filter((each) => !taken.includes(each));
        await letGo(taken);
        if (candidates.length === 0) {
          end();
          return start();
        }
        tell = told;
        for (const candidate of candidates) {
          candidate.talkedBefore = candidate.heard.length >= fewestBytes;
          candidate.heard = new Uint8Array(0);
        }
        started = true;
        searching = search().finally(end);
        try {
          await start();
        } catch (fault) {
          endSearch?.();
          throw fault;
        }
      },
      async isUp() {
        endSearch?.();
        await searching;
      },
      async close() {
        flashes.delete(flash.id);
        endSearch?.();
        await searching;
        const [rest, mine] = [candidates, own];
        candidates = [];
        own = undefined;
        await letGo(rest);
        if (mine) await shut(mine.seen, mine.link);
      },
    };
  };

  return {
    sideOf,
    /** The log port of a chip's port, while it is there. */
    logOf: (flash: string): SeenPort | undefined => seenLog(flash),
    flashOf,
    isBorrowed: loans.has,
    /** The chip's port that such a port came with, as long as nothing tells that it is its log. */
    waitsFor: (port: string) => waiting.get(port),
    waitingFor(flash: string): SeenPort | undefined {
      const [only, ...others] = watch.ports().filter(({ id }) => waiting.get(id) === flash);
      return others.length === 0 ? only : undefined;
    },
    /** A person says so; the board's next start tells. */
    expect: (log: string, flash: string) => void waiting.set(log, flash),
    /** Speed of the log of a chip's port, baud. */
    baudOf: (flash: string) => bauds.get(flash),
    /** Somebody wants it for a board of its own. */
    stopWaiting: (port: string) => void waiting.delete(port),
    /** Two ports of one cable, as it seems: then one of them may be the log of the other. */
    async mayBelong(one: SeenPort, other: SeenPort): Promise<boolean> {
      if (isTold(one.id) || isTold(other.id)) return false;
      if (!cameTogether(met(one), met(other)) || !mayShareCable(met(one), met(other))) return false;
      if (hasTwoChannels(adapterOf(one))) return true;
      const { chip } = await recall(other, outside.db);
      return chip !== undefined && logPortBaud[chip] !== undefined;
    },
    /** Ports that are gone take what was known of them along; what is said of those that came is not guessed. */
    take() {
      const here = new Set(watch.ports().map(({ id }) => id));
      for (const [flash, log] of logs) if (!here.has(flash) || !here.has(log)) logs.delete(flash);
      for (const [log, flash] of waiting) if (!here.has(flash) || !here.has(log)) waiting.delete(log);
      for (const { id, logOf, virtual } of watch.ports()) {
        const baud = virtual?.chip && logPortBaud[virtual.chip];
        if (logOf === undefined || baud === undefined || !here.has(logOf)) continue;
        logs.set(logOf, id);
        bauds.set(logOf, baud);
      }
    },
  };
};

export type LogPorts = ReturnType<typeof createLogPorts>;
