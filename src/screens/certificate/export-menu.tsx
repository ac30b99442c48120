/** Certificates as files, in the two forms that other programs read. */
import Download from 'lucide-react/icons/download';
import { type ReactNode, useId, useRef, useState } from 'react';
import { certificate as words } from '../../i18n/en/certificate';
import { useText } from '../../i18n/use-text';
import { asBenchError, type Problem } from '../../model/problem';
import type { Certificate } from '../../protocols/certificate/certificate';
import { certificateCells, writeCertificates } from '../../protocols/certificate/write-certificate';
import { csvOf } from '../../protocols/license-sheet/files/csv-text';
import { Button } from '../../ui/button';
import { Menu } from '../../ui/menu';
import { Evidence } from '../../ui/text';
import { showToast } from '../../ui/toast';
import { saveFile } from '../parts/save-file';
import { StorageTrouble } from '../parts/storage-trouble';
import styles from './certificate.module.css';

type Form = 'json' | 'csv';

const blobOf = async (all: readonly Certificate[], form: Form): Promise<Blob> =>
  form === 'json'
    ? new Blob([writeCertificates(all)], { type: 'application/json' })
    : new Blob([await csvOf(certificateCells(all))], { type: 'text/csv' });

export const ExportMenu = ({
  all,
  name,
  disabled,
  children,
}: {
  all: () => Promise<readonly Certificate[]>;
  /** Of the file. */
  name: (extension: Form) => string;
  disabled?: boolean;
  /** What the button says. */
  children: ReactNode;
}) => {
  const t = useText(words);
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState<Problem>();
  const save = async (form: Form) => {
    menu.current?.hidePopover();
    setProblem(undefined);
    try {
      const chosen = await all();
      saveFile(name(form), await blobOf(chosen, form));
      showToast(t.exported(chosen.length));
    } catch (fault) {
      setProblem(asBenchError(fault).problem);
    }
  };
  return (
    <div className={styles.export}>
      <Button
        popoverTarget={id}
        disabled={disabled}
        icon={<Download size={15} strokeWidth={1.75} aria-hidden="true" />}
      >
        {children}
      </Button>
      <Menu ref={menu} id={id}>
        <Button onClick={() => void save('json')}>{t.json}</Button>
        <Button onClick={() => void save('csv')}>{t.csv}</Button>
        <Evidence>{t.exportNote}</Evidence>
      </Menu>
      {problem ? <StorageTrouble problem={problem} /> : null}
    </div>
  );
};
