/** What a device is called, and giving it another name: in its cloud, so that every station and app has it. */
import Pencil from 'lucide-react/icons/pencil';
import { type FormEvent, useState } from 'react';
import { devices } from '../../../i18n/en/devices';
import { useText } from '../../../i18n/use-text';
import type { Cloud } from '../../../model/cloud';
import type { CloudTrouble } from '../../../steps/device/ask-cloud';
import type { CloudDeviceFacts } from '../../../steps/device/device-answers';
import { Button, IconButton } from '../../../ui/button';
import { BareInput } from '../../../ui/field';
import { PageTitle } from '../../../ui/text';
import { CloudRefusal } from '../../parts/cloud-refusal';
import { nameMost, renameDevice } from '../parts/device-calls';
import styles from './identity.module.css';

export const DeviceName = ({ facts, cloud }: { facts: CloudDeviceFacts; cloud: Cloud }) => {
  const all = useText(devices);
  const t = all.identity;
  const [given, setGiven] = useState<string>();
  const name = given ?? facts.name;
  const [typed, setTyped] = useState<string>();
  const [left, setLeft] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<CloudTrouble>();
  if (typed === undefined) {
    return (
      <>
        <PageTitle>{name}</PageTitle>
        <IconButton size="small" label={t.rename} autoFocus={left} onClick={() => setTyped(name)}>
          <Pencil size={14} strokeWidth={1.75} aria-hidden="true" />
        </IconButton>
      </>
    );
  }
  const leave = () => {
    setTyped(undefined);
    setTrouble(undefined);
    // The field is gone with the focus in it.
    setLeft(true);
  };
  const give = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = typed.trim();
    if (wanted === '' || busy) return;
    if (wanted === name) return leave();
    setBusy(true);
    const answer = await renameDevice(cloud, facts.deviceId, wanted);
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.trouble);
    setGiven(wanted);
    leave();
  };
  return (
    <form className={styles.naming} onSubmit={(event) => void give(event)}>
      <BareInput
        aria-label={t.name}
        value={typed}
        maxLength={nameMost}
        autoComplete="off"
        autoFocus
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && leave()}
      />
      <Button type="submit" kind="primary" size="small" disabled={busy || typed.trim() === ''}>
        {t.giveName}
      </Button>
      <Button size="small" onClick={leave}>
        {t.keepName}
      </Button>
      {trouble ? <CloudRefusal trouble={trouble} /> : null}
    </form>
  );
};
