/** The file that keeps ModemManager and brltty off boards, ready to be saved, and the line that puts it in its place. */
import { notOpened } from '../../../i18n/en/not-opened';
import { useText } from '../../../i18n/use-text';
import { udevFileName, udevRules } from '../../../protocols/udev-rules';
import { Button } from '../../../ui/button';
import { saveFile } from '../../parts/save-file';
import { Command } from './command';
import styles from './command.module.css';

const install = `sudo install -m 644 ~/Downloads/${udevFileName} /etc/udev/rules.d/ && sudo udevadm control --reload && sudo udevadm trigger`;

export const RulesFile = () => {
  const t = useText(notOpened);
  return (
    <>
      <p className={styles.rules}>
        <span>{t.rules}</span>
        <Button size="small" onClick={() => saveFile(udevFileName, new Blob([udevRules()], { type: 'text/plain' }))}>
          {t.saveRules(udevFileName)}
        </Button>
      </p>
      <Command text={install} />
    </>
  );
};
