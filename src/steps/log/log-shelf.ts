import type { LogSession } from '../../model/log-look';
import { lookAtKeptLog } from '../../records/log/kept-log';
import type { LogFiles } from '../../records/log/log-files';

/** All sessions there are, and the room they may take. */

/** Sorts by time: sessions begin with when they began. */
export const sessionName = (begun: number, chance: string): string =>
  `${begun.toString(36).padStart(9, '0')}-${chance}`;

export const keptSessions = async (files: LogFiles): Promise<LogSession[]> => {
  const names = [...(await files.sessions())].sort().reverse();
  const sessions = await Promise.all(names.map((name) => lookAtKeptLog(files, name).catch(() => undefined)));
  return sessions.filter((session) => session !== undefined);
};

const sizeOf = async (files: LogFiles, name: string): Promise<number> =>
  [...(await files.files(name)).values()].reduce((sum, size) => sum + size, 0);

/** Oldest first, until all fit into the room; those that are being written stay. Answers how many went. */
export const makeRoom = async (files: LogFiles, room: number, spare: ReadonlySet<string>): Promise<number> => {
  const names = [...(await files.sessions())].sort();
  const sizes = new Map<string, number>();
  for (const name of names) sizes.set(name, await sizeOf(files, name));
  let total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  let gone = 0;
  for (const name of names) {
    if (total <= room) break;
    if (spare.has(name) || !(await files.remove(name))) continue;
    total -= sizes.get(name) ?? 0;
    gone += 1;
  }
  return gone;
};
