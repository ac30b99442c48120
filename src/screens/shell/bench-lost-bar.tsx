/** The bench does not answer any more: said on every screen, with the way out. */
import { shell } from '../../i18n/en/shell';
import { useText } from '../../i18n/use-text';
import { Button } from '../../ui/button';
import { StateGlyph } from '../../ui/state-glyph';
import { useBench, useBenchView } from '../parts/bench-context';
import styles from './update-bar.module.css';

export const BenchLostBar = () => {
  const t = useText(shell);
  const { anew } = useBench();
  const lost = useBenchView((view) => view.lost);
  if (!lost) return null;
  return (
    <div className={styles.bar} role="alert">
      <StateGlyph state="failed" />
      <strong>{t.benchLost}</strong>
      <span>{t.benchLostNote}</span>
      {anew ? (
        <Button kind="primary" size="small" onClick={anew}>
          {t.startAnew}
        </Button>
      ) : null}
    </div>
  );
};
