/** Copies of this flash: saving one, holding a file against it, and looking into its stores. */
import { useState } from 'react';
import { copies } from '../../../i18n/en/copies';
import { useText } from '../../../i18n/use-text';
import type { LaneView } from '../../../model/run';
import { Button } from '../../../ui/button';
import { Engraved } from '../../../ui/text';
import { useBench } from '../../parts/bench-context';
import { FileButton } from '../../parts/file-button';
import { BackupDialog } from './backup-dialog';
import styles from './copies.module.css';

export const CopyTools = ({ lane }: { lane: LaneView }) => {
  const t = useText(copies);
  const { send } = useBench();
  const [saving, setSaving] = useState(false);
  return (
    <div className={styles.copies}>
      <Engraved>{t.title}</Engraved>
      <div className={styles.buttons}>
        <Button onClick={() => setSaving(true)}>{t.backup}</Button>
        <FileButton
          accept=".bin"
          onFiles={([file]) => file && send({ kind: 'tool', lane: lane.id, ask: { tool: 'compare', file } })}
        >
          {t.compare}
        </FileButton>
        <Button onClick={() => send({ kind: 'tool', lane: lane.id, ask: { tool: 'inspect' } })}>{t.inspect}</Button>
      </div>
      {saving ? <BackupDialog lane={lane} onClose={() => setSaving(false)} /> : null}
    </div>
  );
};
