/** Releasing a device over Bluetooth: what that does, and the last four characters of its id typed first. */
import { useState } from 'react';
import { bluetooth } from '../../i18n/en/bluetooth';
import { useText } from '../../i18n/use-text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { Engraved } from '../../ui/text';
import styles from './end-dialog.module.css';

const tailLength = 4;

export const AirReleaseDialog = ({
  deviceId,
  onRelease,
  onClose,
}: {
  deviceId: string;
  onRelease: () => void;
  onClose: () => void;
}) => {
  const t = useText(bluetooth).release;
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const right = typed.trim() === deviceId.slice(-tailLength);
  const release = () => {
    setAsked(true);
    if (!right) return;
    onRelease();
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.title}
      closeLabel={t.close}
      actions={
        <>
          <Button onClick={onClose}>{t.keep}</Button>
          <Button kind="danger" onClick={release}>
            {t.do}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          release();
        }}
      >
        <div>
          <Engraved>{t.what}</Engraved>
          <ul className={styles.does}>
            {t.does.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
        <TextField
          label={t.label(deviceId.slice(0, -tailLength))}
          hint={t.hint}
          problem={asked && !right ? t.wrong : undefined}
          value={typed}
          maxLength={8}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
      </form>
    </Dialog>
  );
};
