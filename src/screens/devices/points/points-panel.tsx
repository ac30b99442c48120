/** The control panel: a row per data point of the product. */
import type { ReactNode } from 'react';
import { devices } from '../../../i18n/en/devices';
import { useText } from '../../../i18n/use-text';
import type { DataPoint, DpValue } from '../../../model/data-point';
import type { DpHistory } from '../../../model/dp-history';
import type { ReadModel } from '../../../steps/device/thing-model';
import { Panel } from '../../../ui/panel';
import { Evidence } from '../../../ui/text';
import { useClock } from '../parts/use-clock';
import { DpRow } from './dp-row';
import styles from './dp-row.module.css';

export const PointsPanel = ({
  model,
  history,
  mark,
  onSend,
}: {
  model: ReadModel;
  history: DpHistory;
  /** Which way the controls speak, where it is not the cloud. */
  mark?: ReactNode;
  onSend: (point: DataPoint, value: DpValue) => void;
}) => {
  const t = useText(devices).points;
  // The plots hold their last value until now.
  const now = useClock(true, 1000);
  return (
    <Panel
      flush
      title={
        <span className={styles.title}>
          {t.title} <Evidence>{t.note(model.points.length, model.told)}</Evidence>
        </span>
      }
      aside={mark}
    >
      {model.points.length === 0 ? <p className={styles.none}>{t.none}</p> : null}
      {history.online === false && model.points.length > 0 ? <p className={styles.none}>{t.offline}</p> : null}
      <ul>
        {model.points.map((point) => (
          <DpRow key={point.code} point={point} history={history} now={now} onSend={onSend} />
        ))}
      </ul>
    </Panel>
  );
};
