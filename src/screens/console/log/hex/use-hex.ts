/** The bytes behind one log as this page sees them: a window, and where it stands. Mount it anew for another log. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { HexSeen, HexWish } from '../../../../model/heard-bytes';
import type { LogOf, LogStream } from '../../../../model/log-look';
import { useSurroundings } from '../../../parts/bench-context';
import type { LogEye } from '../../../parts/log-desk';

interface Stand {
  /** Bytes of a row where it stands; with other rows one is at the end again. */
  perRow?: number;
  /** First byte in sight; undefined = the end. */
  from?: number;
  rows: number;
  /** First byte that came after the reader stopped following; undefined = following. */
  since?: number;
}

/** `shown`: nothing is asked for otherwise. */
export const useHex = (of: LogOf, perRow: number, shown: boolean) => {
  const { logs } = useSurroundings();
  const [seen, setSeen] = useState<HexSeen>();
  const [stream, setStream] = useState<LogStream>('console');
  const [stand, setStand] = useState<Stand>({ rows: 40 });
  const eye = useRef<LogEye<HexWish>>(undefined);
  const key = JSON.stringify(of);
  const { from, rows } = stand;
  const since = stand.perRow === perRow ? stand.since : undefined;
  const following = since === undefined;
  const place = useMemo<HexWish['place']>(
    () =>
      since === undefined || from === undefined ? { kind: 'end' } : { kind: 'row', row: Math.floor(from / perRow) },
    [from, since, perRow],
  );
  const wish = useMemo<Omit<HexWish, 'of'>>(
    () => ({
      stream,
      perRow,
      place,
      rows,
      ...(since !== undefined && { since: Math.ceil(since / perRow) }),
    }),
    [stream, perRow, place, rows, since],
  );
  useEffect(() => {
    if (!shown) return;
    const own = logs?.openHex(setSeen);
    eye.current = own;
    return () => own?.leave();
  }, [logs, shown]);
  useEffect(() => {
    if (shown) eye.current?.look({ ...wish, of: JSON.parse(key) as LogOf });
  }, [key, wish, shown]);
  return {
    seen,
    stream,
    setStream,
    following,
    place,
    onWish: (next: { place: HexWish['place']; rows: number }) =>
      setStand(({ since: begun, perRow: stood }) => ({
        rows: next.rows,
        ...(begun !== undefined && stood === perRow && { since: begun, perRow }),
        ...(next.place.kind === 'row' && { from: next.place.row * perRow }),
      })),
    onFollowing: (follow: boolean) =>
      setStand((before) => {
        if (follow) return { rows: before.rows };
        if (before.since !== undefined && before.perRow === perRow) return before;
        return { ...before, perRow, from: seen?.from ?? 0, since: seen?.heard ?? 0 };
      }),
  };
};
