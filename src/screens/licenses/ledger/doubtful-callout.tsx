/** Under a doubtful row: what happened, what we know, do this. */
import { useState } from 'react';
import { useLocation } from 'wouter';
import { short } from '../../../i18n/details';
import { licenses } from '../../../i18n/en/licenses';
import { useFormats, useText } from '../../../i18n/use-text';
import type { LicenseRow } from '../../../model/license';
import { asBenchError, type Problem } from '../../../model/problem';
import { benchDatabase } from '../../../records/database';
import { giveUpLicense } from '../../../records/licenses';
import { Button } from '../../../ui/button';
import { Callout, CalloutCell } from '../../../ui/callout';
import { Evidence, Mono } from '../../../ui/text';
import { showToast } from '../../../ui/toast';
import { useBench, useBenchView } from '../../parts/bench-context';
import { useChoosePort } from '../../parts/choose-port';
import { places } from '../../parts/places';
import { StorageTrouble } from '../../parts/storage-trouble';
import styles from './ledger.module.css';
import { LostDialog } from './lost-dialog';

const DoThis = ({ row }: { row: LicenseRow }) => {
  const t = useText(licenses);
  const bench = useBench();
  const { choose, secondWay } = useChoosePort();
  const [, go] = useLocation();
  const [losing, setLosing] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const ports = useBenchView((view) => view.ports);
  const lanes = useBenchView((view) => view.lanes);
  const lane = lanes.find(({ chip, port }) => chip?.mac === row.mac && Boolean(port.virtual) === row.virtual);
  const plugged = lane && ports.some(({ id }) => id === lane.port.id) ? lane : undefined;
  const read = () => {
    if (!plugged) return;
    bench.send({ kind: 'recognise', port: plugged.port.id });
    go(places.bench);
  };
  const giveUp = async () => {
    setLosing(false);
    try {
      await giveUpLicense(benchDatabase(), { uuid: row.uuid, now: Date.now() });
      showToast(t.lost.done(short(row.uuid) ?? ''));
    } catch (fault) {
      setProblem(asBenchError(fault).problem);
    }
  };
  return (
    <CalloutCell caption={t.doubtful.doThis}>
      <div className={styles.buttons}>
        {plugged ? (
          <Button kind="primary" size="small" onClick={read}>
            {t.doubtful.read}
          </Button>
        ) : (
          <Button kind="primary" size="small" onClick={choose}>
            {t.doubtful.choosePort}
          </Button>
        )}
        {plugged ? null : secondWay}
        <Button size="small" onClick={() => setLosing(true)}>
          {t.doubtful.lost}
        </Button>
      </div>
      <Evidence>
        {plugged ? null : t.doubtful.plugIn(row.mac ?? '') + t.space}
        {t.doubtful.readNote}
      </Evidence>
      {problem ? <StorageTrouble problem={problem} /> : null}
      {losing ? <LostDialog row={row} onGiveUp={() => void giveUp()} onClose={() => setLosing(false)} /> : null}
    </CalloutCell>
  );
};

/** History shown: the last steps on the way here. */
const shownEvents = 4;

export const DoubtfulCallout = ({ row }: { row: LicenseRow }) => {
  const t = useText(licenses);
  const f = useFormats();
  const why = row.history.at(-1)?.why;
  return (
    <Callout state="doubtful" className={styles.callout}>
      <CalloutCell caption={t.doubtful.happened}>
        <p>
          {why === 'not-on-board' ? t.doubtful.notEqual : t.doubtful.sending}
          {t.space}
          {t.doubtful.noOther}
        </p>
      </CalloutCell>
      <CalloutCell caption={t.doubtful.know}>
        <ul className={styles.events}>
          {row.history.slice(-shownEvents).map(({ at, why: reason, mac }) => (
            <li key={`${at} ${reason}`}>
              <Mono>{f.momentWhen(at)}</Mono>
              <span>
                {t.evidence[reason]}
                {mac ? (
                  <>
                    {' '}
                    <Mono>{mac}</Mono>
                  </>
                ) : null}
              </span>
            </li>
          ))}
        </ul>
      </CalloutCell>
      <DoThis row={row} />
    </Callout>
  );
};
