/** Writing to one-time memory, which nobody can undo: asked for with the last four digits of the board's MAC. */
import { bench } from '../../../i18n/en/bench';
import { shell } from '../../../i18n/en/shell';
import { useText } from '../../../i18n/use-text';
import type { Mac } from '../../../model/chip';
import { Engraved } from '../../../ui/text';
import { TailDialog } from '../../parts/tail-dialog';
import styles from './release.module.css';

const digits = (text: string) => text.toUpperCase().replace(/[^0-9A-F]/g, '');

export const OtpDialog = ({ mac, onWrite, onClose }: { mac: Mac; onWrite: () => void; onClose: () => void }) => {
  const t = useText(bench).otp;
  const { close } = useText(shell);
  return (
    <TailDialog
      words={{ ...t, close, label: t.label(`${mac.slice(0, -5)}··:··`) }}
      isRight={(typed) => digits(typed) !== '' && digits(typed) === digits(mac).slice(-4)}
      longest={5}
      onDo={() => {
        onWrite();
        onClose();
      }}
      onClose={onClose}
    >
      <p>{t.text}</p>
      <dl className={styles.beforeAfter}>
        <div>
          <Engraved>{t.now}</Engraved>
          {t.before}
        </div>
        <div>
          <Engraved>{t.later}</Engraved>
          {t.after}
        </div>
      </dl>
    </TailDialog>
  );
};
