/** What is being fetched, how far it is, and how to stop it. */
import { catalogues } from '../../../i18n/en/catalogues';
import { useText } from '../../../i18n/use-text';
import { Button } from '../../../ui/button';
import { StateGlyph } from '../../../ui/state-glyph';
import styles from './catalogue.module.css';
import type { Busy } from './use-catalogues';

export const BusyLine = ({ busy, onStop }: { busy: Busy; onStop: () => void }) => {
  const t = useText(catalogues);
  return (
    <p role="status" className={styles.line}>
      <StateGlyph state="working" size={16} />
      {busy.of === undefined ? t.asking : t.reading(busy.done ?? 0, busy.of)}
      <Button kind="quiet" size="small" onClick={onStop}>
        {t.stop}
      </Button>
    </p>
  );
};
