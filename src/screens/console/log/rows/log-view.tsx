/** The log on glass. Only the rows in sight are in the page, however long the log is. */

import { type CSSProperties, type MouseEvent, type ReactNode, useMemo } from 'react';
import { console } from '../../../../i18n/en/console';
import { useFormats, useText } from '../../../../i18n/use-text';
import type { LogPlace, LogSeen } from '../../../../model/log-look';
import { Button } from '../../../../ui/button';
import { useNarrow } from '../../../parts/use-narrow';
import { LogRow } from './log-row';
import { type TimeMode, timeOf } from './log-times';
import styles from './log-view.module.css';
import { useRows } from './use-rows';

/** As in the style sheet: one line, or two under 760 px. */
const rowHeights = { wide: 19, narrow: 36 };

/** Lines that a person chose by clicking on them, both ends included. */
export interface Chosen {
  from: number;
  to: number;
}

export const LogView = ({
  seen,
  found,
  colours,
  times,
  place,
  following,
  chosen,
  onWish,
  onFollowing,
  onChoose,
  empty,
}: {
  seen: LogSeen;
  found: string;
  colours: boolean;
  times: TimeMode;
  place: LogPlace;
  following: boolean;
  chosen: Chosen | undefined;
  onWish: (wish: { place: LogPlace; rows: number }) => void;
  onFollowing: (following: boolean) => void;
  /** Undefined: nothing is. */
  onChoose: (chosen: Chosen | undefined) => void;
  /** Shown in place of lines. */
  empty?: ReactNode;
}) => {
  const t = useText(console);
  const formats = useFormats();
  const rowHeight = useNarrow() ? rowHeights.narrow : rowHeights.wide;
  const words = useMemo(() => ({ masked: t.masked, youTyped: t.youTyped }), [t]);
  const marked = useMemo(() => new Set(seen.marks.map(({ line }) => line)), [seen.marks]);
  const { box, tallest, offset, handlers } = useRows({
    shown: seen.shown,
    row: seen.row,
    numberOf: (row) => seen.rows[row - seen.row]?.number,
    rowHeight,
    place,
    following,
    onWish,
    onFollowing,
  });
  const isChosen = (number: number) => chosen !== undefined && number >= chosen.from && number <= chosen.to;
  /** The time of a line is its handle: a click takes the line, with Shift up to there. The text is selected as any text. */
  const choose = ({ target, shiftKey }: MouseEvent) => {
    if (!(target instanceof Element) || !target.closest(`.${styles.time}`)) return;
    const line = Number(target.closest<HTMLElement>('[data-line]')?.dataset.line);
    if (Number.isNaN(line)) return;
    onFollowing(false);
    if (shiftKey && chosen) onChoose({ from: Math.min(chosen.from, line), to: Math.max(chosen.to, line) });
    else onChoose(chosen?.from === line && chosen.to === line ? undefined : { from: line, to: line });
  };
  return (
    <div className={styles.around}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: M and the buttons below the glass do the same by keyboard */}
      <div
        ref={box}
        className={styles.box}
        role="log"
        aria-live="off"
        aria-label={t.log}
        // A box that scrolls must be reachable by keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        onClick={choose}
        {...handlers}
      >
        {empty ?? (
          <div className={styles.lines} style={{ blockSize: tallest, '--longest': seen.longest } as CSSProperties}>
            <div className={styles.inSight} style={{ insetBlockStart: offset }}>
              {seen.rows.map((row) => (
                <LogRow
                  // Keyed by slot: at a thousand lines a second, rows that leave become rows that come.
                  key={row.number % Math.max(1, seen.rows.length)}
                  row={row}
                  time={timeOf(row, times, seen.begun, formats.moment)}
                  found={found}
                  colours={colours}
                  words={words}
                  marked={marked.has(row.number)}
                  chosen={isChosen(row.number)}
                />
              ))}
            </div>
          </div>
        )}
      </div>
      {seen.fresh > 0 && !following ? (
        <Button size="small" className={styles.fresh} onClick={() => onFollowing(true)}>
          {t.newLines(seen.fresh)} ↓
        </Button>
      ) : null}
    </div>
  );
};
