/** One board: head on the left, its rail, and the callout of the station that has something to say. */
import type { CSSProperties, ReactNode } from 'react';
import { bench } from '../../../i18n/en/bench';
import { useFormats, useText } from '../../../i18n/use-text';
import type { BindView } from '../../../model/bind';
import type { LaneView } from '../../../model/run';
import { isAtWork } from '../../../model/tool';
import { Button, TextButton } from '../../../ui/button';
import { Evidence } from '../../../ui/text';
import { HatchStrip } from '../../../ui/virtual';
import { useBench, useBenchView, useSurroundings } from '../../parts/bench-context';
import { boardName, isBusy, laneAnchor, ownMacOf, waitsForHand } from '../../parts/lane-words';
import { useIsGone } from '../../parts/use-is-gone';
import { CalibrationCallout, needsCalibration } from '../callouts/calibration-callout';
import { ChooseAgain } from '../callouts/choose-again';
import { HandCallout, HandshakeMeter } from '../callouts/hand-callout';
import { PairCallout } from '../callouts/pair-callout';
import { ProblemCallout } from '../callouts/problem-callout';
import { ReadBack } from '../callouts/read-back';
import { HalfWritten, ReadyCallout } from '../callouts/ready-callout';
import { BindRail } from './bind-rail';
import { BoundLine } from './bound-line';
import { BuildLine } from './build-line';
import { FlashGlass } from './flash-glass';
import styles from './lane.module.css';
import { LaneButtons, LaneHead } from './lane-head';
import { dropOf, shownLane, workedMs } from './lane-reading';
import { Rail } from './rail';
import { useKeptFocus } from './use-kept-focus';

const ProvenLine = ({ lane }: { lane: LaneView }) => {
  const {
    end: t,
    lane: { runAgain },
  } = useText(bench);
  const { send } = useBench();
  const format = useFormats();
  const byItself = useBenchView((view) => view.plan.startByItself);
  const proven = lane.stations.filter(({ state }) => state === 'proven').map(({ name }) => name);
  return (
    <p className={styles.end}>
      <span className={styles.proven}>{t.proven(format.took(workedMs(lane)), proven)}</span>
      {lane.port.virtual ? <Evidence>{t.virtualNext}</Evidence> : null}
      <TextButton onClick={() => send({ kind: 'start', lane: lane.id })}>{runAgain}</TextButton>
      {lane.port.virtual ? null : <Evidence className={styles.aside}>{byItself ? t.unplugNext : t.unplug}</Evidence>}
    </p>
  );
};

/** Somebody else sits where this board is waited for. */
const CameInstead = ({ lane }: { lane: LaneView }) => {
  const t = useText(bench).lane;
  return <p className={styles.cameInstead}>{t.cameInstead(ownMacOf(lane), lane.cameInstead?.mac)}</p>;
};

/** Nothing is left to be done to it: whoever pulls its cable knows why. */
const isDone = ({ stations }: LaneView): boolean =>
  stations.every(({ name, state }) => name === 'recognise' || state === 'proven' || state === 'left-out');

const StoppedLine = ({ lane }: { lane: LaneView }) => {
  const t = useText(bench);
  const { send } = useBench();
  const gone = useIsGone(lane);
  return (
    <div className={styles.end}>
      <span>{lane.state === 'gone' ? t.lane.lost : t.end.stopped}</span>
      {gone && !lane.port.virtual ? <ChooseAgain lane={lane} urgent={lane.state === 'gone' && !isDone(lane)} /> : null}
      {lane.state === 'stopped' && !gone ? (
        <Button kind="primary" onClick={() => send({ kind: 'retry', lane: lane.id })}>
          {t.lane.runAgain}
        </Button>
      ) : null}
    </div>
  );
};

/** The conversation over the air while there is one, and below it how far the binding has come. */
const Binding = ({ lane }: { lane: LaneView }) => {
  const { radio } = useSurroundings();
  const choose = async (question: number, options?: { all?: boolean }) => radio?.choose(question, options);
  return (
    <div className={styles.binding}>
      {lane.current === 'pair' ? <PairCallout lane={lane} choose={choose} /> : null}
      {lane.bind ? <BindRail view={lane.bind} /> : null}
    </div>
  );
};

/** A run that was stopped before it began has nothing to show of a binding. */
const hasBegun = (bind: BindView | undefined): bind is BindView =>
  bind?.steps.some(({ state }) => state !== 'ahead') ?? false;

/** What hangs from the rail, and whether it hangs from the current station or fills the width. */
const calloutOf = (lane: LaneView, editPlan: () => void): { drops?: boolean; shown: ReactNode } | undefined => {
  const busy = isBusy(lane);
  if (busy && (lane.current === 'pair' || lane.current === 'activate' || lane.current === 'control'))
    return { shown: <Binding lane={lane} /> };
  if (isAtWork(lane.tool))
    // The tool tells itself how far it is, below.
    return waitsForHand(lane) ? { shown: <HandCallout lane={lane} /> } : undefined;
  if (busy && waitsForHand(lane)) return { shown: <HandCallout lane={lane} /> };
  if (busy && lane.progress)
    return { drops: true, shown: <FlashGlass progress={lane.progress} speed={lane.port.virtual?.speed} /> };
  if (busy && lane.current === 'verify' && lane.readBack) return { shown: <ReadBack view={lane.readBack} /> };
  if (busy && lane.handshake) return { drops: true, shown: <HandshakeMeter handshake={lane.handshake} alone /> };
  if (lane.state === 'ready' && lane.unfinished) return { shown: <HalfWritten lane={lane} write={lane.unfinished} /> };
  if (lane.state === 'ready') return { shown: <ReadyCallout lane={lane} editPlan={editPlan} /> };
  if (lane.state === 'proven') return { shown: lane.device ? <BoundLine lane={lane} /> : <ProvenLine lane={lane} /> };
  if (lane.state === 'stopped' || lane.state === 'gone') return { shown: <StoppedLine lane={lane} /> };
  if (lane.problem && !busy)
    return {
      shown: (
        <>
          {lane.problem.code.startsWith('bind.') && hasBegun(lane.bind) ? <BindRail view={lane.bind} /> : null}
          <ProblemCallout lane={lane} problem={lane.problem} editPlan={editPlan} />
        </>
      ),
    };
  return undefined;
};

const dropStyle = (lane: LaneView): CSSProperties =>
  ({ '--drop': `calc(${(100 * dropOf(lane)) / lane.stations.length}% + 8px)` }) as CSSProperties;

export const Lane = ({
  lane: told,
  editPlan,
  below,
}: {
  lane: LaneView;
  editPlan: () => void;
  /** Under all that its run has to say. */
  below?: ReactNode;
}) => {
  const lane = shownLane(told);
  const callout = calloutOf(told, editPlan);
  const builds = useBenchView((view) => view.builds);
  const watched = lane.chip && told.state !== 'gone' ? builds : undefined;
  const indented = callout?.drops && dropOf(lane) > 0;
  return (
    <article
      {...useKeptFocus()}
      id={laneAnchor(lane.id)}
      className={styles.lane}
      tabIndex={-1}
      aria-label={boardName(lane)}
      data-state={lane.state}
    >
      {lane.port.virtual ? <HatchStrip /> : null}
      <LaneHead lane={lane} />
      <div className={styles.body}>
        <Rail lane={lane} />
        {lane.calibration && needsCalibration(lane) && !isBusy(told) && told.state !== 'gone' ? (
          <div className={styles.callout}>
            <CalibrationCallout lane={lane} calibration={lane.calibration} />
          </div>
        ) : null}
        {told.cameInstead && !isBusy(told) ? (
          <div className={styles.callout}>
            <CameInstead lane={told} />
          </div>
        ) : null}
        {callout ? (
          <div className={styles.callout} style={indented ? dropStyle(lane) : undefined}>
            {callout.shown}
          </div>
        ) : null}
        {below}
        {watched ? (
          <div className={styles.callout}>
            <BuildLine lane={lane} watch={watched} />
          </div>
        ) : null}
      </div>
      <div className={styles.footBelow}>
        <LaneButtons lane={told} />
      </div>
    </article>
  );
};
