/** The pool at a glance: to scale by state, with the counts in words. */
import { licenses } from '../../../i18n/en/licenses';
import { useFormats, useText } from '../../../i18n/use-text';
import type { LicenseState } from '../../../model/license';
import { Panel } from '../../../ui/panel';
import { Mono } from '../../../ui/text';
import styles from './state-bar.module.css';

const order: readonly LicenseState[] = ['verified', 'written', 'reserved', 'doubtful', 'spent', 'free'];

export const StateBar = ({ counts }: { counts: Readonly<Record<LicenseState, number>> }) => {
  const t = useText(licenses);
  const f = useFormats();
  const there = order.filter((state) => counts[state] > 0);
  return (
    <Panel>
      <div
        className={styles.bar}
        role="img"
        aria-label={t.stateBar(there.map((state) => t.stateCount(counts[state], t.states[state])).join(', '))}
      >
        {there.map((state) => (
          <span key={state} data-state={state} style={{ flexGrow: counts[state] }} />
        ))}
      </div>
      <ul className={styles.legend}>
        {there.map((state) => (
          <li key={state} data-state={state}>
            <Mono strong>{f.count(counts[state])}</Mono> {t.states[state]}
          </li>
        ))}
      </ul>
    </Panel>
  );
};
