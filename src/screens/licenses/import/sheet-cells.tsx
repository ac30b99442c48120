/** Every row of a sheet as a cell, in order: the shape tells what becomes of it. */
import { licenses } from '../../../i18n/en/licenses';
import { useText } from '../../../i18n/use-text';
import { Evidence } from '../../../ui/text';
import type { ReportRow, RowKind } from './import-report';
import styles from './sheet-cells.module.css';

/** From here on a sheet is drawn in small cells without marks: it is then a picture, not a list. */
const manyRows = 400;
/** More than these would hold up the page that draws them. */
const mostRows = 6000;

const marks: Readonly<Partial<Record<RowKind, string>>> = {
  malformed: 'm4 4 6 6m0-6-6 6',
  refused: 'm4 4 6 6m0-6-6 6',
  duplicate: 'M5.2 4.4v5.2M8.8 4.4v5.2',
  spent: 'M4 10 10 4',
  here: 'M7 6.9v.2',
  question: 'M5 5.4a2 2 0 1 1 2.7 1.9c-.5.2-.7.5-.7 1M7 10.4v.1',
};

const Cell = ({ row: { row, kind }, marked }: { row: ReportRow; marked: boolean }) => {
  const words = useText(licenses).report;
  const mark = marked ? marks[kind] : undefined;
  return (
    <svg className={styles.cell} data-kind={kind} viewBox="0 0 14 14" aria-hidden="true">
      <title>{words.cell(row, words.kinds[kind])}</title>
      <rect x=".5" y=".5" width="13" height="13" rx="1.5" />
      {mark ? <path d={mark} /> : null}
    </svg>
  );
};

export const SheetCells = ({ rows }: { rows: readonly ReportRow[] }) => {
  const t = useText(licenses);
  const marked = rows.length <= manyRows;
  if (rows.length > mostRows) return <Evidence>{t.report.tooManyCells(rows.length)}</Evidence>;
  return (
    <div
      className={styles.cells}
      data-many={marked ? undefined : ''}
      role="img"
      aria-label={t.report.cells(rows.length)}
    >
      {rows.map((row) => (
        <Cell key={`${row.sheet ?? ''} ${row.row}`} row={row} marked={marked} />
      ))}
    </div>
  );
};

/** The same mark beside its exception. */
export const CellMark = ({ kind }: { kind: RowKind }) => <Cell row={{ row: 0, kind }} marked />;
