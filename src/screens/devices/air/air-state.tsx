/** How far the conversation with one device is, and the buttons that belong there. */
import { useState } from 'react';
import { bluetooth } from '../../../i18n/en/bluetooth';
import { useFormats, useText } from '../../../i18n/use-text';
import type { AirView } from '../../../model/air';
import { Button, TextButton } from '../../../ui/button';
import { Tag } from '../../../ui/tag';
import { Evidence, Mono } from '../../../ui/text';
import { useSurroundings } from '../../parts/bench-context';
import { CloudRefusal } from '../../parts/cloud-refusal';
import styles from './air.module.css';
import { AirReleaseDialog } from './air-release-dialog';
import type { Air } from './use-air';

/** Before there is a conversation, and after. */
const Away = ({ air, deviceId, online }: { air: Air; deviceId: string; online: boolean }) => {
  const t = useText(bluetooth);
  const { desk, view } = air;
  // The usual state of things takes one line, and no button: nobody can find it now.
  if (online && !view) return <Evidence>{t.isOnline}</Evidence>;
  const ended = view?.state === 'closed' ? t.closed[view.by] : view?.state === 'unbound' ? t.unbound : undefined;
  return (
    <>
      {view?.state === 'failed' ? <CloudRefusal trouble={{ kind: 'problem', problem: view.problem }} /> : null}
      {ended ? <p role="status">{ended}</p> : <p>{t.what}</p>}
      <Evidence>{online ? t.isOnline : t.onAir}</Evidence>
      {view?.state === 'unbound' || online ? null : (
        <Button kind="primary" onClick={() => desk.open(deviceId)}>
          {view ? t.again : t.connect}
        </Button>
      )}
    </>
  );
};

const Asking = ({ ask }: { ask: number }) => {
  const t = useText(bluetooth);
  const { radio } = useSurroundings();
  return (
    <>
      <p role="status">{t.asking}</p>
      <div className={styles.buttons}>
        <Button kind="primary" onClick={() => void radio?.choose(ask)}>
          {t.choose}
        </Button>
        <TextButton onClick={() => void radio?.choose(ask, { all: true })}>{t.all}</TextButton>
      </div>
    </>
  );
};

const Connected = ({
  air,
  deviceId,
  view,
}: {
  air: Air;
  deviceId: string;
  view: Extract<AirView, { state: 'connected' }>;
}) => {
  const t = useText(bluetooth);
  const f = useFormats();
  const [releasing, setReleasing] = useState(false);
  const { desk } = air;
  return (
    <>
      <div className={styles.buttons} role="status">
        <Tag state="proven">{t.connected(f.when(view.since))}</Tag>
        <Mono pale>{view.name}</Mono>
      </div>
      <Evidence>{t.through}</Evidence>
      <div className={styles.buttons}>
        <Button onClick={() => desk.close(deviceId)}>{t.disconnect}</Button>
        <Button onClick={() => setReleasing(true)}>{t.release.menu}</Button>
      </div>
      {releasing ? (
        <AirReleaseDialog
          deviceId={deviceId}
          onRelease={() => desk.release(deviceId)}
          onClose={() => setReleasing(false)}
        />
      ) : null}
    </>
  );
};

export const AirState = ({ air, deviceId, online }: { air: Air; deviceId: string; online: boolean }) => {
  const t = useText(bluetooth);
  const { desk, view } = air;
  switch (view?.state) {
    case 'looking':
    case 'connecting':
    case 'asking':
      return (
        <>
          {view.state === 'asking' ? <Asking ask={view.ask} /> : null}
          {view.state === 'looking' ? <p role="status">{t.looking}</p> : null}
          {view.state === 'connecting' ? <p role="status">{t.connecting(view.name)}</p> : null}
          <Evidence>{online ? t.isOnline : t.onAir}</Evidence>
          <Button size="small" onClick={() => desk.close(deviceId)}>
            {t.stop}
          </Button>
        </>
      );
    case 'connected':
      return <Connected air={air} deviceId={deviceId} view={view} />;
    case 'releasing':
      return <p role="status">{t.release.working}</p>;
    case 'released':
      return <p role="status">{view.seen ? t.release.done : t.release.unseen}</p>;
    default:
      return <Away air={air} deviceId={deviceId} online={online} />;
  }
};
