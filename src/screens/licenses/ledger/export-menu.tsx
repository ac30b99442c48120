/** The way back: the licenses shown as a sheet, in the form other tools read. */
import Download from 'lucide-react/icons/download';
import { useId, useRef, useState } from 'react';
import { licenses } from '../../../i18n/en/licenses';
import { useText } from '../../../i18n/use-text';
import { asBenchError, type Problem } from '../../../model/problem';
import { exportSheet } from '../../../protocols/license-sheet/files/save-sheet';
import { type ExportAim, exportAims } from '../../../protocols/license-sheet/write-sheet';
import { benchDatabase } from '../../../records/database';
import { openLicenses } from '../../../records/license-questions';
import { Button } from '../../../ui/button';
import { Field } from '../../../ui/field';
import { Menu } from '../../../ui/menu';
import { Segmented } from '../../../ui/segmented';
import { Evidence } from '../../../ui/text';
import { showToast } from '../../../ui/toast';
import { saveFile } from '../../parts/save-file';
import { StorageTrouble } from '../../parts/storage-trouble';
import { exportName } from './batch-name';
import type { BatchKey } from './ledger-view';
import styles from './licenses.module.css';

export const ExportMenu = ({ batch }: { batch: BatchKey | undefined }) => {
  const t = useText(licenses);
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const [aim, setAim] = useState<ExportAim>('free');
  const [problem, setProblem] = useState<Problem>();
  const save = async (format: 'xlsx' | 'csv') => {
    menu.current?.hidePopover();
    setProblem(undefined);
    try {
      // Made-up licenses go along only when their batch was chosen: no other tool can tell them from real ones.
      const rows = await openLicenses(benchDatabase(), batch ?? { virtual: false });
      const inFile = format === 'csv' && aim === 'free' ? rows.filter(({ row }) => row.state === 'free') : rows;
      saveFile(exportName(batch?.batch, Date.now(), format, aim), await exportSheet(inFile, format, aim));
      showToast(t.exported(inFile.length));
    } catch (fault) {
      setProblem(asBenchError(fault).problem);
    }
  };
  return (
    <div className={styles.export}>
      <Button popoverTarget={id} icon={<Download size={16} strokeWidth={1.75} aria-hidden="true" />}>
        {t.export}
      </Button>
      <Menu ref={menu} id={id}>
        <Field label={t.exportFor} hint={t.exportAimNotes[aim]}>
          {(control) => (
            <div id={control.id}>
              <Segmented
                label={t.exportFor}
                value={aim}
                choices={exportAims.map((value) => ({ value, label: t.exportAims[value] }))}
                onChange={setAim}
              />
            </div>
          )}
        </Field>
        <Button onClick={() => void save('xlsx')}>{t.exportXlsx}</Button>
        <Button onClick={() => void save('csv')}>{t.exportCsv}</Button>
        <Evidence>{t.exportNote}</Evidence>
      </Menu>
      {problem ? <StorageTrouble problem={problem} /> : null}
    </div>
  );
};
