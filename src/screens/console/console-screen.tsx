/** The console: one port's log, live, and a line to send. */
import { console } from '../../i18n/en/console';
import { useText } from '../../i18n/use-text';
import { ButtonLink } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { PageTitle } from '../../ui/text';
import { useBenchView } from '../parts/bench-context';
import { BenchTrouble } from '../parts/bench-trouble';
import { places } from '../parts/places';
import styles from './console.module.css';
import { ConsoleOfPort } from './console-of-port';
import { PortBar } from './port/port-bar';
import { useConsolePort } from './port/use-console';
import { useLine } from './port/use-line';

type Ports = ReturnType<typeof useConsolePort>;

const ConsoleOf = ({ chosen, ports, lanes, choose }: Ports & { chosen: NonNullable<Ports['chosen']> }) => {
  const t = useText(console);
  const trouble = useBenchView((view) => view.trouble);
  const line = useLine(chosen);
  return (
    <>
      <header className={styles.head}>
        <PageTitle>{t.title}</PageTitle>
        <PortBar ports={ports} lanes={lanes} chosen={chosen} line={line} onChoose={choose} />
      </header>
      {trouble ? <BenchTrouble problem={trouble} /> : null}
      <ConsoleOfPort chosen={chosen} line={line} />
    </>
  );
};

export const ConsoleScreen = () => {
  const t = useText(console);
  const all = useConsolePort();
  const { chosen } = all;
  return (
    <div className={styles.screen}>
      {chosen ? (
        <ConsoleOf key={chosen.id} {...all} chosen={chosen} />
      ) : (
        <>
          <header className={styles.head}>
            <PageTitle>{t.title}</PageTitle>
          </header>
          <Panel>
            <div className={styles.noPort}>
              <p className={styles.emptyTitle}>{t.noPort}</p>
              <p className={styles.emptyHint}>{t.noPortHint}</p>
              <ButtonLink href={`#${places.bench}`}>{t.toBench}</ButtonLink>
            </div>
          </Panel>
        </>
      )}
    </div>
  );
};
