/** Every command and every report, with who it came from. */
import Cloud from 'lucide-react/icons/cloud';
import Cpu from 'lucide-react/icons/cpu';
import Download from 'lucide-react/icons/download';
import MousePointerClick from 'lucide-react/icons/mouse-pointer-click';
import Sparkles from 'lucide-react/icons/sparkles';
import { type ComponentType, useState } from 'react';
import { devices } from '../../../i18n/en/devices';
import { useFormats, useText } from '../../../i18n/use-text';
import type { DataPoint, DpSource } from '../../../model/data-point';
import type { DpEntry, DpHistory } from '../../../model/dp-history';
import { IconButton } from '../../../ui/button';
import { Panel } from '../../../ui/panel';
import { Segmented } from '../../../ui/segmented';
import { Table } from '../../../ui/table';
import { Evidence, Mono } from '../../../ui/text';
import { saveFile } from '../../parts/save-file';
import { DpState } from '../points/dp-state';
import { pointName, shownValue } from '../points/dp-values';
import styles from './history.module.css';
import { type HistoryFilter, historyCsv, historyFilters, shownHistory } from './history-view';

const icons: Readonly<Record<DpSource, ComponentType<{ size: number; strokeWidth: number }>>> = {
  app: MousePointerClick,
  agent: Sparkles,
  cloud: Cloud,
  device: Cpu,
};

/** Rows drawn; the file has all of them. */
const shownRows = 100;

const Row = ({ entry, points, newest }: { entry: DpEntry; points: readonly DataPoint[]; newest: boolean }) => {
  const all = useText(devices);
  const t = all.history;
  const f = useFormats();
  const point = points.find(({ code }) => code === entry.code);
  const Icon = icons[entry.source];
  const value = shownValue(point, entry.value, all.points);
  const before = entry.before === undefined ? undefined : shownValue(point, entry.before, all.points);
  return (
    <tr>
      <td>
        <Mono title={f.date(entry.at)} pale>
          {f.momentWhen(entry.at)}
        </Mono>
      </td>
      <td className={styles.source}>
        <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
        {t.sources[entry.source]}
      </td>
      <td>
        <Mono pale>{entry.dpId ?? point?.id}</Mono> {pointName(point, entry.code)}
      </td>
      <td className={styles.value}>
        {entry.kind === 'reported' && before !== undefined && before !== value ? (
          <>
            <Mono pale>{before}</Mono> →{' '}
          </>
        ) : null}
        <Mono strong>{value}</Mono>
      </td>
      <td data-number="" className={styles.outcome}>
        {entry.command && point ? (
          <DpState command={entry.command} point={point} fresh={newest} />
        ) : (
          <Evidence>{entry.kind === 'reported' ? t.report : t.inLog}</Evidence>
        )}
      </td>
    </tr>
  );
};

export const HistoryPanel = ({
  name,
  points,
  history,
}: {
  /** For the file. */
  name: string;
  points: readonly DataPoint[];
  history: DpHistory;
}) => {
  const t = useText(devices).history;
  const [filter, setFilter] = useState<HistoryFilter>('all');
  const rows = shownHistory(history.entries, filter);
  const newest = history.entries.findLast(({ command }) => command)?.id;
  const save = () =>
    saveFile(`${name}-data-points.csv`, new Blob([historyCsv(history.entries, points)], { type: 'text/csv' }));
  return (
    <Panel
      title={t.title}
      flush
      aside={
        <>
          <Segmented
            label={t.filter}
            value={filter}
            choices={historyFilters.map((value) => ({ value, label: t[value] }))}
            onChange={setFilter}
          />
          <IconButton label={t.save} size="small" disabled={history.entries.length === 0} onClick={save}>
            <Download size={16} strokeWidth={1.75} />
          </IconButton>
        </>
      }
    >
      {rows.length === 0 ? (
        <p className={styles.empty}>{history.entries.length === 0 ? t.empty : t.nothing}</p>
      ) : (
        <Table label={t.label} dense stacks className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t.columns.at}</th>
              <th scope="col">{t.columns.source}</th>
              <th scope="col">{t.columns.point}</th>
              <th scope="col">{t.columns.value}</th>
              <th scope="col" data-number="">
                {t.columns.outcome}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shownRows).map((entry) => (
              <Row key={entry.id} entry={entry} points={points} newest={entry.id === newest} />
            ))}
          </tbody>
        </Table>
      )}
      {rows.length > shownRows ? <p className={styles.empty}>{t.older(rows.length - shownRows)}</p> : null}
    </Panel>
  );
};
