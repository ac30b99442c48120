/** The glass before anything was heard: the columns unlit, and what would light them. */
import { console } from '../../i18n/en/console';
import { useText } from '../../i18n/use-text';
import { Button } from '../../ui/button';
import styles from './console.module.css';
import type { PortUse } from './port/use-console';

export const LogEmpty = ({
  use,
  held,
  speed,
  onListen,
  onShowAll,
}: {
  use: PortUse;
  /** Lines that are there and not shown. */
  held: number;
  speed: number;
  onListen: () => void;
  onShowAll: () => void;
}) => {
  const t = useText(console);
  const words = () => {
    if (held > 0) return [t.nothingFits, t.nothingFitsHint(held)];
    if (use === 'elsewhere') return [t.shut, t.otherTabHint];
    if (use === 'gone') return [t.quiet, t.gone];
    return use === 'shut' ? [t.shut, t.shutHint] : [t.quiet, t.quietHint];
  };
  const [title, hint] = words();
  return (
    <div className={styles.empty}>
      <p className={styles.ghost} aria-hidden="true">
        <span>--:--:--.---</span> <span>·</span> <span>······.c</span> <span>················</span>
      </p>
      <p className={styles.emptyTitle}>{title}</p>
      <p className={styles.emptyHint}>{hint}</p>
      {held > 0 ? <Button onClick={onShowAll}>{t.showAll}</Button> : null}
      {held === 0 && use === 'shut' ? <Button onClick={onListen}>{t.listenAt(speed)}</Button> : null}
    </div>
  );
};
