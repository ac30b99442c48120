/** One license: state, uuid with both ends dark, hidden key, board, last evidence, time. */

import { short } from '../../../i18n/details';
import { licenses } from '../../../i18n/en/licenses';
import { useFormats, useText } from '../../../i18n/use-text';
import { chipNames } from '../../../model/chip';
import type { LicenseRow } from '../../../model/license';
import { benchDatabase, boardId } from '../../../records/database';
import { openLicense } from '../../../records/license-questions';
import { BothEnds, Evidence, Mono } from '../../../ui/text';
import { showToast } from '../../../ui/toast';
import { VirtualTag } from '../../../ui/virtual';
import { HeldSecret } from '../../parts/held-secret';
import { DoubtfulCallout } from './doubtful-callout';
import styles from './ledger.module.css';
import { LicenseStateWord } from './license-state';
import type { Ledger } from './use-ledger';

const Board = ({ row, devices }: { row: LicenseRow; devices: Ledger['devices'] }) => {
  const t = useText(licenses);
  if (!row.mac) {
    return row.state === 'spent' ? (
      <span>{t.unknownBoard}</span>
    ) : (
      <span role="img" aria-label={t.noBoard}>
        —
      </span>
    );
  }
  const chip = devices.get(boardId(row.mac, row.virtual))?.chip;
  return (
    <>
      {chip ? <span className={styles.chip}>{chipNames[chip.chip]}</span> : null}
      <Mono title={row.mac}>{row.mac.slice(-8)}</Mono>
    </>
  );
};

export const LedgerTableRow = ({ row, devices }: { row: LicenseRow; devices: Ledger['devices'] }) => {
  const t = useText(licenses);
  const f = useFormats();
  const label = short(row.uuid) ?? row.uuid;
  const why = row.history.at(-1)?.why;
  const told = why === 'sheet-status' && row.sheet?.status ? t.sheetStatus(row.sheet.status) : why && t.evidence[why];
  const evidence = told && row.place === 'otp' ? `${told}${t.inOtp}` : told;
  const copy = () => {
    // Pages that are not secure have no clipboard at all.
    Promise.resolve(navigator.clipboard?.writeText(row.uuid) ?? Promise.reject()).then(
      () => showToast(t.copied),
      () => showToast(t.notCopied),
    );
  };
  return (
    <>
      <tr
        className={styles.row}
        data-state={row.state === 'doubtful' ? 'doubtful' : undefined}
        data-virtual={row.virtual || undefined}
      >
        <td className={styles.stateCell}>
          <LicenseStateWord state={row.state} />
          {row.virtual ? <VirtualTag word={t.virtual} /> : null}
        </td>
        <td>
          <button type="button" className={styles.uuid} aria-label={t.copyUuid(row.uuid)} onClick={copy}>
            <BothEnds value={row.uuid} />
          </button>
        </td>
        <td className={styles.keyCell}>
          <HeldSecret
            label={t.holdKey(label)}
            hint={t.holdHint}
            fetch={async () => (await openLicense(benchDatabase(), row.uuid)).authKey}
          />
        </td>
        <td className={styles.board}>
          <Board row={row} devices={devices} />
        </td>
        <td className={styles.evidence} title={evidence}>
          {evidence}
        </td>
        <td data-number="" className={styles.time}>
          <Evidence title={f.date(row.at)}>
            <Mono>{f.when(row.at)}</Mono>
          </Evidence>
        </td>
      </tr>
      {row.state === 'doubtful' ? (
        <tr className={styles.opened} data-state="doubtful">
          <td colSpan={6}>
            <DoubtfulCallout row={row} />
          </td>
        </tr>
      ) : null}
    </>
  );
};
