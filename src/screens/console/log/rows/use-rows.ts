/**
 * Which rows of a long list of equal rows are wanted, and where the list stands: at its end while it is followed,
 * otherwise where the reader left it. The rows themselves come from elsewhere, a moment later.
 */
import { type KeyboardEvent, type UIEvent, useEffect, useLayoutEffect, useRef, useState, type WheelEvent } from 'react';
import type { LogPlace } from '../../../../model/log-look';
import { boxOf, isUp, moved, type Scroll, standAt } from './scroll';

/** Wanted above and below what is in sight, so that quick scrolling shows no gap; none while the end is followed. */
const spare = 24;
const upward = new Set(['ArrowUp', 'PageUp', 'Home']);

interface Rows {
  /** Rows there are, and the first of those that came. */
  shown: number;
  row: number;
  /** Number of the line in a row that came. */
  numberOf: (row: number) => number | undefined;
  /** Pixels. */
  rowHeight: number;
  place: LogPlace;
  following: boolean;
  onWish: (wish: { place: LogPlace; rows: number }) => void;
  onFollowing: (following: boolean) => void;
}

export const useRows = ({ shown, row, numberOf, rowHeight, place, following, onWish, onFollowing }: Rows) => {
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(600);
  const scroll = useRef<Scroll>({ top: 0, shift: 0 });
  const lengths = { list: shown * rowHeight, seen };
  const inSight = Math.ceil(seen / rowHeight) + 1;

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setSeen(element.clientHeight || 600));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  const wished = useRef('');
  const wish = (next: LogPlace) => {
    const whole = { place: next, rows: next.kind === 'end' ? inSight : inSight + 2 * spare };
    const key = JSON.stringify(whole);
    if (key === wished.current) return;
    wished.current = key;
    onWish(whole);
  };
  useEffect(() => {
    wish(following ? { kind: 'end' } : place);
  });

  /** A line was asked for, and its row came: the box goes there once. */
  const gone = useRef<LogPlace>(undefined);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    if (following) {
      scroll.current = standAt(lengths.list, lengths);
      // Written, never read: reading would lay the page out twice per frame.
      element.scrollTop = boxOf(lengths);
      return;
    }
    if (place.kind !== 'line' || gone.current === place) return;
    const found = [...Array(inSight + 2 * spare).keys()].find((at) => (numberOf(row + at) ?? -1) >= place.line);
    if (found === undefined) return;
    gone.current = place;
    scroll.current = standAt((row + found - 3) * rowHeight, lengths);
    element.scrollTop = scroll.current.top;
  });

  const onScroll = ({ currentTarget: element }: UIEvent<HTMLElement>) => {
    const top = element.scrollTop;
    const up = isUp(scroll.current, element);
    const atEnd = top + element.clientHeight > element.scrollHeight - rowHeight * 1.5;
    if (Math.abs(top - scroll.current.top) < 0.5) return;
    scroll.current = moved(scroll.current, top, lengths);
    if (atEnd && !up) {
      onFollowing(true);
      return;
    }
    if (up && following) onFollowing(false);
    if (up || !following) {
      const first = Math.floor((scroll.current.top + scroll.current.shift) / rowHeight);
      gone.current = undefined;
      wish({ kind: 'row', row: Math.max(0, first - spare) });
    }
  };

  const letGo = (element: HTMLElement) => {
    if (!following || element.scrollHeight <= element.clientHeight) return;
    onFollowing(false);
    wish({ kind: 'row', row: Math.max(0, shown - inSight - spare) });
  };
  /** A hand that scrolls up wins at once; otherwise the next line would pull the list back under it. */
  const onWheel = (event: WheelEvent<HTMLElement>) => event.deltaY < 0 && letGo(event.currentTarget);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (upward.has(event.key)) letGo(event.currentTarget);
    if (event.key === 'End') onFollowing(true);
  };

  return {
    box,
    tallest: boxOf(lengths),
    /** Of the first row that came, in the box. */
    offset: following
      ? Math.max(0, boxOf(lengths) - (shown - row) * rowHeight)
      : row * rowHeight - scroll.current.shift,
    /** Keeps the list where it stands now. */
    hold: () => box.current && letGo(box.current),
    handlers: { onScroll, onWheel, onKeyDown },
  };
};
