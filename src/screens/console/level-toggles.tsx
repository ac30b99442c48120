/** The levels as switches; a level that is hidden goes on counting. */
import EyeOff from 'lucide-react/icons/eye-off';
import { console } from '../../i18n/en/console';
import { useFormats, useText } from '../../i18n/use-text';
import { cx } from '../../ui/cx';
import styles from './level-toggles.module.css';
import { type FilteredLog, type ShownLevel, shownLevels } from './log-filter';

export const LevelToggles = ({
  counts,
  hidden,
  onHidden,
}: {
  counts: FilteredLog['counts'];
  hidden: ReadonlySet<ShownLevel>;
  onHidden: (hidden: ReadonlySet<ShownLevel>) => void;
}) => {
  const t = useText(console);
  const f = useFormats();
  const turn = (level: ShownLevel) => {
    const next = new Set(hidden);
    if (!next.delete(level)) next.add(level);
    onHidden(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex line in every browser
    <div className={styles.levels} role="group" aria-label={t.levels}>
      {shownLevels.map((level) => (
        <button
          key={level}
          type="button"
          className={cx(styles.level, level === 'E' && styles.error, level === 'W' && styles.warning)}
          aria-pressed={!hidden.has(level)}
          onClick={() => turn(level)}
        >
          {hidden.has(level) ? <EyeOff size={14} strokeWidth={1.75} aria-hidden="true" /> : null}
          {t.level[level]}
          <span className={cx(styles.count, counts[level] > 0 && styles.some)}>{f.count(counts[level])}</span>
        </button>
      ))}
    </div>
  );
};
