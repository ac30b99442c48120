/** A new version offers itself, and never under a running board. */
import { shell } from '../../i18n/en/shell';
import { useText } from '../../i18n/use-text';
import { Button } from '../../ui/button';
import { Evidence } from '../../ui/text';
import { useBenchView } from '../parts/bench-context';
import { isBusy } from '../parts/lane-words';
import styles from './update-bar.module.css';

export interface Offer {
  offered: boolean;
  /** It was asked for while another tab is at work. */
  heldBack: boolean;
  apply(): void;
}

export const UpdateBar = ({ offered, heldBack, apply }: Offer) => {
  const t = useText(shell);
  const busy = useBenchView((view) => view.lanes.some(isBusy));
  if (!offered) return null;
  return (
    <div className={styles.bar} role="status">
      <strong>{t.updateReady}</strong>
      <Button size="small" disabled={busy} onClick={apply}>
        {t.updateNow}
      </Button>
      {busy || heldBack ? <Evidence>{t.updateLater}</Evidence> : null}
    </div>
  );
};
