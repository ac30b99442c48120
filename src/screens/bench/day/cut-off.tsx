/** Runs that a reload, a crash or a closed lid cut off: which board, where, what to read. */
import { useCallback } from 'react';
import { Link } from 'wouter';
import { bench } from '../../../i18n/en/bench';
import { day as words } from '../../../i18n/en/day';
import { facts } from '../../../i18n/en/facts';
import { problems } from '../../../i18n/en/problems';
import { useFormats, useText } from '../../../i18n/use-text';
import { chipNames } from '../../../model/chip';
import type { RunRow } from '../../../model/run';
import { cutOffRuns, dropBegun } from '../../../records/begun-runs';
import { benchDatabase } from '../../../records/database';
import { Button, TextLink } from '../../../ui/button';
import { Callout, CalloutCell } from '../../../ui/callout';
import { StateGlyph } from '../../../ui/state-glyph';
import { Evidence, Mono } from '../../../ui/text';
import { HatchStrip, VirtualTag } from '../../../ui/virtual';
import { useBench, useBenchView } from '../../parts/bench-context';
import { certificateAt } from '../../parts/certificate-places';
import { isBusy } from '../../parts/lane-words';
import { useLive } from '../../parts/use-live';
import styles from './day.module.css';

/** Under each station it had reached. */
const Reached = ({ run }: { run: RunRow }) => {
  const { stations, states } = useText(bench);
  const { of } = useText(facts);
  return (
    <ul className={styles.reached}>
      {run.stations
        .filter(({ state }) => state !== 'ahead' && state !== 'left-out')
        .map(({ name, state, fact }) => (
          <li key={name}>
            <StateGlyph state={state} size={12} label={states[state]} />
            {stations[name]}
            {fact ? <Evidence>{of[fact.code](fact.details)}</Evidence> : null}
          </li>
        ))}
    </ul>
  );
};

const ToDo = ({ run }: { run: RunRow }) => {
  const t = useText(words);
  const { send } = useBench();
  const lane = useBenchView(({ lanes }) =>
    lanes.findLast(
      ({ chip, port, state }) =>
        chip?.mac !== undefined &&
        chip.mac === run.chip?.mac &&
        Boolean(port.virtual) === run.virtual &&
        state !== 'gone',
    ),
  );
  const away = () => void dropBegun(benchDatabase(), run.id).catch(() => {});
  return (
    <div className={styles.buttons}>
      <Evidence>{lane ? t.below : t.plugIn}</Evidence>
      {lane && !isBusy(lane) ? (
        <Button kind="primary" onClick={() => send({ kind: 'recognise', port: lane.port.id })}>
          {t.readBoard}
        </Button>
      ) : null}
      <Link href={certificateAt(run.id)} asChild>
        <TextLink>{t.report}</TextLink>
      </Link>
      <Button size="small" onClick={away}>
        {t.putAway}
      </Button>
    </div>
  );
};

const CutOffRun = ({ run }: { run: RunRow }) => {
  const t = useText(words);
  const { callout } = useText(bench);
  const { of } = useText(problems);
  const f = useFormats();
  const { code, details } = run.problem ?? { code: 'run.cut-off', details: {} };
  const board = run.chip ? chipNames[run.chip.chip] : t.unknownBoard;
  return (
    <article className={styles.cut} aria-label={[board, run.chip?.mac].filter(Boolean).join(' ')} data-cut="">
      {run.virtual ? <HatchStrip /> : null}
      <div className={styles.who}>
        <b translate="no">{board}</b>
        {run.chip?.mac ? <Mono strong>{run.chip.mac}</Mono> : null}
        {run.virtual ? <VirtualTag word={t.virtual} /> : null}
        <Evidence>{t.begun(f.date(run.startedAt))}</Evidence>
      </div>
      <Callout state={run.outcome === 'doubtful' ? 'doubtful' : 'failed'}>
        <CalloutCell washed caption={callout.happened} title={of[code].title(details)}>
          <p>{of[code].what(details)}</p>
        </CalloutCell>
        <CalloutCell caption={t.reached}>
          <Reached run={run} />
        </CalloutCell>
        <CalloutCell caption={callout.doThis}>
          <ToDo run={run} />
        </CalloutCell>
      </Callout>
    </article>
  );
};

export const CutOff = () => {
  const ask = useCallback(() => cutOffRuns(benchDatabase()), []);
  const { answer = [] } = useLive(ask);
  return answer.map(({ id, run }) => <CutOffRun key={id} run={run} />);
};
