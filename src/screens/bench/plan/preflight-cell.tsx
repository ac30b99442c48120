/** "8 of 8 ready", and behind it all checks. */
import ChevronRight from 'lucide-react/icons/chevron-right';
import { lazy, Suspense, useState } from 'react';
import { recipes } from '../../../i18n/en/recipes';
import { useText } from '../../../i18n/use-text';
import { StateGlyph } from '../../../ui/state-glyph';
import { Engraved } from '../../../ui/text';
import { useBenchView } from '../../parts/bench-context';
import styles from './plan-bar.module.css';
import { countReady } from './preflight-ways';
import { usePreflight } from './use-preflight';

const PreflightDialog = lazy(async () => ({ default: (await import('./preflight-dialog')).PreflightDialog }));

export const PreflightCell = ({ edit }: { edit: () => void }) => {
  const t = useText(recipes).bar;
  // One board speaks for the plan: the one that could run now, else the first that is known.
  const lane = useBenchView(
    ({ lanes }) =>
      lanes.find(({ state }) => state === 'ready') ??
      lanes.find(({ chip, state }) => chip && state !== 'gone') ??
      lanes[0],
  );
  const preflight = usePreflight(lane);
  const [open, setOpen] = useState(false);
  const counts = preflight.checks && countReady(preflight.checks);
  const all = counts && counts.ready === counts.needed;
  const words = counts ? t.ready(counts.ready, counts.needed) : t.looking;
  return (
    <>
      <button
        type="button"
        className={styles.checks}
        aria-haspopup="dialog"
        title={t.openChecks}
        onClick={() => setOpen(true)}
      >
        <Engraved className={styles.caption}>{t.checks}</Engraved>
        <span className={styles.checksValue}>
          <StateGlyph state={all ? 'proven' : counts?.open ? 'yours' : 'ahead'} size={16} />
          <span className={styles.wide}>{words}</span>
          <span className={styles.short}>
            {counts ? t.readyShort(counts.ready, counts.needed) : t.looking}
            <ChevronRight size={18} strokeWidth={1.75} aria-hidden="true" />
          </span>
        </span>
      </button>
      <Suspense>
        {open ? <PreflightDialog preflight={preflight} close={() => setOpen(false)} editPlan={edit} /> : null}
      </Suspense>
    </>
  );
};
