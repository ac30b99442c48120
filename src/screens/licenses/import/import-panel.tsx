/** The panel beside the ledger: paste, read, look, keep. */
import FileSpreadsheet from 'lucide-react/icons/file-spreadsheet';
import { licenses } from '../../../i18n/en/licenses';
import { useText } from '../../../i18n/use-text';
import { Button } from '../../../ui/button';
import { Panel } from '../../../ui/panel';
import { StateGlyph } from '../../../ui/state-glyph';
import { Evidence } from '../../../ui/text';
import { FileButton } from '../../parts/file-button';
import { PasteBox } from '../../parts/paste-box';
import { StorageTrouble } from '../../parts/storage-trouble';
import { ColumnChooser } from './column-chooser';
import styles from './import.module.css';
import { ReportView } from './report-view';
import { SheetChooser } from './sheet-chooser';
import type { useImport } from './use-import';

export const sheetFiles = '.xlsx,.xlsm,.csv,.tsv,.txt,.xls,.xlsb,.ods,.numbers,.html,.htm,.md';

const sheetIcon = <FileSpreadsheet size={16} strokeWidth={1.75} aria-hidden="true" />;

export const ImportPanel = ({ work }: { work: ReturnType<typeof useImport> }) => {
  const t = useText(licenses);
  const { state } = work;
  switch (state.kind) {
    case 'idle':
      return null;
    case 'pasting':
      return (
        <Panel title={t.pasteTitle}>
          <PasteBox
            label={t.pasteLabel}
            hint={t.pasteHint}
            check={t.pasteCheck}
            leave={t.report.cancel}
            onCheck={work.takeText}
            onLeave={work.leave}
          />
        </Panel>
      );
    case 'reading':
      return (
        <Panel title={state.name} icon={sheetIcon}>
          <p role="status" className={styles.reading}>
            <StateGlyph state="working" />
            {t.report.reading(state.name)}
          </p>
          <div className={styles.buttons}>
            <Button onClick={work.leave}>{t.report.cancel}</Button>
          </div>
        </Panel>
      );
    case 'choosing':
      return (
        <Panel title={t.sheets.title(state.choice.source.name)} icon={sheetIcon}>
          <div className={styles.stack}>
            <SheetChooser choice={state.choice} onRead={work.chooseSheets} onLeave={work.leave} />
          </div>
        </Panel>
      );
    case 'refused': {
      const { columns, source } = state.refusal;
      if (columns) {
        return (
          <Panel title={t.columnChooser.title(columns.name ?? source.name)} icon={sheetIcon}>
            <div className={styles.stack}>
              <ColumnChooser
                key={columns.tab}
                offers={columns.offers}
                onRead={(named) => work.nameColumns(columns.tab, named)}
                onLeave={work.leave}
              />
            </div>
          </Panel>
        );
      }
      return (
        <Panel title={t.refusedTitle(state.refusal.source.name)} icon={<StateGlyph state="failed" />}>
          <div className={styles.stack} role="status">
            <p>{t.refusal[state.refusal.code]}</p>
            <div className={styles.buttons}>
              <FileButton
                accept={sheetFiles}
                onFiles={(files) => {
                  work.leave();
                  work.takeFiles(files);
                }}
              >
                {t.another}
              </FileButton>
              <Button onClick={work.leave}>{t.close}</Button>
            </div>
          </div>
        </Panel>
      );
    }
    case 'failed':
      return (
        <div className={styles.stack}>
          <StorageTrouble problem={state.problem} />
          <Button onClick={work.leave}>{t.close}</Button>
        </div>
      );
    case 'looked-at':
      return (
        <Panel
          title={state.report.source.name}
          icon={sheetIcon}
          aside={<Evidence>{t.report.checked(state.took)}</Evidence>}
        >
          <div className={styles.stack}>
            <ReportView
              looked={state}
              keeping={Boolean(state.keeping)}
              onRename={(batch) => work.rename(state, batch)}
              onKind={(virtual) => work.chooseKind(state, virtual)}
              onAnswer={(answers) => work.answer(state, answers)}
              onKeep={() => void work.keep(state)}
              onLeave={work.leave}
            />
          </div>
        </Panel>
      );
  }
};
