/** What a device reported and its model does not have: as it is, and marked. */
import { devices } from '../../../i18n/en/devices';
import { useText } from '../../../i18n/use-text';
import type { DataPoint, DpValue } from '../../../model/data-point';
import { isOutside } from '../../../model/data-point-rules';
import { StateGlyph } from '../../../ui/state-glyph';
import styles from './dp-controls.module.css';
import { isFlags, shownValue } from './dp-values';

/** Nothing where the value fits; flags carry a mark each. */
export const Outside = ({ point, value }: { point: DataPoint; value: DpValue | undefined }) => {
  const t = useText(devices).points;
  if (value === undefined || !isOutside(point, value) || (point.type === 'bitmap' && isFlags(value))) return null;
  return (
    <span className={styles.outside}>
      <StateGlyph state="doubtful" size={12} />
      <span translate="no">{shownValue(point, value, t)}</span>
    </span>
  );
};
