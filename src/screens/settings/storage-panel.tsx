/** How much is stored, and whether the browser promised to keep it. */
import HardDrive from 'lucide-react/icons/hard-drive';
import { useEffect, useState } from 'react';
import { settings } from '../../i18n/en/settings';
import { useFormats, useText } from '../../i18n/use-text';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { Tag } from '../../ui/tag';
import { Evidence, Reading } from '../../ui/text';
import { useBrowser, useSurroundings } from '../parts/bench-context';
import styles from './settings.module.css';

export const StoragePanel = () => {
  const t = useText(settings);
  const format = useFormats();
  const { storage, used, quota } = useBrowser();
  const { askToKeep, lookAtStorage } = useSurroundings();
  useEffect(() => lookAtStorage?.(), [lookAtStorage]);
  const [answer, setAnswer] = useState<boolean>();
  // Something is stored here, or this page would not stand: nothing used is nothing told.
  const size = used ? format.size(used) : undefined;
  return (
    <Panel
      title={t.storage}
      icon={<HardDrive size={16} strokeWidth={1.75} aria-hidden="true" />}
      aside={storage === 'kept' ? <Tag state="proven">{t.kept}</Tag> : <Tag state="yours">{t.mayBeCleared}</Tag>}
    >
      {size && quota ? (
        <>
          <p>
            <Reading unit={size.unit}>{size.value}</Reading> <Evidence>{t.of(format.bytes(quota))}</Evidence>
          </p>
          <div className={styles.meter} aria-hidden="true">
            <span style={{ width: `${Math.max(0.5, (100 * (used ?? 0)) / quota)}%` }} />
          </div>
        </>
      ) : (
        <p>{t.unknownUse}</p>
      )}
      {storage !== 'kept' ? (
        <p className={styles.ask}>
          <Button onClick={() => void askToKeep().then(setAnswer)}>{t.askToKeep}</Button>
        </p>
      ) : null}
      <p role="status">{answer === undefined ? null : <Evidence>{answer ? t.agreed : t.refused}</Evidence>}</p>
    </Panel>
  );
};
