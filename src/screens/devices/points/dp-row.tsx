/** One data point: id, name over code, control or reading, then what happened to the last command. */
import Sparkles from 'lucide-react/icons/sparkles';
import { useState } from 'react';
import { devices } from '../../../i18n/en/devices';
import { useText } from '../../../i18n/use-text';
import { type Moment, msBetween } from '../../../model/clock';
import type { DataPoint, DpValue } from '../../../model/data-point';
import { checkDpCommand, type DpValueProblem } from '../../../model/data-point-rules';
import { type DpHistory, lastCommand, reportedNumbers } from '../../../model/dp-history';
import { Evidence, Mono } from '../../../ui/text';
import { useRefusalWords } from '../../parts/cloud-refusal';
import { dpControls } from './dp-controls';
import { dpReadings, NumberPlot } from './dp-readings';
import styles from './dp-row.module.css';
import { DpState } from './dp-state';
import { shownFacts } from './dp-values';
import { plotOf } from './plot-scale';

const Below = ({
  point,
  fault,
  entry,
}: {
  point: DataPoint;
  fault: DpValueProblem | undefined;
  entry: ReturnType<typeof lastCommand>;
}) => {
  const t = useText(devices);
  const refusal = useRefusalWords();
  const { command } = entry ?? {};
  if (fault) return <p className={styles.problem}>{t.fault[fault.code](shownFacts(point, fault.facts))}</p>;
  const trouble = command?.refusal
    ? ({ kind: 'refused', ...command.refusal } as const)
    : command?.problem && ({ kind: 'problem', problem: command.problem } as const);
  if (!trouble) return null;
  const { what, click, code } = refusal(trouble);
  return (
    <p className={styles.problem}>
      <span>{what}</span>
      {click ? <span>{click}</span> : null}
      {code ? <Mono pale>{code}</Mono> : null}
    </p>
  );
};

export const DpRow = ({
  point,
  history,
  now,
  onSend,
}: {
  point: DataPoint;
  history: DpHistory;
  now: Required<Moment>;
  onSend: (point: DataPoint, value: DpValue) => void;
}) => {
  const t = useText(devices);
  const [fault, setFault] = useState<DpValueProblem>();
  const value = history.values.get(point.code)?.value;
  const entry = lastCommand(history, point.code);
  const asked = entry?.command.kind === 'sent' ? entry.command.value : undefined;
  const ago = (moment: Moment) => Math.max(0, msBetween(moment, now));
  const numbers = point.type === 'value' ? reportedNumbers(history, point.code) : [];
  // Along the clock that nobody sets: a plot does not jump.
  const samples = numbers.map((each) => ({ at: now.ticks - ago(each), value: each.value }));
  const plot = point.mode === 'ro' ? plotOf(samples, now.ticks, { width: 1, height: 1 }) : undefined;
  const send = (wanted: DpValue) => {
    const found = checkDpCommand(point, wanted);
    setFault(found);
    if (!found) onSend(point, wanted);
  };
  const Reading = dpReadings[point.type];
  const Control = dpControls[point.type];
  const plotted = point.mode !== 'ro' && samples.length > 1;
  return (
    <li className={styles.row} data-dp={point.code}>
      <Mono className={styles.id}>{point.id}</Mono>
      <span className={styles.name}>
        <b>{point.name || point.code}</b>
        <Mono pale>{point.code}</Mono>
        {entry?.source === 'agent' ? (
          <Evidence className={styles.agent}>
            <Sparkles size={12} strokeWidth={1.75} aria-hidden="true" />
            {t.points.byAgent}
          </Evidence>
        ) : null}
      </span>
      <span className={styles.control}>
        {point.mode === 'ro' ? (
          <Reading point={point} value={value} samples={samples} now={now.ticks} />
        ) : (
          <Control point={point} value={value} asked={asked} onSend={send} />
        )}
        {plotted ? (
          <span className={styles.under}>
            <NumberPlot point={point} value={value} samples={samples} now={now.ticks} />
          </span>
        ) : null}
        <Below point={point} fault={fault} entry={entry} />
      </span>
      <span className={styles.outcome}>
        {point.mode === 'ro' ? (
          <Evidence>
            {t.points.readOnly}
            {plot ? `${t.comma}${t.points.span(Math.round(plot.spanMs / 60_000))}` : ''}
          </Evidence>
        ) : entry ? (
          <DpState command={entry.command} point={point} fresh={entry.id === lastCommand(history)?.id} />
        ) : (
          <Evidence>
            {point.mode === 'wr' ? t.points.neverReports : value === undefined ? t.points.notReported : t.state.notSent}
          </Evidence>
        )}
      </span>
    </li>
  );
};
