import type { Clock } from '../../model/clock';
import type { LogLine } from '../../model/log-line';
import type { LogBoard, LogOf, LogSeen, LogSession } from '../../model/log-look';
import { asBenchError } from '../../model/problem';
import { blockLines } from '../../records/log/blocks';
import { type KeptLog, openKeptLog } from '../../records/log/kept-log';
import { type LiveLog, openLiveLog } from '../../records/log/live-log';
import type { LogFiles } from '../../records/log/log-files';
import { encodeNote, notesFile, withNote } from '../../records/log/notes';
import { createTape, type Tape } from '../../records/log/tape';
import type { LogAsk, LogAskKind, LogAsks, LogCommand, LogTold } from '../run/log-messages';
import type { BenchEvent } from '../run/messages';
import { keptSessions, makeRoom, sessionName } from './log-shelf';
import { createLogView, type LogSource, type LogView } from './log-view';
import { createMinute, type Minute } from './minute';
import { type Paced, paced } from './paced';
import type { Expressions } from './seeker';

export interface LogBookSettings extends Clock {
  files: LogFiles;
  expressions: Expressions;
  newId(): string;
  /** Bytes that all sessions together may take. */
  room(): Promise<number>;
  tell(told: LogTold): void;
}

interface Live {
  log: LiveLog;
  minute: Minute;
  begun?: LogSeen['begun'];
  stamp?: string;
  over?: true;
  notKept?: true;
  /** Of the log when room was made for it last. */
  checkedAt: number;
}

interface Looking {
  of: LogOf;
  view: LogView;
  pace: Paced;
}

/** What was heard is on disk after this, ms; at once when it had been quiet. */
const writeWithinMs = 150;
/** Room is looked after each time a session has grown by so much, bytes. */
const checkEvery = 8 * 1024 * 1024;
/** Lines of one answer. */
export const pieceLines = 4096;

const emptyTape = createTape();

const sameBoard = (a: LogBoard, b: LogBoard) =>
  a.port === b.port && a.chip === b.chip && a.mac === b.mac && a.virtual === b.virtual;

/** Every log of this bench: writes what is heard, shows pages the windows they ask for. Knows masked lines alone. */
export const createLogBook = ({ files, expressions, newId, room, tell, now, ticks }: LogBookSettings) => {
  const live = new Map<string, Live>();
  const boards = new Map<string, LogBoard>();
  const looking = new Map<string, Looking>();
  const opened = new Map<string, Promise<KeptLog | undefined>>();
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
      changed(longest);
    }
  };

  const begin = (port: string): Live => {
    const begun = now();
    const own: Live = {
      minute: createMinute(),
      checkedAt: 0,
      log: openLiveLog({
        files,
        id: sessionName(begun, newId().slice(0, 8)),
        full: () => lookAfterRoom(0.8),
        lost: () => {
          own.notKept = true;
          changed(own);
        },
      }),
    };
    own.log.note({ kind: 'board', board: boards.get(port) ?? {}, begun });
    const before = live.get(port);
    live.set(port, own);
    if (before) end(before);
    tell({ kind: 'log-ports', ports: [...live.keys()] });
    void lookAfterRoom().catch(() => {});
    // Who looks at this port looks at what it says now.
    for (const [id, look] of looking) if ('port' in look.of && look.of.port === port) reopen(id, look);
    return own;
  };
  const end = (own: Live) => {
    if (own.over) return;
    own.over = true;
    void own.log.close().then(() => changed(own));
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
    changed(own);
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

  const changed = (own: Live) => {
    for (const look of looking.values()) {
      const port = 'port' in look.of ? look.of.port : undefined;
      const session = 'session' in look.of ? look.of.session : undefined;
      if (session !== own.log.id && (port === undefined || live.get(port) !== own)) continue;
      look.view.seek(look.pace.changed);
      look.pace.changed();
    }
  };

  const sessionOf = (
    id: string,
    tape: Tape,
    facts: Partial<LogSession> & { begun: number; bytes: number },
  ): LogSession => ({
    id,
    first: tape.first,
    next: tape.next,
    kept: files.kept,
    ...facts,
  });

  const sourceOfLive = (own: Live): LogSource => ({
    tape: own.log.tape,
    facts: () => ({
      session: sessionOf(own.log.id, own.log.tape, {
        ...own.log.noted.board,
        begun: own.log.noted.begun,
        bytes: own.log.bytes,
        kept: own.log.kept,
        ...(!own.over && { live: true }),
      }),
      minute: own.minute.seconds(),
      marks: own.log.noted.marks,
      ...(own.stamp !== undefined && { stamp: own.stamp }),
      ...(own.begun && { begun: own.begun }),
      ...(own.notKept && { trouble: 'not-kept' }),
    }),
  });
  const sourceOfKept = async (id: string): Promise<LogSource | undefined> => {
    const opening = opened.get(id) ?? openKeptLog(files, id);
    opened.set(id, opening);
    const kept = await opening;
    if (!kept) {
      opened.delete(id);
      return undefined;
    }
    const [first] = await kept.tape.lines(kept.tape.firstBlock);
    return {
      tape: kept.tape,
      facts: () => ({
        session: sessionOf(id, kept.tape, { ...kept.noted.board, begun: kept.noted.begun, bytes: kept.bytes }),
        minute: [],
        marks: kept.noted.marks,
        ...(first && { begun: { at: first.at, ...(first.ticks !== undefined && { ticks: first.ticks }) } }),
      }),
    };
  };
  const liveOf = (of: LogOf): Live | undefined =>
    'port' in of ? live.get(of.port) : [...live.values()].find(({ log }) => log.id === of.session);
  const sourceOf = async (of: LogOf): Promise<LogSource | undefined> => {
    const own = liveOf(of);
    if (own) return sourceOfLive(own);
    return 'session' in of ? sourceOfKept(of.session) : undefined;
  };

  const nothing: LogSeen = {
    rows: [],
    row: 0,
    shown: 0,
    counts: { E: 0, W: 0, N: 0, I: 0, D: 0, T: 0, plain: 0 },
    streams: { console: 0, 'log-port': 0 },
    hidden: 0,
    filtered: 0,
    longest: 0,
    fresh: 0,
    masked: 0,
    chips: {},
    minute: [],
    marks: [],
  };

  const wishes = new Map<string, Extract<LogCommand, { kind: 'log-look' }>>();
  const look = async (command: Extract<LogCommand, { kind: 'log-look' }>) => {
    const { view: id, wish } = command;
    const before = wishes.get(id);
    wishes.set(id, command);
    const known = looking.get(id);
    if (known && before && JSON.stringify(before.wish.of) === JSON.stringify(wish.of)) {
      known.view.wish(wish);
      known.pace.asked();
      known.view.seek(known.pace.changed);
      return;
    }
    if (known) leave(id);
    wishes.set(id, command);
    const source = await sourceOf(wish.of);
    if (wishes.get(id) !== command) return;
    if (!source) {
      // Not yet: the first line of that port opens it.
      wishes.set(id, command);
      looking.set(id, nobody(wish.of));
      return tell({ kind: 'log-seen', view: id, seen: nothing });
    }
    const view = createLogView(source, expressions, ticks);
    const pace = paced(async () => {
      const seen = await view.picture();
      if (looking.get(id)?.view === view) tell({ kind: 'log-seen', view: id, seen });
    }, ticks);
    looking.set(id, { of: wish.of, view, pace });
    view.wish(wish);
    pace.asked();
    view.seek(pace.changed);
  };
  /** Stands for a view whose port has said nothing yet. */
  const nobody = (of: LogOf): Looking => ({
    of,
    view: createLogView({ tape: emptyTape, facts: () => nothing }, expressions, ticks),
    pace: { changed() {}, asked() {}, drawn() {}, stop() {} },
  });
  const reopen = (id: string, { pace, view }: Looking) => {
    const command = wishes.get(id);
    pace.stop();
    view.close();
    looking.delete(id);
    if (command) void look({ ...command });
  };
  const leave = (id: string) => {
    const known = looking.get(id);
    known?.pace.stop();
    known?.view.close();
    looking.delete(id);
    wishes.delete(id);
    const inUse = new Set([...looking.values()].flatMap(({ of }) => ('session' in of ? [of.session] : [])));
    for (const session of opened.keys()) if (!inUse.has(session)) opened.delete(session);
  };

  const piece = async (of: LogOf, from: number): Promise<LogAsks['piece']['answer']> => {
    const tape = (await sourceOf(of))?.tape;
    if (!tape) return { lines: [] };
    const lines: LogLine[] = [];
    let number = Math.max(from, tape.first);
    while (number < tape.next && lines.length < pieceLines) {
      const block = Math.floor(number / blockLines);
      lines.push(...(await tape.lines(block)).slice(number % blockLines));
      number = Math.min(tape.next, (block + 1) * blockLines);
    }
    return { lines, ...(number < tape.next && { next: number }) };
  };
  const sessions = async (): Promise<LogSession[]> => {
    const own = new Map([...live.values()].map((one) => [one.log.id, sourceOfLive(one).facts().session] as const));
    const kept = (await keptSessions(files)).filter(({ id }) => !own.has(id));
    return [...[...own.values()].filter((session) => session !== undefined), ...kept].sort((a, b) => b.begun - a.begun);
  };
  const remove = async (session: string): Promise<boolean> => {
    const own = [...live].find(([, { log }]) => log.id === session);
    if (own && !own[1].over) return false;
    const gone = await files.remove(session);
    if (gone && own) {
      live.delete(own[0]);
      tell({ kind: 'log-ports', ports: [...live.keys()] });
    }
    return gone;
  };
  const mark = async (asked: LogAsks['mark']['ask']): Promise<boolean> => {
    const note =
      'mark' in asked
        ? ({ kind: 'mark', mark: asked.mark } as const)
        : ({ kind: 'unmark', line: asked.unmark } as const);
    const own = liveOf(asked.of);
    if (own && !own.over) {
      own.log.note(note);
      changed(own);
      return true;
    }
    const id = own?.log.id ?? ('session' in asked.of ? asked.of.session : undefined);
    if (id === undefined || !(await files.add(id, notesFile, encodeNote(note)))) return false;
    const kept = await opened.get(id);
    if (kept) kept.noted = withNote(kept.noted, note);
    for (const { of, pace } of looking.values()) if ('session' in of && of.session === id) pace.changed();
    return true;
  };

  const answer = async (ask: LogAsk): Promise<LogAsks[LogAskKind]['answer']> => {
    switch (ask.what) {
      case 'hit':
        return looking.get(ask.view)?.view.hit(ask.from, ask.step);
      case 'rows':
        return looking.get(ask.view)?.view.rows(ask.row, Math.min(ask.count, pieceLines)) ?? [];
      case 'between':
        return looking.get(ask.view)?.view.between(ask.from, ask.to, pieceLines) ?? [];
      case 'piece':
        return piece(ask.of, ask.from);
      case 'sessions':
        return sessions();
      case 'remove':
        return remove(ask.session);
      case 'mark':
        return mark(ask);
    }
  };

  return {
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
    async handle(command: LogCommand): Promise<void> {
      if (command.kind === 'log-look') return look(command);
      if (command.kind === 'log-leave') return leave(command.view);
      if (command.kind === 'log-drawn') return looking.get(command.view)?.pace.drawn();
      try {
        tell({ kind: 'log-answer', id: command.id, answer: await answer(command) });
      } catch (fault) {
        tell({ kind: 'log-answer', id: command.id, problem: asBenchError(fault).problem });
      }
    },
    /** Writes what waits, and lets go of the files. */
    close: () => Promise.all([...live.values()].map(({ log }) => log.close())),
  };
};
