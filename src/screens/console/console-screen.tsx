/** The console: one port's log, live, and a line to send. */
import { useState } from 'react';
import { console } from '../../i18n/en/console';
import { useText } from '../../i18n/use-text';
import { ButtonLink } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { PageTitle } from '../../ui/text';
import { usualSpeed } from '../parts/console-speed';
import { places } from '../parts/places';
import styles from './console.module.css';
import { ConsoleOfPort } from './console-of-port';
import { PortBar } from './port-bar';
import { useConsolePort } from './use-console';

export const ConsoleScreen = () => {
  const t = useText(console);
  const { ports, lanes, chosen, choose } = useConsolePort();
  const [speed, setSpeed] = useState(chosen?.port?.baud ?? usualSpeed);
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <PageTitle>{t.title}</PageTitle>
        {chosen ? (
          <PortBar ports={ports} lanes={lanes} chosen={chosen} speed={speed} onSpeed={setSpeed} onChoose={choose} />
        ) : null}
      </header>
      {chosen ? (
        <ConsoleOfPort key={chosen.id} chosen={chosen} speed={speed} />
      ) : (
        <Panel>
          <div className={styles.noPort}>
            <p className={styles.emptyTitle}>{t.noPort}</p>
            <p className={styles.emptyHint}>{t.noPortHint}</p>
            <ButtonLink href={`#${places.bench}`}>{t.toBench}</ButtonLink>
          </div>
        </Panel>
      )}
    </div>
  );
};
