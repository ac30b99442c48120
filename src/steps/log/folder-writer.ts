/**
 * Saves what is heard to a folder of this computer: one file a session, of whole lines, masked as they are kept. A file
 * is closed after each writing, so that what a tab had written stays when it dies. Listening never waits for it.
 */
import type { WritableFile, WritableFolder } from '../../links/writable-folder';
import { type ChipId, chipNames } from '../../model/chip';
import type { LogFolderSeen } from '../../model/log-folder';
import type { LogLine } from '../../model/log-line';
import { own } from '../../model/own';
import { logText } from '../../protocols/console/log-text';
import { blockLines } from '../../records/log/blocks';
import type { LiveLog } from '../../records/log/live-log';
import type { LogFolderRow } from '../../records/log/log-folder';

export interface FolderWriterSettings {
  /** What a person chose, if anything. */
  chosen(): Promise<LogFolderRow | undefined>;
  tell(seen: LogFolderSeen | undefined): void;
  ticks(): number;
}

interface Followed {
  log: Pick<LiveLog, 'id' | 'tape' | 'noted'>;
  file?: { handle: WritableFile; name: string; bytes: number };
  /** Number of the first line that is not in the file. */
  next: number;
  /** No more will come. */
  over?: true | undefined;
}

/** Between two writings: each copies the whole file, so a long one is written less often. Ms. */
const leastGapMs = 2000;
const gapPerMs = 10;
/** Until a folder that refused is tried again, ms. */
const againMs = 10_000;
/** Lines of one writing. */
const mostLines = 65_536;

const encoder = new TextEncoder();
const two = (n: number) => String(n).padStart(2, '0');

/** `ESP32 0001 2026-12-01 035228` */
export const sessionFileName = ({ noted: { board, begun } }: Pick<LiveLog, 'noted'>): string => {
  const time = new Date(begun);
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  const clock = `${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
  const chip = board.chip && (own(chipNames as Record<ChipId, string>, board.chip) ?? board.chip);
  const tail = board.mac?.replaceAll(':', '').slice(-4).toUpperCase();
  return [chip ?? board.port ?? 'board', tail, day, clock]
    .filter((word) => word !== undefined)
    .join(' ')
    .replace(/[^\p{L}\p{N} ._()-]+/gu, '-');
};

const nameOf = (fault: unknown): string => (fault instanceof Error ? fault.name : 'unknown');

const stateOf = (reason: string): LogFolderSeen['state'] => {
  if (reason === 'NotAllowedError') return 'asks';
  if (reason === 'QuotaExceededError') return 'full';
  return reason === 'NotFoundError' ? 'gone' : 'failed';
};

/** A new file: nobody's earlier log is written over. */
const newFile = async (folder: WritableFolder, wanted: string) => {
  for (let turn = 1; ; turn += 1) {
    const name = `${wanted}${turn === 1 ? '' : ` (${turn})`}.log`;
    const isThere = await folder.getFileHandle(name).then(
      () => true,
      (fault: unknown) => {
        if (nameOf(fault) === 'NotFoundError') return false;
        throw fault;
      },
    );
    if (!isThere) return { handle: await folder.getFileHandle(name, { create: true }), name, bytes: 0 };
  }
};

export const createFolderWriter = ({ chosen, tell, ticks }: FolderWriterSettings) => {
  const followed = new Map<string, Followed>();
  let row: LogFolderRow | undefined;
  let seen: LogFolderSeen | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn: Promise<void> = Promise.resolve();
  let dueAt = 0;

  const show = (change: Partial<LogFolderSeen>) => {
    if (!row) return;
    seen = { name: row.name, state: 'saving', lines: 0, ...seen, reason: undefined, ...change };
    tell(seen);
  };

  const linesFrom = async ({ log: { tape }, next }: Followed): Promise<{ lines: LogLine[]; upTo: number }> => {
    const lines: LogLine[] = [];
    let number = Math.max(next, tape.first);
    while (number < tape.next && lines.length < mostLines) {
      const block = Math.floor(number / blockLines);
      const some = (await tape.lines(block)).slice(number % blockLines);
      if (some.length === 0) number = (block + 1) * blockLines;
      lines.push(...some);
      number += some.length;
    }
    return { lines, upTo: number };
  };

  const write = async (one: Followed, { handle, mask }: LogFolderRow) => {
    const { lines, upTo } = await linesFrom(one);
    if (lines.length === 0) return 0;
    one.file ??= await newFile(handle as WritableFolder, sessionFileName(one.log));
    const { file } = one;
    const text = logText(lines, mask);
    const writing = await file.handle.createWritable({ keepExistingData: true });
    try {
      await writing.write({ type: 'write', position: file.bytes, data: text });
      await writing.close();
    } catch (fault) {
      await writing.abort().catch(() => {});
      throw fault;
    }
    file.bytes += encoder.encode(text).length;
    one.next = upTo;
    return lines.length;
  };

  const writeAll = async () => {
    const own = row;
    if (!own) return;
    const begun = ticks();
    try {
      const may = await (own.handle as WritableFolder).queryPermission?.({ mode: 'readwrite' });
      if (may !== undefined && may !== 'granted') throw new DOMException('', 'NotAllowedError');
      for (const [id, one] of followed) {
        const lines = await write(one, own);
        if (row !== own) return;
        if (lines > 0) show({ state: 'saving', lines: (seen?.lines ?? 0) + lines, file: one.file?.name });
        if (one.over && one.next >= one.log.tape.next) followed.delete(id);
      }
      if (seen?.state !== 'saving') show({ state: 'saving' });
      dueAt = ticks() + Math.max(leastGapMs, (ticks() - begun) * gapPerMs);
    } catch (fault) {
      if (row !== own) return;
      const reason = nameOf(fault);
      show({ state: stateOf(reason), reason });
      dueAt = ticks() + againMs;
    }
    if (seen?.state !== 'saving' || [...followed.values()].some(({ log, next }) => next < log.tape.next)) soon();
  };
  const now = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    turn = turn.then(writeAll);
    return turn;
  };
  /** Nobody wants them: what is over is not held. */
  const letGo = () => {
    for (const [id, { over }] of followed) if (over) followed.delete(id);
  };
  const soon = () => {
    if (!row) letGo();
    else timer ??= setTimeout(() => void now(), Math.max(0, dueAt - ticks()));
  };

  return {
    /** That log has grown, or is over. */
    changed(log: Followed['log'], over?: true): void {
      const known = followed.get(log.id);
      if (known) known.over = over;
      else if (!over) followed.set(log.id, { log, next: 0 });
      soon();
    },
    /** A person chose a folder, allowed it again, or wants it no more. */
    async look(): Promise<void> {
      const fresh = await chosen().catch(() => undefined);
      if (fresh?.name !== row?.name || !fresh) {
        seen = undefined;
        for (const one of followed.values()) Object.assign(one, { file: undefined, next: 0 });
      }
      row = fresh;
      if (!row) return tell(undefined);
      show({});
      await now();
    },
    /** Writes what waits. */
    close: () => now(),
  };
};
