import type { LogLine } from '../../model/log-line';
import { type LogOf, type LogSession, nothingSeen } from '../../model/log-look';
import { asBenchError } from '../../model/problem';
import { blockLines } from '../../records/log/blocks';
import { type KeptLog, openKeptLog } from '../../records/log/kept-log';
import type { LogFolderRow } from '../../records/log/log-folder';
import { encodeNote, notesFile, withNote } from '../../records/log/notes';
import { createTape } from '../../records/log/tape';
import type { LogAsk, LogAskKind, LogAsks, LogCommand } from '../run/log-messages';
import type { BenchEvent } from '../run/messages';
import { createFolderWriter } from './folder-writer';
import { createHexBook } from './hex-book';
import { createLiveLogs, type Live, type LiveLogSettings, sessionOf } from './live-logs';
import { keptSessions } from './log-shelf';
import { createLogView, type LogSource, type LogView } from './log-view';
import { type Paced, paced } from './paced';
import type { Expressions } from './seeker';

export interface LogBookSettings extends LiveLogSettings {
  expressions: Expressions;
  /** Where logs are saved to by themselves. */
  folder?(): Promise<LogFolderRow | undefined>;
}

interface Looking {
  of: LogOf;
  view: LogView;
  pace: Paced;
}

/** Lines of one answer. */
export const pieceLines = 4096;

const emptyTape = createTape();

/** Every log of this bench: writes what is heard, shows pages the windows they ask for. Knows masked lines alone. */
export const createLogBook = (settings: LogBookSettings) => {
  const { files, expressions, tell, ticks } = settings;
  const hex = createHexBook(tell, ticks);
  const looking = new Map<string, Looking>();
  const opened = new Map<string, Promise<KeptLog | undefined>>();

  const folder = createFolderWriter({
    chosen: async () => settings.folder?.(),
    tell: (seen) => tell({ kind: 'log-folder-seen', seen }),
    ticks,
  });
  const changed = (own: Live) => {
    folder.changed(own.log, own.over);
    for (const look of looking.values()) {
      const port = 'port' in look.of ? look.of.port : undefined;
      const session = 'session' in look.of ? look.of.session : undefined;
      if (session !== own.log.id && (port === undefined || live.byPort.get(port) !== own)) continue;
      look.view.seek(look.pace.changed);
      look.pace.changed();
    }
  };
  const live = createLiveLogs(settings, {
    changed,
    begun(port) {
      // Who looks at this port looks at what it says now.
      for (const [id, look] of looking) if ('port' in look.of && look.of.port === port) reopen(id, look);
    },
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
        session: sessionOf(id, kept.tape, {
          kept: files.kept,
          ...kept.noted.board,
          begun: kept.noted.begun,
          bytes: kept.bytes,
        }),
        minute: [],
        marks: kept.noted.marks,
        ...(first && { begun: { at: first.at, ...(first.ticks !== undefined && { ticks: first.ticks }) } }),
      }),
    };
  };
  const sourceOf = async (of: LogOf): Promise<LogSource | undefined> => {
    const own = live.of(of);
    if (own) return live.sourceOf(own);
    return 'session' in of ? sourceOfKept(of.session) : undefined;
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
      return tell({ kind: 'log-seen', view: id, seen: nothingSeen });
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
    view: createLogView({ tape: emptyTape, facts: () => nothingSeen }, expressions, ticks),
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
    const own = new Map(
      [...live.byPort.values()].map((one) => [one.log.id, live.sourceOf(one).facts().session] as const),
    );
    const kept = (await keptSessions(files)).filter(({ id }) => !own.has(id));
    return [...[...own.values()].filter((session) => session !== undefined), ...kept].sort((a, b) => b.begun - a.begun);
  };
  const remove = async (session: string): Promise<boolean> => {
    const own = [...live.byPort].find(([, { log }]) => log.id === session);
    if (own && !own[1].over) return false;
    const gone = await files.remove(session);
    if (gone && own) {
      live.byPort.delete(own[0]);
      tell({ kind: 'log-ports', ports: [...live.byPort.keys()] });
    }
    return gone;
  };
  const mark = async (asked: LogAsks['mark']['ask']): Promise<boolean> => {
    const note =
      'mark' in asked
        ? ({ kind: 'mark', mark: asked.mark } as const)
        : ({ kind: 'unmark', line: asked.unmark } as const);
    const own = live.of(asked.of);
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
      case 'bytes':
        return hex.bytes(ask);
      case 'sessions':
        return sessions();
      case 'remove':
        return remove(ask.session);
      case 'mark':
        return mark(ask);
    }
  };

  return {
    hear(event: BenchEvent): void {
      live.hear(event);
      hex.hear(event);
    },
    async handle(command: LogCommand): Promise<void> {
      if (command.kind === 'log-look') return look(command);
      if (command.kind === 'log-folder') return folder.look();
      if (command.kind === 'hex-look') return hex.look(command.view, command.wish);
      if (command.kind === 'log-leave') {
        hex.leave(command.view);
        return leave(command.view);
      }
      if (command.kind === 'log-drawn') {
        hex.drawn(command.view);
        return looking.get(command.view)?.pace.drawn();
      }
      try {
        tell({ kind: 'log-answer', id: command.id, answer: await answer(command) });
      } catch (fault) {
        tell({ kind: 'log-answer', id: command.id, problem: asBenchError(fault).problem });
      }
    },
    /** Writes what waits, and lets go of the files. */
    async close() {
      await folder.close();
      await live.close();
    },
  };
};
