/** What a sheet holds, before anything is kept: cells, counts, exceptions, and the one button that keeps it. */
import { useMemo } from 'react';
import { licenses } from '../../../i18n/en/licenses';
import { useText } from '../../../i18n/use-text';
import type { Answer } from '../../../protocols/license-sheet/sheet';
import { Button } from '../../../ui/button';
import { Field, TextField } from '../../../ui/field';
import { Segmented } from '../../../ui/segmented';
import { Evidence } from '../../../ui/text';
import styles from './import.module.css';
import { ImportExceptions } from './import-exceptions';
import { exceptionsOf, reportCounts, reportRows } from './import-report';
import { SheetCells } from './sheet-cells';
import { SheetQuestions } from './sheet-questions';
import type { LookedAt } from './use-import';

export const ReportView = ({
  looked,
  keeping,
  onRename,
  onKind,
  onAnswer,
  onKeep,
  onLeave,
}: {
  looked: LookedAt & { busy?: boolean };
  keeping: boolean;
  onRename: (batch: string) => void;
  onKind: (virtual: boolean) => void;
  onAnswer: (answers: Readonly<Record<string, Answer>>) => void;
  onKeep: () => void;
  onLeave: () => void;
}) => {
  const { report: words, space } = useText(licenses);
  const { report, outcome, batch, virtual } = looked;
  const counts = reportCounts(report, outcome);
  const rows = useMemo(() => reportRows(report, outcome), [report, outcome]);
  const exceptions = useMemo(() => exceptionsOf(report, outcome), [report, outcome]);
  const worth = counts.kept + counts.spentSince > 0;
  const keepWords = () => {
    if (keeping) return words.keeping;
    return counts.kept > 0 ? words.keep(counts.kept, counts.spent) : words.update(counts.spentSince);
  };
  return (
    <>
      <div role="status">
        <h3 className={styles.counts}>{words.counts(counts)}</h3>
        <Evidence>
          {words.generation[report.generation]}
          {space}
          {words.found(
            report.columns.map((column) => words.columnNames[column]),
            report.extraColumns,
          )}
          {report.tabs ? `${space}${words.tabs(report.tabs.read, report.tabs.left)}` : null}
        </Evidence>
      </div>
      <SheetCells rows={rows} />
      {report.questions.length > 0 ? (
        <SheetQuestions questions={report.questions} busy={Boolean(looked.busy)} onAnswer={onAnswer} />
      ) : null}
      <ImportExceptions exceptions={exceptions} />
      {worth ? (
        <div className={styles.choices}>
          <Field label={words.forWhom} hint={virtual ? words.virtualNote : undefined}>
            {(control) => (
              <div id={control.id}>
                <Segmented
                  label={words.forWhom}
                  value={virtual ? 'virtual' : 'real'}
                  choices={[
                    { value: 'real', label: words.real },
                    { value: 'virtual', label: words.virtual },
                  ]}
                  onChange={(kind) => onKind(kind === 'virtual')}
                />
              </div>
            )}
          </Field>
          <TextField
            label={words.name}
            value={batch}
            maxLength={80}
            onChange={(event) => onRename(event.target.value)}
          />
        </div>
      ) : null}
      <div className={styles.buttons}>
        {worth ? (
          <Button kind="primary" disabled={keeping || looked.busy} onClick={onKeep}>
            {keepWords()}
          </Button>
        ) : null}
        <Button disabled={keeping} onClick={onLeave}>
          {worth ? words.cancel : words.done}
        </Button>
      </div>
      {counts.open > 0 ? <Evidence>{words.leftOut(counts.open)}</Evidence> : null}
      <Evidence>{worth ? words.nothingStored : words.nothingNew}</Evidence>
    </>
  );
};
