/** Beside the glass: the last minute, what was masked, and the board's own clock. */
import ShieldCheck from 'lucide-react/icons/shield-check';
import { type ReactNode, useEffect, useState } from 'react';
import { console } from '../../../i18n/en/console';
import { useText } from '../../../i18n/use-text';
import { ownClock } from '../../../model/clock';
import type { LogSecond, LogSeen } from '../../../model/log-look';
import { Glass } from '../../../ui/glass';
import { Panel } from '../../../ui/panel';
import { Engraved, Evidence, PanelTitle } from '../../../ui/text';
import { barsOf, plotHeight } from './log-bars';
import { lastMinute } from './log-minute';
import styles from './log-panel.module.css';

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);

/** `Clock.ticks`, once a second; it rests with the page. */
export const useSecond = (): number => {
  const [now, setNow] = useState(ownClock.ticks);
  useEffect(() => {
    const timer = setInterval(() => setNow(ownClock.ticks()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
};

const MinutePlot = ({ minute }: { minute: readonly LogSecond[] }) => {
  const t = useText(console);
  const seconds = lastMinute(minute, useSecond());
  const peak = Math.max(1, ...seconds.map(({ lines }) => lines));
  const errors = sum(seconds.map((second) => second.errors));
  const warnings = sum(seconds.map((second) => second.warnings));
  return (
    <>
      <Glass className={styles.plot}>
        <svg
          viewBox={`0 0 240 ${plotHeight}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={t.minutePicture(sum(seconds.map(({ lines }) => lines)), peak)}
        >
          {seconds.flatMap((each, index) =>
            barsOf(each, peak).map(({ colour, from, tall }) => (
              <rect
                key={`${each.second} ${colour}`}
                x={index * 4}
                y={plotHeight - from - tall}
                width="3"
                height={tall}
                fill={`var(${colour})`}
              />
            )),
          )}
        </svg>
      </Glass>
      <p className={styles.plotNote}>
        <Evidence>
          {[errors && t.errors(errors), warnings && t.warnings(warnings)].filter(Boolean).join(', ') || t.noTrouble}
        </Evidence>
      </p>
    </>
  );
};

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
