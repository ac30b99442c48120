/** The products of a real project, each by one of its devices: choose one, and its model is read. */
import { useEffect, useState } from 'react';
import { products } from '../../i18n/en/products';
import { useText } from '../../i18n/use-text';
import type { Cloud } from '../../model/cloud';
import type { CloudTrouble } from '../../steps/device/ask-cloud';
import type { CloudDeviceFacts } from '../../steps/device/device-answers';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { StateGlyph } from '../../ui/state-glyph';
import { Evidence, Mono } from '../../ui/text';
import { CloudRefusal } from '../parts/cloud-refusal';
import { agentOf, modelOf, oneDeviceEach } from './cloud-models';
import styles from './products.module.css';
import type { About } from './use-import';

export const FromCloud = ({
  cloud,
  onTake,
  onClose,
}: {
  cloud: Cloud;
  onTake: (name: string, result: unknown, about: About) => void;
  onClose: () => void;
}) => {
  const all = useText(products);
  const t = all.cloud;
  const [devices, setDevices] = useState<readonly CloudDeviceFacts[]>();
  const [trouble, setTrouble] = useState<CloudTrouble>();
  const [busy, setBusy] = useState(true);
  useEffect(() => {
    let wanted = true;
    void oneDeviceEach(cloud).then((got) => {
      if (!wanted) return;
      setBusy(false);
      if (got.ok) setDevices(got.value);
      else setTrouble(got.trouble);
    });
    return () => {
      wanted = false;
    };
  }, [cloud]);
  const take = async ({ deviceId, pid, productName, name }: CloudDeviceFacts) => {
    setBusy(true);
    setTrouble(undefined);
    const got = await modelOf(cloud, deviceId);
    if (!got.ok) {
      setBusy(false);
      return setTrouble(got.trouble);
    }
    const agent = await agentOf(cloud, deviceId);
    onTake(productName || name, got.value, {
      pid,
      name: productName || name,
      source: 'cloud',
      ...(agent && { agent }),
    });
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={t.title} closeLabel={all.close}>
      <div className={styles.form}>
        <p>{t.note}</p>
        {trouble ? <CloudRefusal trouble={trouble} /> : null}
        {busy ? (
          <p role="status" className={styles.reading}>
            <StateGlyph state="working" />
            {t.asking}
          </p>
        ) : null}
        {devices?.length === 0 ? <p>{t.none}</p> : null}
        <ul className={styles.devices}>
          {devices?.map((device) => (
            <li key={device.deviceId}>
              <div>
                <strong>{device.productName || all.unnamed}</strong>
                <Evidence>
                  <Mono>{device.pid}</Mono> · {device.name}
                </Evidence>
              </div>
              <Button
                size="small"
                disabled={busy}
                aria-label={t.take(device.productName || device.name)}
                onClick={() => void take(device)}
              >
                {all.import.file}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
};
