/** Levels, and the ports of a board that has two, as switches; what is hidden goes on counting. */
import EyeOff from 'lucide-react/icons/eye-off';
import { console } from '../../../../i18n/en/console';
import { useFormats, useText } from '../../../../i18n/use-text';
import { type LogLevel, type LogSeen, type LogStream, logLevels, logStreams } from '../../../../model/log-look';
import { cx } from '../../../../ui/cx';
import styles from './level-toggles.module.css';

const looks: Readonly<Partial<Record<LogLevel | LogStream, string>>> = {
  E: styles.error,
  W: styles.warning,
  'log-port': styles.logPort,
};

const Toggles = <T extends LogLevel | LogStream>({
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
  hidden: readonly T[];
  onHidden: (hidden: readonly T[]) => void;
}) => {
  const f = useFormats();
  const turn = (one: T) => onHidden(hidden.includes(one) ? hidden.filter((other) => other !== one) : [...hidden, one]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex line in every browser
    <div className={styles.levels} role="group" aria-label={label}>
      {each.map((one) => (
        <button
          key={one}
          type="button"
          className={cx(styles.level, looks[one])}
          aria-pressed={!hidden.includes(one)}
          onClick={() => turn(one)}
        >
          {hidden.includes(one) ? <EyeOff size={14} strokeWidth={1.75} aria-hidden="true" /> : null}
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
  counts: LogSeen['counts'];
  hidden: readonly LogLevel[];
  onHidden: (hidden: readonly LogLevel[]) => void;
}) => {
  const t = useText(console);
  return (
    <Toggles
      label={t.levels}
      each={logLevels}
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
  counts: LogSeen['streams'];
  hidden: readonly LogStream[];
  onHidden: (hidden: readonly LogStream[]) => void;
}) => {
  const t = useText(console);
  return (
    <Toggles
      label={t.streams}
      each={logStreams}
      nameOf={(stream) => t.stream[stream]}
      counts={counts}
      hidden={hidden}
      onHidden={onHidden}
    />
  );
};
