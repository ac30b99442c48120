/** What comes from ports now: one, or two beside each other. */
import Columns2 from 'lucide-react/icons/columns-2';
import History from 'lucide-react/icons/history';
import { console } from '../../i18n/en/console';
import { logWords } from '../../i18n/en/log-words';
import { useText } from '../../i18n/use-text';
import type { LaneView, PortView } from '../../model/run';
import { Button, ButtonLink } from '../../ui/button';
import { PageHead, Screen } from '../../ui/page-head';
import { Panel } from '../../ui/panel';
import { useBenchView } from '../parts/bench-context';
import { BenchTrouble } from '../parts/bench-trouble';
import { keptLogsPlace, places } from '../parts/places';
import styles from './console.module.css';
import { ConsoleOfPort } from './console-of-port';
import { FolderButton, FolderLine } from './folder/folder-line';
import { useLogFolder } from './folder/use-log-folder';
import log from './log/rows/log-empty.module.css';
import { PortBar } from './port/port-bar';
import { type ConsolePort, useConsolePort, useSecondPort } from './port/use-console';
import { useLine } from './port/use-line';

const OnePort = ({
  ports,
  lanes,
  chosen,
  narrow,
  onChoose,
}: {
  ports: readonly PortView[];
  lanes: readonly LaneView[];
  chosen: ConsolePort;
  narrow?: boolean;
  onChoose: (port: string) => void;
}) => {
  const line = useLine(chosen);
  return (
    <div className={styles.one}>
      <PortBar ports={ports} lanes={lanes} chosen={chosen} line={line} onChoose={onChoose} />
      <ConsoleOfPort chosen={chosen} line={line} {...(narrow && { narrow })} />
    </div>
  );
};

export const LiveConsole = () => {
  const t = useText(console);
  const w = useText(logWords);
  const { ports, lanes, chosen, choose } = useConsolePort();
  const { second, chooseSecond } = useSecondPort(ports, lanes, chosen?.id);
  const folder = useLogFolder();
  const trouble = useBenchView((view) => view.trouble);
  const canBeside = chosen !== undefined && ports.some(({ id }) => id !== chosen.id);
  return (
    <Screen>
      <PageHead title={t.title}>
        {canBeside || second ? (
          <Button
            kind="quiet"
            icon={<Columns2 size={16} strokeWidth={1.75} aria-hidden="true" />}
            title={w.besideHint}
            aria-pressed={Boolean(second)}
            onClick={() => chooseSecond(second ? undefined : ports.find(({ id }) => id !== chosen?.id)?.id)}
          >
            {w.beside}
          </Button>
        ) : null}
        <FolderButton folder={folder} />
        <ButtonLink
          kind="quiet"
          href={`#${keptLogsPlace}`}
          icon={<History size={16} strokeWidth={1.75} aria-hidden="true" />}
        >
          {w.kept}
        </ButtonLink>
      </PageHead>
      <FolderLine folder={folder} />
      {trouble && chosen ? <BenchTrouble problem={trouble} /> : null}
      {chosen ? (
        <div className={second ? styles.beside : styles.alone}>
          <OnePort
            key={chosen.id}
            ports={ports}
            lanes={lanes}
            chosen={chosen}
            {...(second && { narrow: true })}
            onChoose={choose}
          />
          {second ? (
            <OnePort key={second.id} ports={ports} lanes={lanes} chosen={second} narrow onChoose={chooseSecond} />
          ) : null}
        </div>
      ) : (
        <Panel>
          <div className={log.noPort}>
            <p className={log.emptyTitle}>{t.noPort}</p>
            <p className={log.emptyHint}>{t.noPortHint}</p>
            <ButtonLink href={`#${places.bench}`}>{t.toBench}</ButtonLink>
          </div>
        </Panel>
      )}
    </Screen>
  );
};
