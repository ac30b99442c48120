/** The states of a license in the shapes and colours of stations. Written is not green: the board said so, no more. */
import { licenses } from '../../../i18n/en/licenses';
import { useText } from '../../../i18n/use-text';
import type { LicenseState } from '../../../model/license';
import { StateGlyph } from '../../../ui/state-glyph';
import styles from './ledger.module.css';

const glyphs = {
  free: 'ahead',
  reserved: 'working',
  written: 'working',
  verified: 'proven',
  doubtful: 'doubtful',
  spent: 'left-out',
} as const;

export const LicenseStateWord = ({ state }: { state: LicenseState }) => {
  const t = useText(licenses);
  return (
    <span className={styles.state} data-state={state}>
      <StateGlyph state={glyphs[state]} size={15} />
      {t.states[state]}
    </span>
  );
};
