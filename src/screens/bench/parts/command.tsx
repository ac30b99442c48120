/** A line for a terminal of this computer, to be copied. */
import { bench } from '../../../i18n/en/bench';
import { useText } from '../../../i18n/use-text';
import { Button } from '../../../ui/button';
import { Glass } from '../../../ui/glass';
import { Mono } from '../../../ui/text';
import { showToast } from '../../../ui/toast';
import styles from './command.module.css';

export const brlttyCommand = 'sudo systemctl mask --now brltty-udev.service brltty.service';
/** By the groups of the system, since there may be no port to ask: `dialout` where there is one, else `uucp`. */
export const groupCommand = 'sudo usermod -aG "$(getent group dialout uucp | head -n 1 | cut -d: -f1)" "$USER"';
/** Until the board is pulled, and without logging out. */
export const accessCommand = 'sudo setfacl -m "u:$USER:rw" /dev/ttyUSB* /dev/ttyACM*';
export const modemManagerCommand = 'sudo systemctl stop ModemManager';
export const snapCommand = 'sudo snap connect chromium:raw-usb';
/** Who has it: name and number of the program. */
export const holdersCommand = 'sudo fuser -v /dev/ttyUSB* /dev/ttyACM*';
export const macHoldersCommand = 'lsof /dev/cu.* /dev/tty.*';

export const Command = ({ text }: { text: string }) => {
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
