/**
 * Which rows of a long list of equal rows are in sight, and where the list stands: at its end while it is followed,
 * otherwise at the line the reader has before the eyes, even while older lines drop off above it.
 */
import { type KeyboardEvent, type UIEvent, useEffect, useLayoutEffect, useRef, useState, type WheelEvent } from 'react';
import { rankOf } from './log-filter';

/** Drawn above and below what is in sight, so that quick scrolling shows no gap. */
const spare = 12;
const upward = new Set(['ArrowUp', 'PageUp', 'Home']);

interface Rows {
  /** Ascending, in the log. */
  places: readonly number[];
  /** Number of the log's first line. */
  first: number;
  /** Pixels. */
  rowHeight: number;
  following: boolean;
  onFollowing: (following: boolean) => void;
}

export const useWindow = ({ places, first, rowHeight, following, onFollowing }: Rows) => {
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 600 });
  /** The line at the upper edge by its number, and how far it is cut off. */
  const anchor = useRef({ number: 0, cut: 0 });
  const lastTop = useRef(0);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setSeen({ top: element.scrollTop, height: element.clientHeight }));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  const tallest = places.length * rowHeight;
  const top = following
    ? Math.max(0, tallest - seen.height)
    : rankOf(places, anchor.current.number - first) * rowHeight + anchor.current.cut;

  useLayoutEffect(() => {
    // Written, never read: reading would lay the page out twice per frame. And only when the list moved under the
    // reader: writing what is there already would end a smooth scroll under way.
    if (!box.current || (!following && Math.abs(top - lastTop.current) < 1)) return;
    box.current.scrollTop = following ? tallest : top;
    if (!following) lastTop.current = top;
  });

  const stand = (element: HTMLElement) => {
    const row = Math.floor(element.scrollTop / rowHeight);
    const place = places[row];
    if (place !== undefined) anchor.current = { number: first + place, cut: element.scrollTop % rowHeight };
  };

  const onScroll = ({ currentTarget: element }: UIEvent<HTMLElement>) => {
    const up = element.scrollTop < lastTop.current;
    const atEnd = element.scrollTop + element.clientHeight > element.scrollHeight - rowHeight * 1.5;
    lastTop.current = element.scrollTop;
    stand(element);
    if (atEnd && !up) onFollowing(true);
    else if (!atEnd && up) onFollowing(false);
    setSeen({ top: element.scrollTop, height: element.clientHeight });
  };

  const letGo = (element: HTMLElement) => {
    if (!following || element.scrollHeight <= element.clientHeight) return;
    stand(element);
    onFollowing(false);
  };
  /** A hand that scrolls up wins at once; otherwise the next line would pull the list back under it. */
  const onWheel = (event: WheelEvent<HTMLElement>) => event.deltaY < 0 && letGo(event.currentTarget);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (upward.has(event.key)) letGo(event.currentTarget);
    if (event.key === 'End') onFollowing(true);
  };

  const from = Math.max(0, Math.floor(top / rowHeight) - spare);
  const to = Math.min(places.length, Math.ceil((top + seen.height) / rowHeight) + spare);
  return {
    box,
    tallest,
    from,
    inSight: places.slice(from, to),
    /** Keeps the list where it stands now. */
    hold: () => box.current && letGo(box.current),
    handlers: { onScroll, onWheel, onKeyDown },
  };
};
