/** The bench: a lane per board under the plan; with no board, what to do first. */
import { lazy, Suspense, useState } from 'react';
import { shell } from '../../i18n/en/shell';
import { useText } from '../../i18n/use-text';
import { Spoken } from '../../ui/text';
import { useBenchView, useStock } from '../parts/bench-context';
import styles from './bench-screen.module.css';
import { EmptyBench } from './empty/empty-bench';

const Lanes = lazy(async () => ({ default: (await import('./lanes')).Lanes }));
const Trouble = lazy(async () => ({ default: (await import('../parts/bench-trouble')).BenchTrouble }));
const CutOff = lazy(async () => ({ default: (await import('./day/cut-off')).CutOff }));
const Day = lazy(async () => ({ default: (await import('./day/day')).Day }));
const PlanEditor = lazy(async () => ({ default: (await import('./plan/plan-editor')).PlanEditor }));
const PortGuide = lazy(async () => ({ default: (await import('./empty/port-guide')).PortGuide }));

export const BenchScreen = () => {
  const t = useText(shell);
  const empty = useBenchView((view) => view.lanes.length === 0);
  const trouble = useBenchView((view) => view.trouble);
  const remembers = useStock((stock) => stock.kept);
  const [dialog, setDialog] = useState<'plan' | 'guide'>();
  const close = () => setDialog(undefined);
  return (
    <div className={styles.bench}>
      {empty ? null : (
        <h1 className={styles.heading}>
          <Spoken>{t.bench}</Spoken>
        </h1>
      )}
      <Suspense>{trouble ? <Trouble problem={trouble} /> : null}</Suspense>
      <Suspense>{remembers ? <CutOff /> : null}</Suspense>
      {empty ? (
        <EmptyBench openGuide={() => setDialog('guide')} />
      ) : (
        <Suspense>
          <Lanes editPlan={() => setDialog('plan')} />
        </Suspense>
      )}
      <Suspense>{remembers ? <Day /> : null}</Suspense>
      <Suspense>
        {dialog === 'plan' ? <PlanEditor close={close} /> : null}
        {dialog === 'guide' ? <PortGuide close={close} /> : null}
      </Suspense>
    </div>
  );
};
