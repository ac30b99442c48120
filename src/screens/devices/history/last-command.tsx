/** The last command's own rail: from here to the cloud, what the board logged, and the report that came back. */
import { devices } from '../../../i18n/en/devices';
import { useFormats, useText } from '../../../i18n/use-text';
import { msBetween } from '../../../model/clock';
import type { DataPoint, DpValue } from '../../../model/data-point';
import type { DpCommand } from '../../../model/dp-command';
import { type DpHistory, lastCommand } from '../../../model/dp-history';
import type { LogLine } from '../../../model/log-line';
import type { StationState } from '../../../model/run';
import { Panel } from '../../../ui/panel';
import { StateGlyph } from '../../../ui/state-glyph';
import { Evidence, Mono, Reading } from '../../../ui/text';
import { useRefusalWords } from '../../parts/cloud-refusal';
import { latency } from '../../parts/latency';
import { pointName, shownValue } from '../points/dp-values';
import { lineOfCommand } from './device-log-lines';
import styles from './last-command.module.css';

interface Stop {
  key: string;
  name: string;
  state: StationState;
  ms?: number;
  fact: string;
}

const sentJson = (point: DataPoint | undefined, value: DpValue): string =>
  JSON.stringify({ [point?.id ?? '?']: value });

const cloudState = ({ kind, acceptedMs }: DpCommand): StationState => {
  if (kind === 'refused' || kind === 'unsent') return 'failed';
  return acceptedMs === undefined && kind === 'sent' ? 'working' : 'proven';
};

const reportState = (kind: DpCommand['kind']): StationState => {
  if (kind === 'answered') return 'proven';
  if (kind === 'differs') return 'yours';
  if (kind === 'no-answer') return 'failed';
  if (kind === 'taken') return 'left-out';
  return kind === 'sent' ? 'working' : 'ahead';
};

export const LastCommand = ({
  points,
  history,
  log,
  by,
}: {
  points: readonly DataPoint[];
  history: DpHistory;
  /** Of the board, when it is on this bench and its console is open. */
  log: readonly LogLine[];
  /** What carries commands, where it is not the cloud. */
  by?: string;
}) => {
  const all = useText(devices);
  const t = all.last;
  const f = useFormats();
  const refusal = useRefusalWords();
  const entry = lastCommand(history);
  if (!entry) {
    return (
      <Panel title={t.title}>
        <Evidence>{t.none}</Evidence>
      </Panel>
    );
  }
  const { command } = entry;
  const point = points.find(({ code }) => code === entry.code);
  const line = point && lineOfCommand(log, point, command);
  const refused = command.refusal ? refusal({ kind: 'refused', ...command.refusal }) : undefined;
  const unsent = command.problem ? refusal({ kind: 'problem', problem: command.problem }) : undefined;
  const report: Readonly<Record<DpCommand['kind'], string>> = {
    answered: sentJson(point, command.value),
    differs: sentJson(point, command.told ?? ''),
    taken: t.noReportEver,
    'no-answer': t.noReport,
    sent: t.waiting,
    refused: t.notReached,
    unsent: t.notReached,
  };
  const stops: readonly Stop[] = [
    {
      key: 'page',
      name: entry.source === 'agent' ? t.agent : t.page,
      state: 'proven',
      ms: 0,
      fact: t.sent(sentJson(point, command.value)),
    },
    {
      key: 'cloud',
      name: by ?? t.cloud,
      state: cloudState(command),
      ms: command.acceptedMs,
      fact: refused
        ? `${refused.what} ${refused.code ?? ''}`
        : (unsent?.what ?? (command.acceptedMs === undefined ? t.waiting : t.accepted)),
    },
    ...(line
      ? [{ key: 'log', name: t.log, state: 'proven' as const, ms: msBetween(command, line), fact: line.text }]
      : []),
    { key: 'report', name: t.report, state: reportState(command.kind), ms: command.ms, fact: report[command.kind] },
  ];
  const total = command.ms === undefined ? undefined : latency(command.ms, f).split('\u00a0');
  return (
    <Panel
      title={
        <span className={styles.title}>
          {t.title}{' '}
          <Evidence>
            {t.there(`${pointName(point, entry.code)} ${shownValue(point, command.value, all.points)}`)}
          </Evidence>
        </span>
      }
      aside={total ? <Reading unit={total[1]}>{total[0]}</Reading> : undefined}
    >
      <ol className={styles.rail}>
        {stops.map(({ key, name, state, ms, fact }) => (
          <li key={key} data-state={state}>
            <StateGlyph state={state} size={16} />
            <span className={styles.stop}>
              <span>
                <b>{name}</b> {ms === undefined ? null : <Mono pale>+{Math.round(ms)}</Mono>}
              </span>
              <Mono className={styles.fact}>{fact}</Mono>
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
};
