/** One port's log, what may be said of the port, and a line to send. Mounted anew for another port. */
import { console } from '../../i18n/en/console';
import { useText } from '../../i18n/use-text';
import { TextLink } from '../../ui/button';
import { places as addresses } from '../parts/places';
import { LogPanel } from './log/log-panel';
import styles from './log/log-panel.module.css';
import { LogEmpty } from './log/rows/log-empty';
import type { ConsolePort } from './port/use-console';
import type { ConsoleLine } from './port/use-line';
import { SendLine } from './send/send-line';

export const ConsoleOfPort = ({
  chosen,
  line,
  narrow,
}: {
  chosen: ConsolePort;
  line: ConsoleLine;
  narrow?: boolean;
}) => {
  const t = useText(console);
  const { id, use, port } = chosen;
  const why = () => {
    if (use === 'at-work') return t.atWork;
    return use === 'listening' ? undefined : t.cannotSend;
  };
  const words = () => {
    if (use === 'elsewhere') return [t.shut, t.otherTabHint];
    if (use === 'gone') return [t.quiet, t.gone];
    return use === 'shut' ? [t.shut, t.shutHint] : [t.quiet, t.quietHint];
  };
  const [title, hint] = words();
  return (
    <LogPanel
      of={{ port: id }}
      name={chosen.lane?.chip?.chip ?? port?.name ?? id}
      live={use === 'listening' || use === 'at-work'}
      {...(narrow && { narrow })}
      above={
        use === 'at-work' ? (
          <p className={styles.atWork}>
            {t.atWork} <TextLink href={`#${addresses.bench}`}>{t.toLane}</TextLink>
          </p>
        ) : null
      }
      below={<SendLine why={why()} chosen={chosen} />}
      empty={() => (
        <LogEmpty
          title={title}
          hint={hint}
          {...(use === 'shut' && {
            act: t.listenAt(line.line.baud),
            onAct: line.listen,
          })}
        />
      )}
    />
  );
};
