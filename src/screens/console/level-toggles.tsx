/** Levels, and the ports of a board that has two, as switches; what is hidden goes on counting. */
import EyeOff from 'lucide-react/icons/eye-off';
import { console } from '../../i18n/en/console';
import { useFormats, useText } from '../../i18n/use-text';
import { cx } from '../../ui/cx';
import styles from './level-toggles.module.css';
import { type FilteredLog, type ShownLevel, type ShownStream, shownLevels, shownStreams } from './log-filter';

const looks: Readonly<Partial<Record<ShownLevel | ShownStream, string>>> = {
  E: styles.error,
  W: styles.warning,
  'log-port': styles.logPort,
};

const Toggles = <T extends ShownLevel | ShownStream>({
  label,
  each,
  nameOf,
  counts,
  hidden,
  onHidden,
}: {
  label: string;
  each: readonly T[];
  nameOf: (one: T) => string;
  counts: Readonly<Record<T, number>>;
  hidden: ReadonlySet<T>;
  onHidden: (hidden: ReadonlySet<T>) => void;
}) => {
  const f = useFormats();
  const turn = (one: T) => {
    const next = new Set(hidden);
    if (!next.delete(one)) next.add(one);
    onHidden(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex line in every browser
    <div className={styles.levels} role="group" aria-label={label}>
      {each.map((one) => (
        <button
          key={one}
          type="button"
          className={cx(styles.level, looks[one])}
          aria-pressed={!hidden.has(one)}
          onClick={() => turn(one)}
        >
          {hidden.has(one) ? <EyeOff size={14} strokeWidth={1.75} aria-hidden="true" /> : null}
          {nameOf(one)}
          <span className={cx(styles.count, counts[one] > 0 && styles.some)}>{f.count(counts[one])}</span>
        </button>
      ))}
    </div>
  );
};

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
  return (
    <Toggles
      label={t.levels}
      each={shownLevels}
      nameOf={(level) => t.level[level]}
      counts={counts}
      hidden={hidden}
      onHidden={onHidden}
    />
  );
};

export const StreamToggles = ({
  counts,
  hidden,
  onHidden,
}: {
  counts: FilteredLog['streams'];
  hidden: ReadonlySet<ShownStream>;
  onHidden: (hidden: ReadonlySet<ShownStream>) => void;
}) => {
  const t = useText(console);
  return (
    <Toggles
      label={t.streams}
      each={shownStreams}
      nameOf={(stream) => t.stream[stream]}
      counts={counts}
      hidden={hidden}
      onHidden={onHidden}
    />
  );
};
