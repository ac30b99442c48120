/** The bench: a lane per board under the plan; with no board, what to do first. */
import { lazy, Suspense, useState } from 'react';
import { bench } from '../../i18n/en/bench';
import { problems } from '../../i18n/en/problems';
import { shell } from '../../i18n/en/shell';
import { useText } from '../../i18n/use-text';
import { Button } from '../../ui/button';
import { StateGlyph } from '../../ui/state-glyph';
import { Mono, Spoken } from '../../ui/text';
import { useBench, useBenchView } from '../parts/bench-context';
import { errorId } from '../parts/lane-words';
import styles from './bench-screen.module.css';
import { EmptyBench } from './empty-bench';
import { Lane } from './lane';
import { PlanBar } from './plan-bar';

const PlanEditor = lazy(async () => ({ default: (await import('./plan-editor')).PlanEditor }));
const PortGuide = lazy(async () => ({ default: (await import('./port-guide')).PortGuide }));

/** Trouble that belongs to no lane: a console that would not open, storage that failed. */
const Trouble = () => {
  const t = useText(bench);
  const words = useText(problems);
  const { view } = useBench();
  const problem = useBenchView(({ trouble }) => trouble);
  if (!problem) return null;
  const { title, what } = words.of[problem.code];
  return (
    <div className={styles.trouble} role="alert">
      <StateGlyph state="failed" />
      <strong>{title(problem.details)}</strong>
      <span>{what(problem.details)}</span>
      <Mono>{errorId(problem.code)}</Mono>
      <Button size="small" onClick={() => view.setState({ trouble: undefined })}>
        {t.trouble.dismiss}
      </Button>
    </div>
  );
};

export const BenchScreen = () => {
  const t = useText(shell);
  const lanes = useBenchView((view) => view.lanes);
  const [dialog, setDialog] = useState<'plan' | 'guide'>();
  const close = () => setDialog(undefined);
  const editPlan = () => setDialog('plan');
  return (
    <div className={styles.bench}>
      <Trouble />
      {lanes.length === 0 ? (
        <EmptyBench openGuide={() => setDialog('guide')} />
      ) : (
        <>
          <h1 className={styles.heading}>
            <Spoken>{t.bench}</Spoken>
          </h1>
          <PlanBar edit={editPlan} />
          {lanes.map((lane) => (
            <Lane key={lane.id} lane={lane} editPlan={editPlan} />
          ))}
        </>
      )}
      <Suspense>
        {dialog === 'plan' ? <PlanEditor close={close} /> : null}
        {dialog === 'guide' ? <PortGuide close={close} /> : null}
      </Suspense>
    </div>
  );
};
