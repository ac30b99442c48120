/** Nothing in the chooser's list: the cable, the driver, the permission, in the order of how often it is that. */
import { useState } from 'react';
import { bench } from '../../../i18n/en/bench';
import { shell } from '../../../i18n/en/shell';
import { useText } from '../../../i18n/use-text';
import { listsBridgesFirst } from '../../../model/adapters';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Segmented } from '../../../ui/segmented';
import { useBrowser, useSurroundings } from '../../parts/bench-context';
import { brlttyCommand, Command, groupCommand } from '../parts/command';
import { RulesFile } from '../parts/rules-file';
import styles from './port-guide.module.css';
import { WhyBlocked } from './why-blocked';

const systems = ['Windows', 'macOS', 'Linux'] as const;
type System = (typeof systems)[number];

const Linux = () => {
  const t = useText(bench).guide;
  return (
    <>
      <Command text={brlttyCommand} />
      <RulesFile />
      <h3>{t.permission}</h3>
      <p>{t.linuxPermission}</p>
      <Command text={groupCommand} />
    </>
  );
};

export const PortGuide = ({ close }: { close: () => void }) => {
  const {
    guide: t,
    empty: { showAll },
    browser: { serialBlocked: blocked },
  } = useText(bench);
  const { close: closeWord } = useText(shell);
  const { system: here, serial, serialBlocked } = useBrowser();
  const { choosePort } = useSurroundings();
  const [system, setSystem] = useState<System>(systems.find((name) => name === here) ?? 'Linux');
  const driver = { Windows: t.windowsDriver, macOS: t.macDriver, Linux: t.linuxDriver }[system];
  const choose = async (all?: true) => {
    if ((await choosePort({ all })) === 'chosen') close();
  };
  return (
    <Dialog
      open
      wide
      onClose={close}
      title={t.title}
      closeLabel={closeWord}
      actions={
        serial === 'yes' ? (
          <>
            {listsBridgesFirst(here) ? <Button onClick={() => void choose(true)}>{showAll}</Button> : null}
            <Button kind="primary" onClick={() => void choose()}>
              {t.chooseNow}
            </Button>
          </>
        ) : null
      }
    >
      <div className={styles.guide}>
        {serialBlocked ? (
          <>
            <h3>{blocked}</h3>
            <p>
              <WhyBlocked by={serialBlocked} />
            </p>
          </>
        ) : null}
        <p>{t.order}</p>
        <h3>{t.cable}</h3>
        <p>{t.cableNote}</p>
        <h3>{t.driver}</h3>
        <Segmented
          label={t.systems}
          value={system}
          choices={systems.map((name) => ({ value: name, label: name }))}
          onChange={setSystem}
        />
        <p>{driver}</p>
        {system === 'Linux' ? <Linux /> : null}
        <h3>{t.otherProgram}</h3>
        <p>{t.otherProgramNote}</p>
      </div>
    </Dialog>
  );
};
