/** Before a clone: part by part what is copied, what is left out and why, and what this board keeps. */
import { copies } from '../../../i18n/en/copies';
import { shell } from '../../../i18n/en/shell';
import { useFormats, useText } from '../../../i18n/use-text';
import type { ClonePart } from '../../../model/backup';
import type { LaneView } from '../../../model/run';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Table } from '../../../ui/table';
import { Mono } from '../../../ui/text';
import { useBench } from '../../parts/bench-context';
import styles from './copies.module.css';

export const CloneDialog = ({
  lane,
  parts,
  file,
  sha256,
  onClose,
}: {
  lane: LaneView;
  parts: readonly ClonePart[];
  file: File;
  sha256: string;
  onClose: () => void;
}) => {
  const t = useText(copies);
  const { close } = useText(shell);
  const f = useFormats();
  const { send } = useBench();
  const clone = () => {
    send({ kind: 'tool', lane: lane.id, ask: { tool: 'clone', file, sha256 } });
    onClose();
  };
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t.clone.title}
      closeLabel={close}
      actions={
        <>
          <Button onClick={onClose}>{t.clone.keep}</Button>
          <Button kind="primary" onClick={clone}>
            {t.clone.write}
          </Button>
        </>
      }
    >
      <p>{t.clone.text}</p>
      <Table label={t.clone.table} dense className={styles.clone}>
        <thead>
          <tr>
            <th>{t.clone.part}</th>
            <th>{t.clone.fate}</th>
            <th data-number />
          </tr>
        </thead>
        <tbody>
          {parts.map(({ label, offset, size, rule, fate }) => (
            <tr key={offset}>
              <td>{label ? <Mono>{label}</Mono> : t.compared.between}</td>
              <td className={fate === 'copied' ? undefined : styles.left}>
                {t.fates[fate]}
                {t.rules[rule] ? ` (${t.rules[rule]})` : null}
              </td>
              <td data-number>
                <Mono pale>{f.bytes(size)}</Mono>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Dialog>
  );
};
