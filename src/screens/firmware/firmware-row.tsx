/** One file on the shelf: what it is, what it covers, and whether the plan writes it. */
import Trash2 from 'lucide-react/icons/trash-2';
import { builds } from '../../i18n/en/builds';
import { firmware } from '../../i18n/en/firmware';
import { packages } from '../../i18n/en/packages';
import { useFormats, useText } from '../../i18n/use-text';
import { chipNamesOf } from '../../model/chip';
import { type FirmwareRow, writtenBytes } from '../../model/firmware';
import { revisionText } from '../../protocols/images/revision-limits';
import { Button, IconButton } from '../../ui/button';
import { Tag } from '../../ui/tag';
import { Evidence, Mono } from '../../ui/text';
import { VirtualTag } from '../../ui/virtual';
import { CoverMap } from './cover-map';
import styles from './firmware.module.css';
import { toldOf } from './firmware-told';
import { firmwareName } from './parts/firmware-facts';

const PlanCell = ({ row, inPlan, onUse }: { row: FirmwareRow; inPlan: boolean; onUse: () => void }) => {
  const t = useText(firmware);
  if (row.facts.kind === 'part') return <Evidence>{t.notAlone}</Evidence>;
  if (inPlan) return <Tag>{t.inPlan}</Tag>;
  return (
    <Button size="small" onClick={onUse}>
      {t.use}
    </Button>
  );
};

export const FirmwareTableRow = ({
  row,
  inPlan,
  onUse,
  onRemove,
}: {
  row: FirmwareRow;
  inPlan: boolean;
  onUse: () => void;
  onRemove: () => void;
}) => {
  const t = useText(firmware);
  const { built } = useText(builds);
  const p = useText(packages);
  const f = useFormats();
  const { facts, fileName, sha256, addedAt } = row;
  const name = firmwareName(facts, fileName);
  const [least, most] = [facts.revisions?.min, facts.revisions?.max].map((limit) =>
    limit === undefined ? undefined : revisionText(limit),
  );
  const odd = [
    facts.parts && p.parts(facts.parts.length),
    t.revisions(least, undefined),
    facts.signed && t.signed,
    ...(facts.oddities ?? []).map((each) => t.oddityTags[each]),
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <tr className={styles.row} aria-selected={inPlan} data-virtual={row.virtual || undefined}>
      <td className={styles.name}>
        <span className={styles.nameWords}>
          <strong translate="no">{name}</strong>
          {row.virtual ? <VirtualTag word={t.virtual} /> : null}
        </span>
        {facts.app ? <Evidence className={styles.file}>{fileName}</Evidence> : null}
        {row.build ? <Evidence className={styles.file}>{built(f.when(row.build.modified))}</Evidence> : null}
        {odd ? (
          <Evidence className={styles.odd} title={t.told(toldOf(facts, fileName))}>
            {odd}
          </Evidence>
        ) : null}
      </td>
      <td title={t.revisions(least, most) || undefined}>{chipNamesOf(facts)}</td>
      <td title={t.kindHints[facts.kind]}>{t.kinds[facts.kind]}</td>
      <td data-number="">
        <Mono>{f.bytes(writtenBytes(facts))}</Mono>
      </td>
      <td className={styles.covers}>
        <CoverMap facts={facts} />
      </td>
      <td className={styles.sha}>
        <Mono title={sha256}>{sha256.slice(0, 10)}</Mono>
      </td>
      <td>
        <Evidence>{f.date(addedAt)}</Evidence>
      </td>
      <td className={styles.actions}>
        <div>
          <PlanCell row={row} inPlan={inPlan} onUse={onUse} />
          <IconButton label={t.remove(name)} size="small" onClick={onRemove}>
            <Trash2 size={15} strokeWidth={1.75} aria-hidden="true" />
          </IconButton>
        </div>
      </td>
    </tr>
  );
};
