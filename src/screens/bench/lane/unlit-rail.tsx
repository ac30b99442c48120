/** The rail with no board on it: what each station will prove. */
import type { CSSProperties } from 'react';
import { bench } from '../../../i18n/en/bench';
import { useText } from '../../../i18n/use-text';
import { stationNames } from '../../../model/run';
import { cx } from '../../../ui/cx';
import { StateGlyph } from '../../../ui/state-glyph';
import { Evidence } from '../../../ui/text';
import styles from './unlit-rail.module.css';

export const UnlitRail = () => {
  const t = useText(bench);
  return (
    <ol className={styles.rail} style={{ '--stations': stationNames.length } as CSSProperties}>
      {stationNames.map((name) => (
        <li key={name} className={cx(styles.station, name === stationNames.at(-1) && styles.last)}>
          <div className={styles.name}>{t.stations[name]}</div>
          <div className={styles.track}>
            <StateGlyph state="ahead" />
            <span className={styles.line} />
          </div>
          <div className={styles.pole}>
            <Evidence>{t.proves[name]}</Evidence>
          </div>
        </li>
      ))}
    </ol>
  );
};
