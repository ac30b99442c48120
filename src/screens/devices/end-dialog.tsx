/** Unbinding or wiping a device: what each does, and the last four characters of its id typed first. */
import { useState } from 'react';
import { devices } from '../../i18n/en/devices';
import { useText } from '../../i18n/use-text';
import type { Cloud } from '../../model/cloud';
import type { CloudTrouble } from '../../steps/ask-cloud';
import type { CloudDeviceFacts } from '../../steps/device-answers';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { Segmented } from '../../ui/segmented';
import { Engraved } from '../../ui/text';
import { showToast } from '../../ui/toast';
import { CloudRefusal } from '../parts/cloud-refusal';
import { endDevice } from './device-calls';
import styles from './end-dialog.module.css';

type How = 'unbind' | 'reset';
const tailLength = 4;

export const EndDialog = ({
  facts,
  cloud,
  onClose,
  onEnded,
}: {
  facts: CloudDeviceFacts;
  cloud: Cloud;
  onClose: () => void;
  onEnded: () => void;
}) => {
  const all = useText(devices);
  const t = all.end;
  const [how, setHow] = useState<How>('unbind');
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<CloudTrouble>();
  const right = typed.trim() === facts.deviceId.slice(-tailLength);
  const end = async () => {
    setAsked(true);
    if (!right || busy) return;
    setBusy(true);
    const answer = await endDevice(cloud, facts.deviceId, how);
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.trouble);
    showToast(t.done[how](facts.name));
    onEnded();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.title[how]}
      closeLabel={all.close}
      actions={
        <>
          <Button onClick={onClose}>{t.keep}</Button>
          <Button kind="danger" disabled={busy} onClick={() => void end()}>
            {t.do[how]}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void end();
        }}
      >
        <Segmented
          label={t.menu}
          value={how}
          choices={[
            { value: 'unbind', label: t.unbind },
            { value: 'reset', label: t.reset },
          ]}
          onChange={setHow}
        />
        <div>
          <Engraved>{t.what}</Engraved>
          <ul className={styles.does}>
            {t.does[how].map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
        <TextField
          label={t.label(facts.deviceId.slice(0, -tailLength))}
          hint={t.hint}
          problem={asked && !right ? t.wrong : undefined}
          value={typed}
          maxLength={8}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
        {trouble ? <CloudRefusal trouble={trouble} /> : null}
      </form>
    </Dialog>
  );
};
