/** Giving a license up for good: asked for with the last four digits of the board's MAC. */
import { useState } from 'react';
import { short } from '../../../i18n/details';
import { licenses } from '../../../i18n/en/licenses';
import { useText } from '../../../i18n/use-text';
import type { LicenseRow } from '../../../model/license';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { TextField } from '../../../ui/field';
import { Engraved, Evidence, Mono } from '../../../ui/text';
import styles from './ledger.module.css';
import { LicenseStateWord } from './license-state';

const digits = (text: string) => text.toUpperCase().replace(/[^0-9A-F]/g, '');

export const LostDialog = ({
  row,
  onGiveUp,
  onClose,
}: {
  row: LicenseRow;
  onGiveUp: () => void;
  onClose: () => void;
}) => {
  const t = useText(licenses);
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const tail = digits(row.mac ?? '').slice(-4);
  const right = digits(typed) === tail;
  const give = () => {
    setAsked(true);
    if (right) onGiveUp();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t.lost.title}
      closeLabel={t.close}
      actions={
        <>
          <Button onClick={onClose}>{t.lost.keep}</Button>
          <Button kind="danger" onClick={give}>
            {t.lost.give}
          </Button>
        </>
      }
    >
      <form
        className={styles.lost}
        onSubmit={(event) => {
          event.preventDefault();
          give();
        }}
      >
        <p>{t.lost.text(short(row.uuid) ?? '')}</p>
        <div className={styles.beforeAfter}>
          <span>
            <Engraved>{t.lost.before}</Engraved>
            <LicenseStateWord state={row.state} />
          </span>
          <span aria-hidden="true">→</span>
          <span>
            <Engraved>{t.lost.after}</Engraved>
            <LicenseStateWord state="spent" />
          </span>
        </div>
        <TextField
          label={t.lost.label(`${(row.mac ?? '').slice(0, -5)}··:··`)}
          hint={t.lost.hint}
          problem={asked && !right ? t.lost.wrong : undefined}
          value={typed}
          maxLength={5}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Evidence>
          <Mono>{row.uuid}</Mono>
        </Evidence>
      </form>
    </Dialog>
  );
};
