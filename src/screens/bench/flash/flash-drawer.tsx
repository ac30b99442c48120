/** Opens the tools for the flash under a lane; what they are made of comes with the first opening. */
import ChevronRight from 'lucide-react/icons/chevron-right';
import { lazy, Suspense, useState } from 'react';
import { bench } from '../../../i18n/en/bench';
import { useText } from '../../../i18n/use-text';
import type { LaneView } from '../../../model/run';
import { TextButton } from '../../../ui/button';
import styles from './flash-drawer.module.css';

const FlashTools = lazy(() => import('./flash-tools'));

export const FlashDrawer = ({ lane }: { lane: LaneView }) => {
  const t = useText(bench).lane;
  const [asked, setAsked] = useState<boolean>();
  const open = asked ?? lane.tool !== undefined;
  if (!lane.chip) return null;
  return (
    <div className={styles.drawer}>
      <TextButton className={styles.summary} aria-expanded={open} onClick={() => setAsked(!open)}>
        <ChevronRight size={14} strokeWidth={1.75} aria-hidden="true" data-open={open ? '' : undefined} />
        {t.flashTools}
      </TextButton>
      {open ? (
        <Suspense>
          <FlashTools lane={lane} />
        </Suspense>
      ) : null}
    </div>
  );
};
