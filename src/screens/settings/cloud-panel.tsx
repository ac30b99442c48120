/** The relay: whether it is there, whose project it has, how its clock and token are; and the test of all of it. */
import RadioTower from 'lucide-react/icons/radio-tower';
import type { ReactNode } from 'react';
import { cloud } from '../../i18n/en/cloud';
import { useText } from '../../i18n/use-text';
import type { RelayStatus } from '../../model/cloud';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { StateGlyph } from '../../ui/state-glyph';
import { Tag } from '../../ui/tag';
import { Engraved, Evidence, Mono } from '../../ui/text';
import { VirtualTag } from '../../ui/virtual';
import { useCloud } from '../parts/cloud-context';
import styles from './cloud.module.css';
import { CloudAccount } from './cloud-account';
import { CloudTest } from './cloud-test';

const Fact = ({ caption, value, note }: { caption: string; value: ReactNode; note?: string }) => (
  <div>
    <dt>
      <Engraved>{caption}</Engraved>
    </dt>
    <dd>
      <Mono strong>{value}</Mono>
      {note ? <Evidence>{note}</Evidence> : null}
    </dd>
  </div>
);

/** Signing uses the cloud's time, so a clock that is off by more than this matters to boards only. */
const clockMatters = 60_000;

const Facts = ({ status }: { status: RelayStatus }) => {
  const t = useText(cloud);
  const { accessIdTail, token, events, clockOffsetMs, spent } = status;
  return (
    <>
      <dl className={styles.facts}>
        <Fact caption={t.relay} value={location.host} note={t.sameOrigin} />
        <Fact
          caption={t.accessId}
          value={accessIdTail ? `…${accessIdTail}` : '—'}
          note={accessIdTail ? t.secretStays : undefined}
        />
        <Fact
          caption={t.token}
          value={token.held ? t.tokenLeft(token.leftMs) : t.noToken}
          note={token.held ? t.tokenRenews : t.tokenFirst}
        />
        <Fact caption={t.events} value={t.origins[events]} />
        {spent ? (
          <Fact caption={t.calls} value={t.callsToday(spent.today)} note={t.callsMonth(spent.month, spent.plan)} />
        ) : null}
      </dl>
      {clockOffsetMs !== undefined && Math.abs(clockOffsetMs) >= clockMatters ? (
        <div className={styles.clock}>
          <StateGlyph state="yours" size={16} />
          <p>
            <b>{t.clock(clockOffsetMs)}</b> {t.clockMatters} {t.setClock}
          </p>
        </div>
      ) : null}
    </>
  );
};

const NoRelay = ({ onLook }: { onLook: () => void }) => {
  const t = useText(cloud);
  return (
    <div className={styles.absent}>
      <h3>{t.absentTitle}</h3>
      <p>{t.absentWhat}</p>
      <p>{t.absentHow}</p>
      <code className={styles.command} translate="no">
        npm start
      </code>
      <p>{t.absentWorks}</p>
      <Button onClick={onLook}>{t.lookAgain}</Button>
    </div>
  );
};

export const CloudPanel = () => {
  const t = useText(cloud);
  const { relay, desk } = useCloud();
  const tag =
    relay.kind === 'here' ? (
      <Tag state="proven">{t.answers(relay.latencyMs)}</Tag>
    ) : (
      <Tag state={relay.kind === 'absent' ? 'left-out' : 'working'}>
        {relay.kind === 'absent' ? t.absent : t.asking}
      </Tag>
    );
  return (
    <Panel
      flush
      title={t.title}
      icon={<RadioTower size={16} strokeWidth={1.75} aria-hidden="true" />}
      aside={
        <>
          {relay.kind === 'here' && relay.status.virtual ? <VirtualTag word={t.origins.virtual} /> : null}
          {tag}
        </>
      }
    >
      {relay.kind === 'absent' ? <NoRelay onLook={() => void desk.look()} /> : null}
      {relay.kind === 'here' ? (
        <>
          <Facts status={relay.status} />
          {relay.status.virtual ? <p className={styles.note}>{t.demoRelay}</p> : <CloudAccount status={relay.status} />}
          {relay.status.configured && !relay.status.virtual ? <CloudTest status={relay.status} /> : null}
        </>
      ) : null}
    </Panel>
  );
};
