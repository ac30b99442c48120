/** A log as the bytes it came in, on glass. Only the rows in sight are in the page; bytes are chosen by a drag. */
import { type CSSProperties, type PointerEvent, useRef } from 'react';
import { console } from '../../../../i18n/en/console';
import { hex } from '../../../../i18n/en/hex';
import { useFormats, useText } from '../../../../i18n/use-text';
import type { HexSeen } from '../../../../model/heard-bytes';
import { logStreams } from '../../../../model/log-look';
import { maskedByte } from '../../../../protocols/console/hex-dump';
import { Button } from '../../../../ui/button';
import { cx } from '../../../../ui/cx';
import { Segmented } from '../../../../ui/segmented';
import { LogEmpty } from '../rows/log-empty';
import { useRows } from '../rows/use-rows';
import { HexRow } from './hex-row';
import styles from './hex-view.module.css';
import type { useHex } from './use-hex';

/** As in the style sheet. */
const rowHeight = 19;

/** Places of bytes, both ends included; `anchor` is where it was begun. */
export interface ChosenBytes {
  anchor: number;
  from: number;
  to: number;
}

/** The byte under a hand. */
const placeUnder = (x: number, y: number, perRow: number): number | undefined => {
  const element = document.elementFromPoint(x, y);
  const row = element?.closest<HTMLElement>('[data-from]');
  const cells = element?.closest('[data-bytes]') ?? row?.querySelector('[data-bytes]');
  if (!row || !cells) return undefined;
  const { left, width } = cells.getBoundingClientRect();
  const count = Math.min(perRow, Number(row.dataset.count));
  const at = Math.floor(((x - left) / width) * count);
  return Number(row.dataset.from) + Math.min(Math.max(0, at), count - 1);
};

export const HexView = ({
  log,
  perRow,
  chosen,
  onChoose,
}: {
  log: ReturnType<typeof useHex>;
  perRow: number;
  chosen: ChosenBytes | undefined;
  onChoose: (chosen: ChosenBytes | undefined) => void;
}) => {
  const t = useText(hex);
  const f = useFormats();
  const { following } = log;
  const seen: HexSeen | undefined = log.seen;
  /** The rows that are gone stay in the count of the list until one follows again: nothing jumps under a reader. */
  const base = useRef(0);
  if (following) base.current = seen?.first ?? 0;
  const row = Math.max(0, (seen?.row ?? 0) - base.current);
  const { box, tallest, offset, handlers } = useRows({
    shown: Math.max(0, (seen?.end ?? 0) - base.current),
    row,
    numberOf: () => undefined,
    rowHeight,
    place: log.place,
    following,
    onWish: ({ place, rows }) =>
      log.onWish({
        rows,
        place: place.kind === 'row' ? { kind: 'row', row: base.current + place.row } : { kind: 'end' },
      }),
    onFollowing: log.onFollowing,
  });
  const dragging = useRef(false);
  const reach = (place: number | undefined, anchor = chosen?.anchor) => {
    if (place === undefined) return;
    const start = anchor ?? place;
    onChoose({ anchor: start, from: Math.min(start, place), to: Math.max(start, place) });
  };
  const onPointerDown = ({ clientX, clientY, shiftKey, button, target }: PointerEvent) => {
    if (button !== 0 || !(target instanceof Element) || !target.closest('[data-from]')) return;
    const place = placeUnder(clientX, clientY, perRow);
    log.onFollowing(false);
    dragging.current = true;
    reach(place, shiftKey ? chosen?.anchor : place);
  };
  const onPointerMove = ({ clientX, clientY, buttons }: PointerEvent) => {
    if (buttons === 0) dragging.current = false;
    if (dragging.current) reach(placeUnder(clientX, clientY, perRow));
  };
  const isChosen = (place: number) => chosen !== undefined && place >= chosen.from && place <= chosen.to;
  const some = seen !== undefined && seen.bytes.length > 0;
  return (
    <div className={styles.around}>
      <div
        ref={box}
        className={styles.box}
        role="log"
        aria-live="off"
        aria-label={t.bytes}
        title={t.choose}
        // A box that scrolls must be reachable by keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        {...handlers}
      >
        {some ? (
          <div className={styles.lines} style={{ blockSize: tallest, '--per-row': perRow } as CSSProperties}>
            <div className={styles.inSight} style={{ insetBlockStart: offset }}>
              {seen.times.map((at, index) => (
                <HexRow
                  // biome-ignore lint/suspicious/noArrayIndexKey: by slot, as the rows of a text are
                  key={index}
                  piece={seen}
                  at={index * perRow}
                  count={Math.min(perRow, seen.bytes.length - index * perRow)}
                  time={f.moment(at)}
                  isChosen={isChosen}
                />
              ))}
            </div>
          </div>
        ) : (
          <LogEmpty title={t.nothing} hint={t.nothingHint} />
        )}
      </div>
      {seen && seen.fresh > 0 && !following ? (
        <Button size="small" className={styles.fresh} onClick={() => log.onFollowing(true)}>
          {t.newRows(seen.fresh)} ↓
        </Button>
      ) : null}
    </div>
  );
};

/** Below the glass: which port, how to read it, and what is kept. */
export const HexNote = ({ log: { seen, stream, setStream } }: { log: ReturnType<typeof useHex> }) => {
  const t = useText(hex);
  const c = useText(console);
  return (
    <div className={styles.note}>
      {seen && seen.streams.length > 1 ? (
        <Segmented
          label={c.streams}
          value={stream}
          choices={logStreams.map((value) => ({ value, label: c.stream[value] }))}
          onChange={setStream}
        />
      ) : null}
      <span>
        <span className={cx(styles.sample, styles.masked)}>{maskedByte}</span> {t.secret}
      </span>
      <span>
        <span className={cx(styles.sample, styles.waits)}>{maskedByte}</span> {t.waits}
      </span>
      <span>{t.kept(seen?.kept ?? 0, seen?.heard ?? 0)}</span>
    </div>
  );
};
