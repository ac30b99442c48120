/** The shelf as a table, with the dialog that asks before a file goes. */
import { useState } from 'react';
import { firmware } from '../../i18n/en/firmware';
import { useText } from '../../i18n/use-text';
import type { FirmwareRow } from '../../model/firmware';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Panel } from '../../ui/panel';
import { Table } from '../../ui/table';
import { Evidence, Spoken } from '../../ui/text';
import styles from './firmware.module.css';
import { FirmwareTableRow } from './firmware-row';
import { firmwareName } from './parts/firmware-facts';

const columns = ['name', 'chip', 'kind', 'size', 'covers', 'sha', 'added'] as const;

export const FirmwareShelf = ({
  rows,
  inPlan,
  onUse,
  onRemove,
}: {
  rows: readonly FirmwareRow[];
  /** SHA-256 of the one the plan writes. */
  inPlan: string | undefined;
  onUse: (row: FirmwareRow) => void;
  onRemove: (row: FirmwareRow) => void;
}) => {
  const t = useText(firmware);
  const [leaving, setLeaving] = useState<FirmwareRow>();
  const stay = () => setLeaving(undefined);
  return (
    <Panel flush title={t.shelf} aside={<Evidence>{t.count(rows.length)}</Evidence>}>
      <Table stacks label={t.title} className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className={column === 'sha' ? styles.sha : undefined}
                data-number={column === 'size' ? '' : undefined}
              >
                {t.columns[column]}
              </th>
            ))}
            <th scope="col">
              <Spoken>{t.columns.actions}</Spoken>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <FirmwareTableRow
              key={row.sha256}
              row={row}
              inPlan={row.sha256 === inPlan}
              onUse={() => onUse(row)}
              onRemove={() => setLeaving(row)}
            />
          ))}
        </tbody>
      </Table>
      <Dialog
        open={leaving !== undefined}
        onClose={stay}
        title={t.removeTitle}
        closeLabel={t.close}
        actions={
          <>
            <Button onClick={stay}>{t.keep}</Button>
            <Button
              kind="danger"
              onClick={() => {
                if (leaving) onRemove(leaving);
                stay();
              }}
            >
              {t.removeNow}
            </Button>
          </>
        }
      >
        {leaving ? <p>{t.removeText(firmwareName(leaving.facts, leaving.fileName), leaving.facts.size)}</p> : null}
        {leaving?.sha256 === inPlan ? <p>{t.removeInPlan}</p> : null}
      </Dialog>
    </Panel>
  );
};
