/** Nothing in the chooser's list: the cable, the driver, the permission, in the order of how often it is that. */
import { useState } from 'react';
import { bench } from '../../../i18n/en/bench';
import { shell } from '../../../i18n/en/shell';
import { useText } from '../../../i18n/use-text';
import { listsBridgesFirst } from '../../../model/adapters';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Glass } from '../../../ui/glass';
import { Segmented } from '../../../ui/segmented';
import { Mono } from '../../../ui/text';
import { showToast } from '../../../ui/toast';
import { useBrowser, useSurroundings } from '../../parts/bench-context';
import styles from './port-guide.module.css';
import { WhyBlocked } from './why-blocked';

const systems = ['Windows', 'macOS', 'Linux'] as const;
type System = (typeof systems)[number];

const brltty = 'sudo systemctl mask --now brltty-udev.service brltty.service';
/** By the groups of the system, since there may be no port to ask: `dialout` where there is one, else `uucp`. */
export const groups = 'sudo usermod -aG "$(getent group dialout uucp | head -n 1 | cut -d: -f1)" "$USER"';

const Command = ({ text }: { text: string }) => {
  const t = useText(bench);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => showToast(t.guide.copied),
      () => showToast(t.callout.notCopied),
    );
  return (
    <Glass className={styles.command}>
      <Mono>{text}</Mono>
      <Button size="small" onClick={() => void copy()}>
        {t.guide.copy}
      </Button>
    </Glass>
  );
};

const Linux = () => {
  const t = useText(bench).guide;
  return (
    <>
      <Command text={brltty} />
      <h3>{t.permission}</h3>
      <p>{t.linuxPermission}</p>
      <Command text={groups} />
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
