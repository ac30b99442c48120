/** What the board itself says of data points, when it is on this bench. */
import { Link } from 'wouter';
import { devices } from '../../../i18n/en/devices';
import { useFormats, useText } from '../../../i18n/use-text';
import type { LogLine } from '../../../model/log-line';
import { Button } from '../../../ui/button';
import { Glass } from '../../../ui/glass';
import { StateGlyph } from '../../../ui/state-glyph';
import { useBench, useBenchView } from '../../parts/bench-context';
import { usualSpeed } from '../../parts/console-speed';
import { consoleOf } from '../../parts/places';
import styles from './device-log.module.css';
import { dataPointLines } from './device-log-lines';

const shownLines = 14;

export const DeviceLog = ({ port, lines }: { port: string; lines: readonly LogLine[] }) => {
  const t = useText(devices).log;
  const f = useFormats();
  const bench = useBench();
  const use = useBenchView((view) => view.ports.find(({ id }) => id === port)?.use);
  const listening = use === 'open';
  // What was said before nobody listened is old, and nothing of what was just sent.
  const shown = listening ? dataPointLines(lines).slice(-shownLines) : [];
  return (
    <Glass className={styles.log}>
      <header className={styles.head}>
        <h2>{t.title}</h2>
        {listening ? (
          <span className={styles.following}>
            <StateGlyph state="working" size={12} />
            {t.following}
          </span>
        ) : null}
        <span className={styles.note}>{t.note}</span>
      </header>
      {shown.length > 0 ? (
        <ol className={styles.lines}>
          {shown.map((line, index) => (
            // Two lines may come in the same millisecond, and their place is all that tells them apart.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={`${line.at} ${index}`} data-level={line.level}>
              <span>{f.momentWhen(line.at)}</span>
              <span>{line.level ?? '·'}</span>
              <span>{line.text}</span>
            </li>
          ))}
        </ol>
      ) : (
        <div className={styles.quiet}>
          <p>{listening ? t.nothing : t.quiet}</p>
          {listening || use === 'elsewhere' ? null : (
            <Button size="small" onClick={() => bench.send({ kind: 'console-open', port, baud: usualSpeed })}>
              {t.listen}
            </Button>
          )}
        </div>
      )}
      <Link className={styles.open} href={consoleOf(port)}>
        {t.open}
      </Link>
    </Glass>
  );
};
