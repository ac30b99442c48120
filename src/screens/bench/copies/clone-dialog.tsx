/** Before a clone: part by part what is copied, what is left out and why, what this board keeps; and the end of its name. */
import { copies } from '../../../i18n/en/copies';
import { useFormats, useText } from '../../../i18n/use-text';
import type { ClonePart, CopyCompared } from '../../../model/backup';
import type { LaneView } from '../../../model/run';
import { Table } from '../../../ui/table';
import { Mono } from '../../../ui/text';
import { useBench } from '../../parts/bench-context';
import { MacDialog } from '../../parts/mac-dialog';
import { tailOfLane, typedOf } from '../../parts/tail-of';
import styles from './copies.module.css';

export const CloneDialog = ({
  lane,
  parts,
  file,
  compared: { name, sha256, differ },
  onClose,
}: {
  lane: LaneView;
  parts: readonly ClonePart[];
  file: File;
  compared: CopyCompared;
  onClose: () => void;
}) => {
  const t = useText(copies);
  const f = useFormats();
  const { send } = useBench();
  const tail = tailOfLane(lane);
  const clone = () => {
    if (tail) send({ kind: 'tool', lane: lane.id, ask: { tool: 'clone', file, sha256, typed: typedOf(tail) } });
  };
  return (
    <MacDialog
      wide
      tail={tail}
      words={{
        title: t.clone.title,
        text: t.clone.text,
        now: t.restore.now,
        before: t.restore.before(differ.length),
        later: t.restore.later,
        after: t.clone.after(name),
        label: t.restore.label,
        wrong: t.restore.wrong,
        keep: t.clone.keep,
        do: t.clone.write,
      }}
      onDo={clone}
      onClose={onClose}
    >
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
    </MacDialog>
  );
};
