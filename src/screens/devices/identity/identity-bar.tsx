/** Who the device is. Its key is dots until held. */
import { type ReactNode, useState } from 'react';
import { devices } from '../../../i18n/en/devices';
import { useFormats, useText } from '../../../i18n/use-text';
import { chipNames } from '../../../model/chip';
import { msBetween } from '../../../model/clock';
import type { Cloud } from '../../../model/cloud';
import type { CloudDeviceFacts } from '../../../steps/device/device-answers';
import { Button, TextLink } from '../../../ui/button';
import { Tag } from '../../../ui/tag';
import { Engraved, Evidence, Mono } from '../../../ui/text';
import { showToast } from '../../../ui/toast';
import { HatchStrip, VirtualTag } from '../../../ui/virtual';
import { certificateAt } from '../../parts/certificate-places';
import { HeldSecret } from '../../parts/held-secret';
import { getLocalKey } from '../parts/device-calls';
import { boardOf, useLaneOf, useRunOf, useSeenBoards } from '../parts/use-board';
import { useClock } from '../parts/use-clock';
import { DeviceName } from './device-name';
import { EndDialog } from './end-dialog';
import styles from './identity.module.css';

const Cell = ({ caption, children }: { caption: string; children: ReactNode }) => (
  <div className={styles.cell}>
    <dt>
      <Engraved>{caption}</Engraved>
    </dt>
    <dd>{children}</dd>
  </div>
);

const Copied = ({ caption, value }: { caption: string; value: string }) => {
  const t = useText(devices);
  const copy = () => {
    navigator.clipboard.writeText(value).then(
      () => showToast(t.copied(caption)),
      () => showToast(t.notCopied),
    );
  };
  if (value === '') return <Evidence>{t.identity.notTold}</Evidence>;
  return (
    <button type="button" className={styles.copy} aria-label={t.copy(caption, value)} onClick={copy}>
      <Mono strong>{value}</Mono>
    </button>
  );
};

export const OnlineTag = ({ online }: { online: boolean | undefined }) => {
  const t = useText(devices);
  if (online === undefined) return <Tag>{t.unknown}</Tag>;
  return online ? <Tag state="proven">{t.online}</Tag> : <Tag state="left-out">{t.offline}</Tag>;
};

export const IdentityBar = ({
  facts,
  cloud,
  online,
  heardAt,
  heardTicks,
  onEnded,
}: {
  facts: CloudDeviceFacts;
  cloud: Cloud;
  online: boolean | undefined;
  heardAt: number | undefined;
  /** When this bench heard it itself. */
  heardTicks: number | undefined;
  onEnded: () => void;
}) => {
  const t = useText(devices);
  const f = useFormats();
  const [ending, setEnding] = useState(false);
  const now = useClock(true, 1000);
  const board = boardOf(useSeenBoards().answer, facts.uuid, cloud.virtual);
  const lane = useLaneOf(facts.uuid, cloud.virtual);
  const run = useRunOf(facts.deviceId);
  const chip = lane?.chip ?? board?.chip;
  const app = lane?.app ?? board?.app;
  const heard = heardAt ?? facts.heardAt;
  return (
    <section className={styles.bar} aria-label={t.identity.label}>
      {cloud.virtual ? <HatchStrip /> : null}
      <div className={styles.who}>
        <div className={styles.title}>
          <DeviceName facts={facts} cloud={cloud} />
          <OnlineTag online={online} />
          {cloud.virtual ? <VirtualTag word={t.virtual} /> : null}
        </div>
        <Evidence>
          {[
            facts.activeAt && t.boundAt(f.date(facts.activeAt)),
            heard && t.heard(t.ago(Math.max(0, msBetween({ at: heard, ticks: heardTicks }, now)))),
          ]
            .filter(Boolean)
            .join(t.comma)}
        </Evidence>
      </div>
      <dl className={styles.cells}>
        <Cell caption={t.identity.deviceId}>
          <Copied caption={t.identity.deviceId} value={facts.deviceId} />
        </Cell>
        <Cell caption={t.identity.uuid}>
          <Copied caption={t.identity.uuid} value={facts.uuid} />
        </Cell>
        <Cell caption={t.identity.pid}>
          <Copied caption={t.identity.pid} value={facts.pid} />
        </Cell>
        <Cell caption={t.identity.board}>
          {chip ? (
            <span translate="no">
              {chipNames[chip.chip]} <Mono>{chip.mac}</Mono>
            </span>
          ) : (
            <Evidence>{t.identity.notTold}</Evidence>
          )}
        </Cell>
        <Cell caption={t.identity.firmware}>
          {app?.name ? (
            <Mono strong>
              {app.name} {app.version}
            </Mono>
          ) : (
            <Evidence>{t.identity.notTold}</Evidence>
          )}
        </Cell>
        <Cell caption={t.identity.localKey}>
          <HeldSecret
            label={t.identity.hold}
            hint={t.identity.holdHint}
            fetch={() => getLocalKey(cloud, facts.deviceId)}
          />
        </Cell>
      </dl>
      <div className={styles.end}>
        {run ? <TextLink href={`#${certificateAt(run)}`}>{t.identity.certificate}</TextLink> : null}
        <Button size="small" onClick={() => setEnding(true)}>
          {t.end.menu}
        </Button>
      </div>
      {ending ? <EndDialog facts={facts} cloud={cloud} onClose={() => setEnding(false)} onEnded={onEnded} /> : null}
    </section>
  );
};
