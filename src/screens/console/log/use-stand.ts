/** Where one stands in a log: at its end, at a row, or at a line one went to; and what of it is wanted. */
import { useMemo, useState } from 'react';
import type { LogFilter, LogPlace, LogSeen, LogWish, LogWords } from '../../../model/log-look';

interface Stand {
  place: LogPlace;
  rows: number;
  /** Number of the first line after the reader stopped following; undefined = following. */
  since?: number;
}

export const useStand = (filter: LogFilter, find: LogWords) => {
  const [stand, setStand] = useState<Stand>({ place: { kind: 'end' }, rows: 40 });
  const { place, rows, since } = stand;
  const wish = useMemo<Omit<LogWish, 'of'>>(
    () => ({
      filter,
      ...(find.text !== '' && { find }),
      place: since === undefined ? { kind: 'end' } : place,
      rows,
      ...(since !== undefined && { since }),
    }),
    [filter, find, place, rows, since],
  );
  const follow = () => setStand({ place: { kind: 'end' }, rows });
  /** The list stands still with what is in sight now. */
  const hold = (seen: LogSeen | undefined) =>
    setStand((before) =>
      before.since !== undefined
        ? before
        : { ...before, place: { kind: 'row', row: seen?.row ?? 0 }, since: seen?.session?.next ?? 0 },
    );
  return {
    place,
    following: since === undefined,
    wish,
    onWish: (next: { place: LogPlace; rows: number }) => setStand((before) => ({ ...before, ...next })),
    onFollowing: (following: boolean, seen: LogSeen | undefined) => (following ? follow() : hold(seen)),
    goTo: (line: number, seen: LogSeen | undefined) =>
      setStand((before) => ({
        ...before,
        place: { kind: 'line', line },
        since: before.since ?? seen?.session?.next ?? 0,
      })),
    /** Another filter numbers the rows anew: what is in sight stays in sight. */
    keepLine: (seen: LogSeen | undefined) =>
      setStand((before) => {
        const middle = seen?.rows[Math.floor((seen?.rows.length ?? 0) / 2)]?.number;
        if (before.since === undefined || middle === undefined) return before;
        return { ...before, place: { kind: 'line', line: middle } };
      }),
  };
};
