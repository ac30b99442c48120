/** Unbinding or wiping a device through its cloud. */
import { useState } from 'react';
import { devices } from '../../../i18n/en/devices';
import { useText } from '../../../i18n/use-text';
import type { Cloud } from '../../../model/cloud';
import type { CloudTrouble } from '../../../steps/device/ask-cloud';
import type { CloudDeviceFacts } from '../../../steps/device/device-answers';
import { Segmented } from '../../../ui/segmented';
import { showToast } from '../../../ui/toast';
import { CloudRefusal } from '../../parts/cloud-refusal';
import { endDevice } from '../parts/device-calls';
import { DeviceTailDialog } from '../parts/device-tail-dialog';

type How = 'unbind' | 'reset';

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
  const { end: t, close } = useText(devices);
  const [how, setHow] = useState<How>('unbind');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<CloudTrouble>();
  const end = async () => {
    setBusy(true);
    const answer = await endDevice(cloud, facts.deviceId, how);
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.trouble);
    showToast(t.done[how](facts.name));
    onEnded();
  };
  return (
    <DeviceTailDialog
      deviceId={facts.deviceId}
      words={{ ...t, close, title: t.title[how], do: t.do[how], does: t.does[how] }}
      busy={busy}
      onDo={() => void end()}
      onClose={onClose}
      above={
        <Segmented
          label={t.menu}
          value={how}
          choices={[
            { value: 'unbind', label: t.unbind },
            { value: 'reset', label: t.reset },
          ]}
          onChange={setHow}
        />
      }
    >
      {trouble ? <CloudRefusal trouble={trouble} /> : null}
    </DeviceTailDialog>
  );
};
