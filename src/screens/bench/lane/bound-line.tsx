/** Under the rail of a board that is bound: how long it took, and where to go from here. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { bench } from '../../../i18n/en/bench';
import { pairing } from '../../../i18n/en/pairing';
import { useFormats, useText } from '../../../i18n/use-text';
import type { LaneView } from '../../../model/run';
import { TextButton, TextLink } from '../../../ui/button';
import { Evidence } from '../../../ui/text';
import { useBench, useBenchView } from '../../parts/bench-context';
import { certificateAt } from '../../parts/certificate-places';
import { deviceOf } from '../../parts/places';
import styles from './lane.module.css';
import { workedMs } from './lane-reading';

const To = ({ href, children }: { href: string; children: ReactNode }) => (
  <Link href={href} asChild>
    <TextLink>{children}</TextLink>
  </Link>
);

export const BoundLine = ({ lane }: { lane: LaneView }) => {
  const t = useText(pairing);
  const { end, lane: words } = useText(bench);
  const format = useFormats();
  const { send } = useBench();
  const byItself = useBenchView((view) => view.plan.startByItself);
  const { device, runId, port } = lane;
  return (
    <p className={styles.end}>
      <span className={styles.proven}>{t.bound(format.took(workedMs(lane)))}</span>
      {runId ? <To href={certificateAt(runId)}>{t.certificate}</To> : null}
      {runId ? <To href={certificateAt(runId, 'label')}>{t.label}</To> : null}
      {device ? <To href={deviceOf(device.place, device.deviceId)}>{t.device}</To> : null}
      {lane.keysNotKept ? <span>{t.keysNotKept}</span> : null}
      <TextButton onClick={() => send({ kind: 'start', lane: lane.id })}>{words.runAgain}</TextButton>
      <Evidence className={styles.aside}>
        {port.virtual ? end.virtualNext : byItself ? end.unplugNext : end.unplug}
      </Evidence>
    </p>
  );
};
