/** Writes what every port says into a log of its own: when it goes to disk, whose it is, and what makes room for it. */
import type { Clock } from '../../model/clock';
import type { LogLine } from '../../model/log-line';
import type { LogBoard, LogOf, LogSeen, LogSession } from '../../model/log-look';
import { type LiveLog, openLiveLog } from '../../records/log/live-log';
import type { LogFiles } from '../../records/log/log-files';
import type { Tape } from '../../records/log/tape';
import type { LogTold } from '../run/log-messages';
import type { BenchEvent } from '../run/messages';
import { makeRoom, sessionName } from './log-shelf';
import type { LogSource } from './log-view';
import { createMinute, type Minute } from './minute';

export interface LiveLogSettings extends Clock {
  files: LogFiles;
  newId(): string;
  /** Bytes that all sessions together may take. */
  room(): Promise<number>;
  tell(told: LogTold): void;
}

export interface Live {
  log: LiveLog;
  minute: Minute;
  begun?: LogSeen['begun'];
  stamp?: string;
  over?: true;
  notKept?: true;
  /** Of the log when room was made for it last. */
  checkedAt: number;
}

/** Who looks at logs hears of it. */
export interface LiveWatch {
  changed(own: Live): void;
  /** Another log has begun on that port. */
  begun(port: string): void;
}

/** What was heard is on disk after this, ms; at once when it had been quiet. */
const writeWithinMs = 150;
/** Room is looked after each time a session has grown by so much, bytes. */
const checkEvery = 8 * 1024 * 1024;
const sameBoard = (a: LogBoard, b: LogBoard) =>
  a.port === b.port && a.chip === b.chip && a.mac === b.mac && a.virtual === b.virtual;

export const sessionOf = (
  id: string,
  { first, next }: Tape,
  facts: Omit<LogSession, 'id' | 'first' | 'next'>,
): LogSession => ({ id, first, next, ...facts });

export const createLiveLogs = ({ files, newId, room, tell, now, ticks }: LiveLogSettings, watch: LiveWatch) => {
  /** By port. */
  const live = new Map<string, Live>();
  const boards = new Map<string, LogBoard>();
  let writing: ReturnType<typeof setTimeout> | undefined;
  let wroteAt = Number.NEGATIVE_INFINITY;

  const writeNow = () => {
    clearTimeout(writing);
    writing = undefined;
    wroteAt = ticks();
    for (const own of live.values()) {
      if (own.over) continue;
      own.log.flush();
      if (own.log.bytes - own.checkedAt < checkEvery) continue;
      own.checkedAt = own.log.bytes;
      void lookAfterRoom();
    }
  };
  const writeSoon = () => {
    const quiet = ticks() - wroteAt;
    if (quiet >= writeWithinMs) writeNow();
    else writing ??= setTimeout(writeNow, writeWithinMs - quiet);
  };

  const liveNames = () => new Set([...live.values()].filter(({ over }) => !over).map(({ log }) => log.id));
  const bytesOf = (own: Live) => own.log.bytes;

  /** Oldest sessions first; when there are no others, the oldest lines of the longest one. */
  const lookAfterRoom = async (share = 1) => {
    const most = (await room()) * share;
    const gone = await makeRoom(files, most, liveNames());
    if (gone > 0) tell({ kind: 'log-dropped', sessions: gone });
    const held = [...live.values()].filter(({ over }) => !over).sort((a, b) => bytesOf(b) - bytesOf(a));
    const longest = held[0];
    while (longest && held.reduce((sum, own) => sum + bytesOf(own), 0) > most) {
      if (!(await longest.log.dropOldest())) return;
      watch.changed(longest);
    }
  };

  const begin = (port: string): Live => {
    const at = now();
    const own: Live = {
      minute: createMinute(),
      checkedAt: 0,
      log: openLiveLog({
        files,
        id: sessionName(at, newId().slice(0, 8)),
        full: () => lookAfterRoom(0.8),
        lost: () => {
          own.notKept = true;
          watch.changed(own);
        },
      }),
    };
    own.log.note({ kind: 'board', board: boards.get(port) ?? {}, begun: at });
    const before = live.get(port);
    live.set(port, own);
    if (before) end(before);
    tell({ kind: 'log-ports', ports: [...live.keys()] });
    void lookAfterRoom().catch(() => {});
    watch.begun(port);
    return own;
  };
  const end = (own: Live) => {
    if (own.over) return;
    own.over = true;
    void own.log.close().then(() => watch.changed(own));
  };

  const take = (port: string, lines: readonly LogLine[]) => {
    const known = live.get(port);
    const own = known && !known.over ? known : begin(port);
    own.log.append(lines);
    own.minute.count(lines);
    const [first] = lines;
    if (first) own.begun ??= { at: first.at, ...(first.ticks !== undefined && { ticks: first.ticks }) };
    own.stamp = lines.findLast(({ stamp }) => stamp)?.stamp ?? own.stamp;
    writeSoon();
    watch.changed(own);
  };

  const learn = (port: string, board: LogBoard) => {
    const before = boards.get(port) ?? {};
    const next = { ...before, ...board };
    if (sameBoard(before, next)) return;
    boards.set(port, next);
    const own = live.get(port);
    if (!own || own.over) return;
    // Another board behind the same adapter: its log is another one.
    if (before.mac && next.mac && before.mac !== next.mac) end(own);
    else own.log.note({ kind: 'board', board: next, begun: own.log.noted.begun });
  };

  const sourceOfLive = (own: Live): LogSource => ({
    tape: own.log.tape,
    facts: () => ({
      session: sessionOf(own.log.id, own.log.tape, {
        kept: own.log.kept,
        ...own.log.noted.board,
        begun: own.log.noted.begun,
        bytes: own.log.bytes,
        ...(!own.over && { live: true }),
      }),
      minute: own.minute.seconds(),
      marks: own.log.noted.marks,
      ...(own.stamp !== undefined && { stamp: own.stamp }),
      ...(own.begun && { begun: own.begun }),
      ...(own.notKept && { trouble: 'not-kept' }),
    }),
  });
  return {
    byPort: live,
    sourceOf: sourceOfLive,
    of: (of: LogOf): Live | undefined =>
      'port' in of ? live.get(of.port) : [...live.values()].find(({ log }) => log.id === of.session),
    /** Of all that the bench tells, its log lines and whose they are. */
    hear(event: BenchEvent): void {
      if (event.kind === 'log') take(event.port, event.lines);
      else if (event.kind === 'lane') {
        const { port, chip } = event.lane;
        if (chip) learn(port.id, { chip: chip.chip, ...(chip.mac && { mac: chip.mac }) });
      } else if (event.kind === 'ports') {
        const here = new Set(event.ports.map(({ id }) => id));
        for (const { id, name, virtual } of event.ports) learn(id, { port: name, ...(virtual && { virtual: true }) });
        for (const [port, own] of live) if (!here.has(port)) end(own);
      }
    },
    close: () => Promise.all([...live.values()].map(({ log }) => log.close())),
  };
};
