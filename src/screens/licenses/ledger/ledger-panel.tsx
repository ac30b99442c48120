/** The ledger as a table, a page at a time. */
import { useMemo, useState } from 'react';
import { licenses } from '../../../i18n/en/licenses';
import { useText } from '../../../i18n/use-text';
import type { LicenseRow } from '../../../model/license';
import { Button, TextButton } from '../../../ui/button';
import { Panel } from '../../../ui/panel';
import { Table } from '../../../ui/table';
import { Evidence } from '../../../ui/text';
import styles from './ledger.module.css';
import { LedgerTableRow } from './ledger-row';
import { LedgerTools } from './ledger-tools';
import { type BatchKey, countStates, inBatch, type LedgerFilter, ledgerRows, pageRows } from './ledger-view';
import type { Ledger } from './use-ledger';

const columns = ['state', 'uuid', 'key', 'board', 'evidence', 'time'] as const;

const Rows = ({ rows, devices }: { rows: readonly LicenseRow[]; devices: Ledger['devices'] }) => {
  const t = useText(licenses);
  return (
    <Table stacks label={t.ledger} className={styles.table}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" data-number={column === 'time' ? '' : undefined}>
              {t.columns[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <LedgerTableRow key={row.uuid} row={row} devices={devices} />
        ))}
      </tbody>
    </Table>
  );
};

export const LedgerPanel = ({ ledger, batch }: { ledger: Ledger; batch: BatchKey | undefined }) => {
  const t = useText(licenses);
  const [chosen, setChosen] = useState<Omit<LedgerFilter, 'batch'>>({ state: 'all', words: '' });
  const [page, setPage] = useState(0);
  const counts = useMemo(() => countStates(ledger.rows.filter((row) => inBatch(row, batch))), [ledger, batch]);
  const rows = useMemo(() => ledgerRows(ledger.rows, { ...chosen, batch }), [ledger, chosen, batch]);
  const pages = Math.max(1, Math.ceil(rows.length / pageRows));
  const here = Math.min(page, pages - 1);
  const shown = rows.slice(here * pageRows, (here + 1) * pageRows);
  const show = (next: Omit<LedgerFilter, 'batch'>) => {
    setChosen({ state: next.state, words: next.words });
    setPage(0);
  };
  return (
    <Panel flush>
      <LedgerTools filter={{ ...chosen, batch }} counts={counts} onFilter={show} />
      {rows.length > 0 ? (
        <Rows rows={shown} devices={ledger.devices} />
      ) : (
        <p className={styles.none}>
          {t.nothingFits} <TextButton onClick={() => show({ state: 'all', words: '' })}>{t.showAll}</TextButton>
        </p>
      )}
      <footer className={styles.foot}>
        <Evidence>{t.showing(shown.length, rows.length)}</Evidence>
        {pages > 1 ? (
          <nav className={styles.pages} aria-label={t.pages}>
            <Button size="small" disabled={here === 0} onClick={() => setPage(here - 1)}>
              {t.earlier}
            </Button>
            <Evidence>{t.page(here + 1, pages)}</Evidence>
            <Button size="small" disabled={here === pages - 1} onClick={() => setPage(here + 1)}>
              {t.later}
            </Button>
          </nav>
        ) : null}
        <Evidence className={styles.footEnd}>{t.corrections}</Evidence>
      </footer>
    </Panel>
  );
};
