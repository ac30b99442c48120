/** What happened, what we know, do this: remedies as buttons, those only a hand can do as words. */
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { bench } from '../../../i18n/en/bench';
import { problems } from '../../../i18n/en/problems';
import { useText } from '../../../i18n/use-text';
import { adapterSpeed } from '../../../model/line-speed';
import type { Problem, Remedy } from '../../../model/problem';
import type { LaneView } from '../../../model/run';
import { Button, TextButton, TextLink } from '../../../ui/button';
import { Callout, CalloutCell } from '../../../ui/callout';
import { Evidence, Mono } from '../../../ui/text';
import { showToast } from '../../../ui/toast';
import { useBench, useBenchView, useBrowser, useSurroundings } from '../../parts/bench-context';
import { certificateAt } from '../../parts/certificate-places';
import { useChoosePort } from '../../parts/choose-port';
import { errorId } from '../../parts/lane-words';
import { useIsGone } from '../../parts/use-is-gone';
import { useNarrow } from '../../parts/use-narrow';
import { ChooseAgain } from './choose-again';
import { EvidenceLines } from './evidence-lines';
import { OtpDialog } from './otp-dialog';
import styles from './problem-callout.module.css';
import { ReadBack } from './read-back';
import { ReleaseDialog } from './release-dialog';
import { actionOf, type RemedyAction, remediesFor } from './remedy-actions';
import { laneReport } from './report';
import { TokenDialog } from './token-dialog';
import { WhyNotOpened } from './why-not-opened';

/** Without something to press they say nothing. */
const notWords: ReadonlySet<Remedy> = new Set(['lower-baud', 'start-anew']);

/** What a dialog asks before it is sent. */
type Asking = 'release' | 'otp' | 'token';

const useDo = (lane: LaneView, choosePort: () => void, editPlan: () => void, ask: (what: Asking) => void) => {
  const { send, anew } = useBench();
  const { radio } = useSurroundings();
  const [, go] = useLocation();
  return (action: RemedyAction) => {
    if (action.kind === 'show-all') {
      // The click is worth one list: it opens now, and the question it answers comes when the run gets there.
      const list = lane.port.virtual ? undefined : radio?.showAll();
      send({ ...action.command, ...(list !== undefined && { list }) });
    } else if (action.kind === 'send') send(action.command);
    else if (action.kind === 'confirm-release') ask('release');
    else if (action.kind === 'confirm-otp') ask('otp');
    else if (action.kind === 'paste-token') ask('token');
    else if (action.kind === 'start-anew') anew?.();
    else if (action.kind === 'go') go(action.to);
    else if (action.kind === 'choose-port') choosePort();
    else editPlan();
  };
};

const Remedies = ({ lane, problem, editPlan }: { lane: LaneView; problem: Problem; editPlan: () => void }) => {
  const words = useText(problems);
  const plan = useBenchView((view) => view.plan);
  const { send } = useBench();
  const [asking, setAsking] = useState<Asking>();
  // Of a lane that is kept for a board, the other port is meant for that board as well.
  const { choose, secondWay } = useChoosePort(lane.awaits ? { lane: lane.id } : {});
  const act = useDo(lane, choose, editPlan, setAsking);
  const close = () => setAsking(undefined);
  const pairAgain = { kind: 'retry', lane: lane.id, from: 'pair' } as const;
  const { usbVendorId: vendorId, usbProductId: productId } = lane.port;
  const usb = vendorId !== undefined && productId !== undefined ? { vendorId, productId } : undefined;
  const baud = plan.baud ?? adapterSpeed(usb);
  const gone = useIsGone(lane);
  const all = remediesFor(problem.code, lane, gone).map((remedy: Remedy) => ({
    remedy,
    action: actionOf(remedy, lane, baud),
  }));
  const again = all.some(({ action }) => action?.kind === 'choose-again');
  const doable = all.filter(({ action }) => action !== undefined && action.kind !== 'choose-again');
  const hints = all.filter((entry) => entry.action === undefined && !notWords.has(entry.remedy));
  return (
    <>
      {again ? <ChooseAgain lane={lane} urgent /> : null}
      {hints.length > 0 ? (
        <ul className={styles.hints}>
          {hints.map(({ remedy }) => (
            <li key={remedy}>{words.remedy[remedy]}</li>
          ))}
        </ul>
      ) : null}
      <div className={styles.buttons}>
        {doable.map(({ remedy, action }, index) => (
          <Button key={remedy} kind={index === 0 && !again ? 'primary' : 'plain'} onClick={() => action && act(action)}>
            {words.remedy[remedy]}
          </Button>
        ))}
        {secondWay}
      </div>
      {asking === 'release' ? (
        <ReleaseDialog lane={lane} onRelease={() => send({ ...pairAgain, instead: 'release' })} onClose={close} />
      ) : null}
      {asking === 'otp' ? (
        <OtpDialog
          mac={String(problem.details.mac ?? '')}
          onWrite={() => send({ kind: 'retry', lane: lane.id, from: 'license', instead: 'into-otp' })}
          onClose={close}
        />
      ) : null}
      {asking === 'token' ? <TokenDialog onToken={(token) => send({ ...pairAgain, token })} onClose={close} /> : null}
      {doable.some(({ remedy }) => remedy === 'read-board') ? <Evidence>{words.readingChangesNothing}</Evidence> : null}
    </>
  );
};

const CopyReport = ({ lane, code }: { lane: LaneView; code: string }) => {
  const t = useText(bench).callout;
  const plan = useBenchView((view) => view.plan);
  const browser = useBrowser();
  const copy = () =>
    navigator.clipboard.writeText(laneReport(lane, plan, browser)).then(
      () => showToast(t.copied),
      () => showToast(t.notCopied),
    );
  return (
    <p className={styles.report}>
      <TextButton onClick={() => void copy()}>{t.copyReport}</TextButton>
      {lane.runId && lane.stations[0]?.state === 'proven' ? (
        <Link href={certificateAt(lane.runId)} asChild>
          <TextLink>{t.printReport}</TextLink>
        </Link>
      ) : null}
      <Mono title={t.code}>{errorId(code)}</Mono>
    </p>
  );
};

/** The lane's state says how bad it is; a decision to be made is yellow, not red. */
const looks = { doubtful: 'doubtful', yours: 'yours' } as const;

export const ProblemCallout = ({
  lane,
  problem,
  editPlan,
}: {
  lane: LaneView;
  problem: Problem;
  editPlan: () => void;
}) => {
  const t = useText(bench).callout;
  const narrow = useNarrow();
  const words = useText(problems).of[problem.code];
  const guesses = problem.code === 'port.not-opened';
  const twoPorts = lane.port.log !== undefined || lane.evidence.some(({ from }) => from);
  return (
    <Callout state={looks[lane.state as keyof typeof looks] ?? 'failed'}>
      <CalloutCell washed caption={t.happened} title={words.title(problem.details)}>
        <p className={styles.what}>{words.what(problem.details)}</p>
      </CalloutCell>
      {guesses ? (
        <CalloutCell caption={t.maybe}>
          <WhyNotOpened problem={problem} />
          {lane.evidence.length > 0 ? <EvidenceLines lines={lane.evidence} twoPorts={twoPorts} /> : null}
        </CalloutCell>
      ) : (
        <CalloutCell caption={narrow ? undefined : t.know}>
          {lane.readBack && problem.code === 'license.not-equal' ? <ReadBack view={lane.readBack} /> : null}
          {narrow ? (
            <details className={styles.details}>
              <summary className={styles.summary}>{t.lines(lane.evidence.length)}</summary>
              <EvidenceLines lines={lane.evidence} twoPorts={twoPorts} />
            </details>
          ) : (
            <EvidenceLines lines={lane.evidence} twoPorts={twoPorts} />
          )}
        </CalloutCell>
      )}
      <CalloutCell caption={t.doThis}>
        <Remedies lane={lane} problem={problem} editPlan={editPlan} />
        <CopyReport lane={lane} code={problem.code} />
      </CalloutCell>
    </Callout>
  );
};
