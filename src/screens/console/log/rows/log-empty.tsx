/** The glass without a line: the columns unlit, and what would light them. */
import { Button } from '../../../../ui/button';
import styles from './log-empty.module.css';

export const LogEmpty = ({
  title,
  hint,
  act,
  onAct,
}: {
  title: string | undefined;
  hint: string | undefined;
  /** Words of what can be done about it. */
  act?: string;
  onAct?: () => void;
}) => (
  <div className={styles.empty}>
    <p className={styles.ghost} aria-hidden="true">
      <span>--:--:--.---</span> <span>·</span> <span>······.c</span> <span>················</span>
    </p>
    <p className={styles.emptyTitle}>{title}</p>
    <p className={styles.emptyHint}>{hint}</p>
    {act ? <Button onClick={onAct}>{act}</Button> : null}
  </div>
);
