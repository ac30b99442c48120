/** "Over Bluetooth" on the page of a device: why not, or the way there; and the internet of a virtual board, to try it. */
import { useEffect } from 'react';
import { bluetooth } from '../../../i18n/en/bluetooth';
import { useText } from '../../../i18n/use-text';
import { Button } from '../../../ui/button';
import { Panel } from '../../../ui/panel';
import { Evidence } from '../../../ui/text';
import { showToast } from '../../../ui/toast';
import { useBench, useBenchView } from '../../parts/bench-context';
import { useLaneOf } from '../parts/use-board';
import styles from './air.module.css';
import { AirState } from './air-state';
import { useAir, useHeldKeys } from './use-air';

const Internet = ({ uuid }: { uuid: string }) => {
  const t = useText(bluetooth).internet;
  const { send } = useBench();
  const lane = useLaneOf(uuid, true);
  const port = useBenchView((view) => view.ports.find(({ id }) => id === lane?.port.id));
  if (!port?.virtual) return null;
  const off = port.virtual.withoutInternet === true;
  return (
    <div className={styles.internet}>
      <Evidence>{off ? t.isOff : t.label}</Evidence>
      <Button size="small" onClick={() => send({ kind: 'virtual-internet', port: port.id, on: off })}>
        {off ? t.on : t.off}
      </Button>
    </div>
  );
};

/** `online` as the cloud tells it. */
export const AirPanel = ({
  deviceId,
  uuid,
  virtual,
  online,
}: {
  deviceId: string;
  uuid: string;
  virtual: boolean;
  online: boolean;
}) => {
  const t = useText(bluetooth);
  const air = useAir(deviceId);
  const held = useHeldKeys().answer;
  const released = air?.view?.state === 'released' && air.view.seen;
  const { done } = t.release;
  useEffect(() => {
    // A page that stands on its keys alone goes with them.
    if (released) showToast(done);
  }, [released, done]);
  if (!air || !held) return null;
  const holds = held.some((row) => row.deviceId === deviceId);
  // Its keys go with its binding; what became of it is still to be read.
  const over = air.view?.state === 'released' || air.view?.state === 'unbound';
  return (
    <Panel title={t.title}>
      <div className={styles.panel}>
        {holds || over ? <AirState air={air} deviceId={deviceId} online={online} /> : <Evidence>{t.none}</Evidence>}
        {virtual && holds ? <Internet uuid={uuid} /> : null}
      </div>
    </Panel>
  );
};
