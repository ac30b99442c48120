/** The license ledger: what there is, what became of it, and the way in and out for sheets. */
import ClipboardPaste from 'lucide-react/icons/clipboard-paste';
import FilePlus2 from 'lucide-react/icons/file-plus-2';
import { useMemo, useState } from 'react';
import { licenses } from '../../i18n/en/licenses';
import { useText } from '../../i18n/use-text';
import { Button } from '../../ui/button';
import { PageHead, Screen } from '../../ui/page-head';
import { showToast } from '../../ui/toast';
import { useSurroundings } from '../parts/bench-context';
import { FileButton } from '../parts/file-button';
import { StorageTrouble } from '../parts/storage-trouble';
import { ImportPanel, sheetFiles } from './import/import-panel';
import { useImport } from './import/use-import';
import { BatchPicker } from './ledger/batch-picker';
import { ExportMenu } from './ledger/export-menu';
import { LedgerPanel } from './ledger/ledger-panel';
import { type BatchKey, countStates, inBatch } from './ledger/ledger-view';
import styles from './ledger/licenses.module.css';
import { StateBar } from './ledger/state-bar';
import { useLedger } from './ledger/use-ledger';
import { LedgerEmpty } from './ledger-empty';

export const LicensesScreen = () => {
  const t = useText(licenses);
  const { askToKeep } = useSurroundings();
  const { answer: ledger, problem } = useLedger();
  const [batch, setBatch] = useState<BatchKey>();
  const work = useImport(t.pasteName, (kept, { free, spent }) => {
    setBatch(kept);
    showToast(t.report.kept(free + spent, spent, kept.batch));
    // Real licenses are worth money: the browser is asked not to clear them by itself.
    if (!kept.virtual) void askToKeep();
  });
  const counts = useMemo(
    () => (ledger ? countStates(ledger.rows.filter((row) => inBatch(row, batch))) : undefined),
    [ledger, batch],
  );
  const some = ledger && counts && ledger.rows.length > 0;
  return (
    <Screen>
      <PageHead
        title={t.title}
        beside={some ? <BatchPicker batches={ledger.batches} chosen={batch} onChoose={setBatch} /> : null}
      >
        <div className={styles.ways}>
          <Button icon={<ClipboardPaste size={16} strokeWidth={1.75} aria-hidden="true" />} onClick={work.paste}>
            {t.paste}
          </Button>
          {some ? <ExportMenu batch={batch} /> : null}
          <FileButton
            primary={work.state.kind === 'idle'}
            multiple
            accept={sheetFiles}
            icon={<FilePlus2 size={16} strokeWidth={1.75} aria-hidden="true" />}
            onFiles={work.takeFiles}
          >
            {t.import}
          </FileButton>
        </div>
      </PageHead>
      {problem ? <StorageTrouble problem={problem} /> : null}
      <div className={styles.columns} data-two={work.state.kind === 'idle' ? undefined : ''}>
        <div className={styles.main}>
          {some ? (
            <>
              <StateBar counts={counts} />
              <LedgerPanel ledger={ledger} batch={batch} />
            </>
          ) : null}
          {ledger && !some ? <LedgerEmpty /> : null}
        </div>
        <div className={styles.side}>
          <ImportPanel work={work} />
        </div>
      </div>
    </Screen>
  );
};
