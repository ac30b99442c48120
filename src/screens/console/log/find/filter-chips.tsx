/** What the log is sifted by, each with how many lines it is in: a click switches it, the cross takes it away. */
import EyeOff from 'lucide-react/icons/eye-off';
import Filter from 'lucide-react/icons/filter';
import X from 'lucide-react/icons/x';
import { logWords } from '../../../../i18n/en/log-words';
import { useFormats, useText } from '../../../../i18n/use-text';
import type { LogChip, Sought } from '../../../../model/log-look';
import { cx } from '../../../../ui/cx';
import styles from './filter-chips.module.css';

const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;

const Chip = ({
  chip,
  sought,
  onTurn,
  onRemove,
}: {
  chip: LogChip;
  sought: Sought | undefined;
  onTurn: () => void;
  onRemove: () => void;
}) => {
  const t = useText(logWords);
  const f = useFormats();
  const named = chip.regex ? `/${chip.text}/` : chip.text;
  const state = sought?.state ?? 'scanning';
  const trouble = state === 'wrong' || state === 'slow' ? t.seek[state] : undefined;
  return (
    <span className={cx(styles.chip, chip.off && styles.off, trouble && styles.trouble)}>
      <button
        type="button"
        className={styles.turn}
        aria-pressed={!chip.off}
        title={trouble ?? (chip.exclude ? t.hides(named) : t.only(named))}
        onClick={onTurn}
      >
        {chip.exclude ? <EyeOff {...icon} /> : <Filter {...icon} />}
        <span className={styles.words}>{chip.exclude ? t.hiddenChip(named) : named}</span>
        <span className={styles.count}>
          {trouble ?? `${f.count(sought?.lines ?? 0)}${state === 'scanning' ? '…' : ''}`}
        </span>
      </button>
      <button type="button" className={styles.remove} aria-label={t.removeChip(named)} onClick={onRemove}>
        <X {...icon} />
      </button>
    </span>
  );
};

export const FilterChips = ({
  chips,
  sought,
  onChips,
}: {
  chips: readonly LogChip[];
  sought: Readonly<Record<string, Sought>>;
  onChips: (chips: readonly LogChip[]) => void;
}) => {
  const t = useText(logWords);
  if (chips.length === 0) return null;
  const turned = ({ off, ...chip }: LogChip): LogChip => (off ? chip : { ...chip, off: true });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex line in every browser
    <div className={styles.chips} role="group" aria-label={t.chips}>
      {chips.map((chip) => (
        <Chip
          key={chip.id}
          chip={chip}
          sought={sought[chip.id]}
          onTurn={() => onChips(chips.map((other) => (other === chip ? turned(chip) : other)))}
          onRemove={() => onChips(chips.filter((other) => other !== chip))}
        />
      ))}
    </div>
  );
};
