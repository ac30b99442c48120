/** One device: who it is, its controls, the way of the last command, its history, its board's log. */

import { useLocation } from 'wouter';
import { devices } from '../../i18n/en/devices';
import { useText } from '../../i18n/use-text';
import type { EventOrigin } from '../../model/cloud';
import { benchDatabase } from '../../records/database';
import { forgetDeviceKeys } from '../../records/device-keys';
import { forgetDpHistory } from '../../records/dp-history';
import { Button, ButtonLink } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { Evidence } from '../../ui/text';
import type { PlacedCloud } from '../parts/cloud-desk';
import { CloudRefusal } from '../parts/cloud-refusal';
import { places } from '../parts/places';
import { useLogTail } from '../parts/use-log-tail';
import { AirPart } from './air/air-page';
import { AirPanel } from './air/air-panel';
import { OverAir } from './air/over-air';
import { DeviceLog } from './history/device-log';
import { HistoryPanel } from './history/history-panel';
import { LastCommand } from './history/last-command';
import { AgentPanel } from './identity/agent-panel';
import { CalibrationPanel } from './identity/calibration-panel';
import { IdentityBar } from './identity/identity-bar';
import styles from './parts/devices.module.css';
import { useLaneOf } from './parts/use-board';
import { type DeviceHere, useDevice } from './parts/use-device';
import { useThrottled } from './parts/use-throttled';
import { PointsPanel } from './points/points-panel';

const Here = ({ placed, here }: { placed: PlacedCloud; here: Extract<DeviceHere, { kind: 'here' }> }) => {
  const { cloud, place } = placed;
  const { facts, model, control } = here;
  const [, go] = useLocation();
  const { history, trouble } = useThrottled(control.view);
  const lane = useLaneOf(facts.uuid, cloud.virtual);
  const log = useLogTail(lane?.port.id);
  const ended = () => {
    void forgetDpHistory(benchDatabase(), { place, deviceId: facts.deviceId }).catch(() => {});
    void forgetDeviceKeys(benchDatabase(), facts.deviceId).catch(() => {});
    go(places.devices);
  };
  const online = history.online ?? facts.online;
  // A way that is not needed now stands below; it comes up when it is the only one left.
  const air = <AirPanel deviceId={facts.deviceId} uuid={facts.uuid} virtual={cloud.virtual} online={online} />;
  return (
    <>
      <IdentityBar
        facts={facts}
        cloud={cloud}
        online={online}
        heardAt={history.heardAt}
        heardTicks={history.heardTicks}
        onEnded={ended}
      />
      {online ? null : air}
      <OverAir place={place} deviceId={facts.deviceId} virtual={cloud.virtual} log={log}>
        {trouble ? <CloudRefusal trouble={trouble} /> : null}
        <div className={styles.columns}>
          <PointsPanel model={model} history={history} onSend={(point, value) => void control.send(point, value)} />
          <div className={styles.column}>
            <LastCommand points={model.points} history={history} log={log} />
            <AgentPanel cloud={cloud} deviceId={facts.deviceId} control={control} points={model.points} />
            <HistoryPanel name={facts.deviceId} points={model.points} history={history} />
            {lane ? <DeviceLog port={lane.port.id} lines={log} /> : null}
            <CalibrationPanel uuid={facts.uuid} virtual={cloud.virtual} />
          </div>
        </div>
      </OverAir>
      {online ? air : null}
    </>
  );
};

export const DevicePage = ({
  placed,
  deviceId,
  events,
}: {
  placed: PlacedCloud;
  deviceId: string;
  events: EventOrigin;
}) => {
  const t = useText(devices);
  const { here, again } = useDevice(placed.place, placed.cloud, deviceId, events);
  if (here.kind === 'here') return <Here placed={placed} here={here} />;
  return (
    <>
      <Panel>
        <h1 className={styles.emptyTitle}>{here.kind === 'gone' ? t.gone.title : t.title}</h1>
        <div className={styles.empty}>
          {here.kind === 'asking' ? <p role="status">{t.asking}</p> : null}
          {here.kind === 'gone' ? <Evidence>{t.gone.what}</Evidence> : null}
          {here.kind === 'trouble' ? <CloudRefusal trouble={here.trouble} /> : null}
          <span className={styles.buttons}>
            {here.kind === 'asking' ? null : <Button onClick={again}>{t.refresh}</Button>}
            <ButtonLink href={`#${places.devices}`}>{t.all}</ButtonLink>
          </span>
        </div>
      </Panel>
      {here.kind === 'asking' ? null : <AirPart deviceId={deviceId} />}
    </>
  );
};
