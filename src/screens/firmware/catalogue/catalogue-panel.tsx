/** Firmware that others offer: asked for by address, listed, and taken onto the shelf. */
import { useState } from 'react';
import { catalogues } from '../../../i18n/en/catalogues';
import { useText } from '../../../i18n/use-text';
import type { FirmwareRow } from '../../../model/firmware';
import { Button, TextButton } from '../../../ui/button';
import { TextField } from '../../../ui/field';
import { Panel } from '../../../ui/panel';
import { StorageTrouble } from '../../parts/storage-trouble';
import { BusyLine } from './busy-line';
import styles from './catalogue.module.css';
import { CataloguePart } from './catalogue-part';
import { FormatDialog } from './format-dialog';
import { ProblemLine } from './problem-line';
import { useCatalogues } from './use-catalogues';

const field = { url: '' };

export const CataloguePanel = ({ shelf = [] }: { shelf?: readonly FirmwareRow[] }) => {
  const t = useText(catalogues);
  const all = useCatalogues();
  const [typed, setTyped] = useState('');
  const [tellsForm, setTellsForm] = useState(false);
  const busy = all.busyAt(field);
  const trouble = all.troubleAt(field);
  const add = async () => {
    if (await all.add(typed)) setTyped('');
  };
  return (
    <Panel title={t.title}>
      <div className={styles.panel}>
        <p className={styles.lead}>
          {t.lead} <TextButton onClick={() => setTellsForm(true)}>{t.format}</TextButton>
        </p>
        <form
          className={styles.ask}
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <TextField
            label={t.address}
            placeholder={t.example}
            value={typed}
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button type="submit" disabled={typed.trim() === '' || all.isBusy}>
            {t.add}
          </Button>
        </form>
        {busy ? <BusyLine busy={busy} onStop={all.stop} /> : null}
        {trouble ? <ProblemLine problem={trouble} /> : null}
        {all.storage ? <StorageTrouble problem={all.storage} /> : null}
        {all.rows?.length === 0 ? <p className={styles.lead}>{t.none}</p> : null}
        {all.rows?.map((catalogue) => (
          <CataloguePart key={catalogue.url} catalogue={catalogue} shelf={shelf} all={all} />
        ))}
        <FormatDialog open={tellsForm} onClose={() => setTellsForm(false)} />
      </div>
    </Panel>
  );
};
