/** One step of the tour in words, and the one thing to press: here, or on the screen above. */
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { useStore } from 'zustand';
import { tour } from '../../i18n/en/tour';
import { useFormats, useText } from '../../i18n/use-text';
import type { VirtualChip } from '../../model/board-habits';
import { chipNames } from '../../model/chip';
import { Button, ButtonLink, TextButton } from '../../ui/button';
import { Segmented } from '../../ui/segmented';
import { Evidence } from '../../ui/text';
import { useBench } from '../parts/bench-context';
import { deviceOf, places } from '../parts/places';
import { boardSpeed } from '../parts/preferences';
import styles from './tour.module.css';
import { isWhole, wholePlan } from './tour-reading';
import { keepPlan, tourState } from './tour-state';
import { Named } from './tour-words';
import { findTarget, type Target } from './use-target';
import type { TourView } from './use-tour';

/** Moves there as the keyboard would, with the ring to be seen. */
const showTarget = (target: Target): void => {
  const found = findTarget(target);
  found?.scrollIntoView({ block: 'center' });
  found?.focus({ preventScroll: true, focusVisible: true });
};

const useTitle = ({ stage, target, memory }: TourView): ReactNode => {
  const t = useText(tour);
  const f = useFormats();
  const began = useStore(tourState, (state) => state.startedTicks);
  if (stage === 'done') return t.done.title(f.count(Math.round(((memory.answeredTicks ?? began) - began) / 1000)));
  return (
    <Named text={t[stage].title}>
      {target ? (
        <b className={styles.press} data-press={target.kind}>
          {target.name}
        </b>
      ) : null}
    </Named>
  );
};

/** One of either family; any other board of the bench can be taken as well. */
const tourChips = ['t5ai', 'esp32'] as const satisfies readonly VirtualChip[];
type TourChip = (typeof tourChips)[number];

/** The board the tour follows comes from a click on this, in the tour or on the bench. */
const useAddBoard = ({ asked }: TourView, chip: TourChip): (() => void) => {
  const { send, view } = useBench();
  return () => {
    const { plan } = view.getState();
    if (!isWhole(plan)) {
      keepPlan(plan);
      send({ kind: 'set-plan', plan: wholePlan(plan) });
    }
    asked();
    send({ kind: 'add-virtual-board', chip, habits: {}, habit: 'plain', speed: boardSpeed.getState() });
  };
};

const WayOn = ({ view, chip }: { view: TourView; chip: TourChip }) => {
  const t = useText(tour);
  const bench = useBench();
  const addBoard = useAddBoard(view, chip);
  const { stage, lane, target, there, away } = view;
  const takeAll = () => {
    const { plan } = bench.view.getState();
    keepPlan(plan);
    bench.send({ kind: 'set-plan', plan: wholePlan(plan) });
  };
  if (away)
    return (
      <>
        {stage === 'bound' && lane?.device ? (
          <Link href={deviceOf(lane.device.place, lane.device.deviceId)} asChild>
            <ButtonLink kind="primary">{t.toDevice}</ButtonLink>
          </Link>
        ) : (
          <Link href={places.bench} asChild>
            <ButtonLink kind="primary">{t.toBench}</ButtonLink>
          </Link>
        )}
      </>
    );
  if (stage === 'board' || stage === 'trouble')
    return (
      <Button kind={stage === 'board' ? 'primary' : 'plain'} onClick={addBoard}>
        {t[stage].button}
      </Button>
    );
  if (stage === 'plan')
    return (
      <Button kind="primary" onClick={takeAll}>
        {t.plan.button}
      </Button>
    );
  return target && there ? <TextButton onClick={() => showTarget(target)}>{t.show}</TextButton> : null;
};

export const TourStep = ({ view }: { view: TourView }) => {
  const t = useText(tour);
  const title = useTitle(view);
  const [chip, setChip] = useState<TourChip>(tourChips[0]);
  return (
    <section className={styles.step}>
      <div aria-live="polite">
        <h3>{title}</h3>
        <p>{t[view.stage].text}</p>
      </div>
      {view.stage === 'board' ? (
        <div className={styles.choice}>
          <Segmented
            label={t.chips.label}
            value={chip}
            choices={tourChips.map((value) => ({ value, label: chipNames[value] }))}
            onChange={setChip}
          />
          <Evidence>{t.chips[chip]}</Evidence>
        </div>
      ) : null}
      <div className={styles.way}>
        <WayOn view={view} chip={chip} />
      </div>
    </section>
  );
};
