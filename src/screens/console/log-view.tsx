/** The log on glass. Only the rows in sight are in the page, however long the log is. */

import { type CSSProperties, type ReactNode, useMemo } from 'react';
import { console } from '../../i18n/en/console';
import { useFormats, useText } from '../../i18n/use-text';
import { Button } from '../../ui/button';
import { useNarrow } from '../parts/use-narrow';
import { rankOf } from './log-filter';
import { LogRow } from './log-row';
import type { LogTrack } from './log-track';
import { nextNumber } from './log-track';
import styles from './log-view.module.css';
import { useWindow } from './use-window';

/** As in the style sheet: one line, or two under 760 px. */
const rowHeights = { wide: 19, narrow: 36 };

export const LogView = ({
  track,
  places,
  longest,
  found,
  newSince,
  onNewSince,
  empty,
}: {
  track: LogTrack;
  /** Of the lines to show, in the track. */
  places: readonly number[];
  /** Characters of the longest line. */
  longest: number;
  found: string;
  /** Number of the first line that came after the reader stopped following; undefined = following. */
  newSince: number | undefined;
  onNewSince: (number: number | undefined) => void;
  /** Shown in place of lines. */
  empty?: ReactNode;
}) => {
  const t = useText(console);
  const formats = useFormats();
  const narrow = useNarrow();
  const words = useMemo(() => ({ masked: t.masked, youTyped: t.youTyped }), [t]);
  const following = newSince === undefined;
  const { box, tallest, from, inSight, handlers } = useWindow({
    places,
    first: track.first,
    rowHeight: narrow ? rowHeights.narrow : rowHeights.wide,
    following,
    onFollowing: (follow) => {
      if (follow !== following) onNewSince(follow ? undefined : nextNumber(track));
    },
  });
  const fresh = following ? 0 : places.length - rankOf(places, newSince - track.first);
  return (
    <div className={styles.around}>
      <div
        ref={box}
        className={styles.box}
        role="log"
        aria-live="off"
        aria-label={t.log}
        // A box that scrolls must be reachable by keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        {...handlers}
      >
        {empty ?? (
          <div className={styles.lines} style={{ blockSize: tallest, '--longest': longest } as CSSProperties}>
            <div
              className={styles.inSight}
              style={{ insetBlockStart: from * (narrow ? rowHeights.narrow : rowHeights.wide) }}
            >
              {inSight.map((place, index) => {
                const line = track.lines[place];
                return line ? (
                  <LogRow
                    // Keyed by slot: at a thousand lines a second, rows that leave become rows that come.
                    // biome-ignore lint/suspicious/noArrayIndexKey: see above; a row has no state of its own
                    key={(from + index) % inSight.length}
                    line={line}
                    found={found}
                    formats={formats}
                    words={words}
                  />
                ) : null;
              })}
            </div>
          </div>
        )}
      </div>
      {fresh > 0 ? (
        <Button size="small" className={styles.fresh} onClick={() => onNewSince(undefined)}>
          {t.newLines(fresh)} ↓
        </Button>
      ) : null}
    </div>
  );
};
