/** The controls of one device while it is connected over Bluetooth: the same ones, with another way to the device. */
import type { ReactNode } from 'react';
import { bluetooth } from '../../../i18n/en/bluetooth';
import { devices } from '../../../i18n/en/devices';
import { useText } from '../../../i18n/use-text';
import type { LogLine } from '../../../model/log-line';
import { Tag } from '../../../ui/tag';
import { CloudRefusal } from '../../parts/cloud-refusal';
import { HistoryPanel } from '../history/history-panel';
import { LastCommand } from '../history/last-command';
import styles from '../parts/devices.module.css';
import { type DeviceHere, useDevice } from '../parts/use-device';
import { useThrottled } from '../parts/use-throttled';
import { PointsPanel } from '../points/points-panel';
import { useAir } from './use-air';

const noLines: readonly LogLine[] = [];

const Controls = ({ here, log }: { here: Extract<DeviceHere, { kind: 'here' }>; log: readonly LogLine[] }) => {
  const t = useText(bluetooth);
  const { facts, model, control } = here;
  const { history, trouble } = useThrottled(control.view);
  return (
    <>
      {trouble ? <CloudRefusal trouble={trouble} /> : null}
      <div className={styles.columns}>
        <PointsPanel
          model={model}
          history={history}
          mark={<Tag state="proven">{t.mark}</Tag>}
          onSend={(point, value) => void control.send(point, value)}
        />
        <div className={styles.column}>
          <LastCommand points={model.points} history={history} log={log} by={t.mark} />
          <HistoryPanel name={facts.deviceId} points={model.points} history={history} />
        </div>
      </div>
    </>
  );
};

const Connected = ({
  place,
  deviceId,
  virtual,
  log,
}: {
  place: string;
  deviceId: string;
  virtual: boolean;
  log: readonly LogLine[];
}) => {
  const t = useText(devices);
  const { here } = useDevice(place, useAir(deviceId)!.desk.cloud(deviceId, virtual), deviceId, 'push');
  if (here.kind === 'here') return <Controls here={here} log={log} />;
  return here.kind === 'trouble' ? <CloudRefusal trouble={here.trouble} /> : <p role="status">{t.asking}</p>;
};

/** `children`: what stands there while nobody is connected. */
export const OverAir = ({
  place,
  deviceId,
  virtual,
  log = noLines,
  children,
}: {
  place: string;
  deviceId: string;
  virtual: boolean;
  log?: readonly LogLine[];
  children?: ReactNode;
}) => {
  const air = useAir(deviceId);
  if (air?.view?.state !== 'connected') return children;
  return <Connected place={place} deviceId={deviceId} virtual={virtual} log={log} />;
};
