/** Flags, the set ones first; those that are not set open on demand when there are many. */
import { useState } from 'react';
import { devices } from '../../i18n/en/devices';
import { useText } from '../../i18n/use-text';
import { TextButton } from '../../ui/button';
import { StateGlyph } from '../../ui/state-glyph';
import type { ControlProps } from './dp-controls';
import styles from './dp-controls.module.css';
import { flagCount, isSet, pointName, toggled } from './dp-values';

/** Flags that are not set and shown all the same. */
const shownUnset = 3;

/** Without `onSend` they can only be read. A fault that is set waits for somebody: yellow. */
export const BitmapFlags = ({
  point,
  value,
  asked,
  onSend,
}: Pick<ControlProps, 'point' | 'value' | 'asked'> & { onSend?: ControlProps['onSend'] }) => {
  const t = useText(devices).points;
  const [all, setAll] = useState(false);
  const told = typeof value === 'number' ? value : 0;
  const wanted = typeof asked === 'number' ? asked : told;
  const bits = Array.from({ length: flagCount(point) }, (_, bit) => bit);
  const set = bits.filter((bit) => isSet(told, bit));
  const unset = bits.filter((bit) => !isSet(told, bit));
  const shown = [...set, ...(all ? unset : unset.slice(0, shownUnset))];
  const hidden = bits.length - shown.length;
  return (
    // A fieldset would bring a frame of its own; the role is what counts.
    // biome-ignore lint/a11y/useSemanticElements: see above
    <span className={styles.flags} role="group" aria-label={pointName(point, point.code)}>
      {shown.map((bit) => {
        const on = isSet(told, bit);
        const name = point.labels?.[bit] ?? t.bit(bit);
        const glyph = isSet(wanted, bit) !== on ? 'working' : on ? (onSend ? 'open' : 'yours') : 'free';
        const inside = (
          <>
            <StateGlyph state={glyph} size={12} />
            <span translate="no">{name}</span>
          </>
        );
        return onSend ? (
          <button
            key={bit}
            type="button"
            className={styles.flag}
            aria-pressed={on}
            onClick={() => onSend(toggled(wanted, bit))}
          >
            {inside}
          </button>
        ) : (
          <span key={bit} className={styles.flag} data-set={on ? '' : undefined} data-read="">
            {inside}
          </span>
        );
      })}
      {hidden > 0 ? (
        <TextButton aria-label={t.moreLabel(hidden)} onClick={() => setAll(true)}>
          {t.more(hidden)}
        </TextButton>
      ) : null}
      {all && unset.length > shownUnset ? <TextButton onClick={() => setAll(false)}>{t.less}</TextButton> : null}
    </span>
  );
};

export const BitmapControl = (props: ControlProps) => <BitmapFlags {...props} />;
