/** Before a copy is saved: what is in it, said plainly, and of which part of the flash it is. */
import { useState } from 'react';
import { copies } from '../../../i18n/en/copies';
import { shell } from '../../../i18n/en/shell';
import { useFormats, useText } from '../../../i18n/use-text';
import type { PickedFile } from '../../../model/backup';
import type { LaneView } from '../../../model/run';
import { backupName } from '../../../protocols/backup/backup-name';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Select } from '../../../ui/field';
import { useBench } from '../../parts/bench-context';
import { ownMacOf } from '../../parts/lane-words';

interface WithPicker {
  showSaveFilePicker?(options: { suggestedName: string }): Promise<PickedFile>;
}

/** Undefined where the browser has no chooser, and holds the file itself; null when the person thought better of it. */
const pickFile = async (suggestedName: string): Promise<PickedFile | undefined | null> => {
  const { showSaveFilePicker } = window as WithPicker;
  if (!showSaveFilePicker) return undefined;
  try {
    return await showSaveFilePicker.call(window, { suggestedName });
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'AbortError') return null;
    return undefined;
  }
};

export const BackupDialog = ({ lane, onClose }: { lane: LaneView; onClose: () => void }) => {
  const t = useText(copies).save;
  const { close } = useText(shell);
  const f = useFormats();
  const { send } = useBench();
  const [part, choose] = useState(-1);
  const { chip, layout } = lane;
  const { flashBytes } = chip ?? {};
  if (!chip || flashBytes === undefined) return null;
  const parts = layout?.partitions ?? [];
  const { offset, size } = parts[part] ?? { offset: 0, size: flashBytes };
  const save = async () => {
    const into = await pickFile(
      backupName({ chip: chip.chip, mac: ownMacOf(lane), offset, size, flashBytes, at: Date.now() }),
    );
    if (into === null) return;
    send({ kind: 'tool', lane: lane.id, ask: { tool: 'backup', offset, size, ...(into && { into }) } });
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.title}
      closeLabel={close}
      actions={
        <>
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button kind="primary" onClick={() => void save()}>
            {t.do}
          </Button>
        </>
      }
    >
      <p>{t.what}</p>
      <p>{t.yours}</p>
      {parts.length > 0 ? (
        <Select label={t.part} value={part} onChange={(event) => choose(Number(event.target.value))}>
          <option value={-1}>
            {t.whole}, {f.bytes(flashBytes)}
          </option>
          {parts.map((row, at) => (
            <option key={row.offset} value={at}>
              {row.label}, {f.bytes(row.size)}
            </option>
          ))}
        </Select>
      ) : null}
    </Dialog>
  );
};
