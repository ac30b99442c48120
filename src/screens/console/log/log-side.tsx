/** Beside the glass: the last minute, what was masked, and the board's own clock. */
import ShieldCheck from 'lucide-react/icons/shield-check';
import type { ReactNode } from 'react';
import { console } from '../../../i18n/en/console';
import { useText } from '../../../i18n/use-text';
import type { LogSeen } from '../../../model/log-look';
import { Panel } from '../../../ui/panel';
import { Engraved, Evidence, PanelTitle } from '../../../ui/text';
import styles from './log-panel.module.css';
import { MinutePlot } from './minute/minute-plot';

export const LogSide = ({
  seen: { masked, stamp, minute, session },
  marks,
}: {
  seen: Pick<LogSeen, 'masked' | 'stamp' | 'minute' | 'session'>;
  marks: ReactNode;
}) => {
  const t = useText(console);
  return (
    <aside className={styles.side}>
      {session && !session.live ? null : (
        <Panel title={t.minute} aside={<Engraved>{t.linesPerSecond}</Engraved>}>
          <MinutePlot minute={minute} />
        </Panel>
      )}
      {marks}
      <Panel>
        <div className={styles.note}>
          <ShieldCheck size={16} strokeWidth={1.75} aria-hidden="true" />
          <PanelTitle>{t.secrets(masked)}</PanelTitle>
          <p>
            <Evidence>{t.secretsNote}</Evidence>
          </p>
        </div>
      </Panel>
      {stamp?.startsWith('01-01') ? (
        <Panel>
          <PanelTitle>{t.clock}</PanelTitle>
          <p>
            <Evidence>{t.clockNote(stamp)}</Evidence>
          </p>
        </Panel>
      ) : null}
    </aside>
  );
};
