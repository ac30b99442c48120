/** Flags, the set ones first; those that are not set open on demand when there are many. */
import { useState } from 'react';
import { devices } from '../../../i18n/en/devices';
import { useText } from '../../../i18n/use-text';
import { flagsOf, withFlag } from '../../../model/data-point-rules';
import { TextButton } from '../../../ui/button';
import { StateGlyph } from '../../../ui/state-glyph';
import type { ControlProps } from './control-props';
import styles from './dp-controls.module.css';
import { allFlags, flagName, isFlags, pointName } from './dp-values';
import { Outside } from './outside';

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
  const told = isFlags(value) ? value : 0;
  const bits = allFlags(point);
  // A flag that the model does not have cannot be sent back.
  const wanted = (typeof asked === 'number' ? asked : told) % 2 ** bits.length;
  const set = flagsOf(told);
  const unset = bits.filter((bit) => !set.includes(bit));
  const asks = flagsOf(wanted);
  const shown = [...set.filter((bit) => bits.includes(bit)), ...(all ? unset : unset.slice(0, shownUnset))];
  const strange = set.filter((bit) => !bits.includes(bit));
  const hidden = bits.length - shown.length;
  return (
    // A fieldset would bring a frame of its own; the role is what counts.
    // biome-ignore lint/a11y/useSemanticElements: see above
    <span className={styles.flags} role="group" aria-label={pointName(point, point.code)}>
      {shown.map((bit) => {
        const on = set.includes(bit);
        const name = flagName(point, bit, t);
        const glyph = asks.includes(bit) !== on ? 'working' : on ? (onSend ? 'open' : 'yours') : 'free';
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
            onClick={() => onSend(withFlag(wanted, bit, !asks.includes(bit)))}
          >
            {inside}
          </button>
        ) : (
          <span key={bit} className={styles.flag} data-set={on ? '' : undefined} data-read="">
            {inside}
          </span>
        );
      })}
      {strange.map((bit) => (
        <span key={bit} className={styles.flag} data-read="" data-outside="">
          <StateGlyph state="doubtful" size={12} />
          <span translate="no">{flagName(point, bit, t)}</span>
        </span>
      ))}
      <Outside point={point} value={value} />
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
