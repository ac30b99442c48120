/** One catalogue: where it is from, how old, and what it lists. */
import { useState } from 'react';
import { catalogues } from '../../../i18n/en/catalogues';
import { useFormats, useText } from '../../../i18n/use-text';
import type { CatalogueRow } from '../../../model/catalogue';
import type { FirmwareRow } from '../../../model/firmware';
import { hostOf } from '../../../protocols/catalogue/address';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Table } from '../../../ui/table';
import { Evidence, Mono, Spoken } from '../../../ui/text';
import { showToast } from '../../../ui/toast';
import { BusyLine } from './busy-line';
import styles from './catalogue.module.css';
import { ChangedFiles } from './changed-files';
import { ListedRow } from './listed-row';
import { ProblemLine } from './problem-line';
import type { Catalogues } from './use-catalogues';
import { WorkshopDialog } from './workshop-dialog';

const columns = ['name', 'chips', 'size', 'hash', 'here'] as const;
const dayMs = 86_400_000;
/** From this age on, a list that was not asked for again is said to be old. */
const oldAfterDays = 14;

export const CataloguePart = ({
  catalogue,
  shelf,
  all,
}: {
  catalogue: CatalogueRow;
  shelf: readonly FirmwareRow[];
  all: Catalogues;
}) => {
  const t = useText(catalogues);
  const f = useFormats();
  const [leaving, setLeaving] = useState(false);
  const [handsOver, setHandsOver] = useState(false);
  const onShelf = new Set(shelf.map(({ sha256 }) => sha256));
  const { url, name, about, firmware, fetchedAt } = catalogue;
  const stay = () => setLeaving(false);
  const days = Math.max(0, Math.floor((Date.now() - fetchedAt) / dayMs));
  const busy = all.busyAt({ url });
  const trouble = all.troubleAt({ url });
  const changed = all.changedAt({ url });
  const remove = async () => {
    stay();
    if (await all.remove(catalogue)) showToast(t.removed(name));
  };
  return (
    <section className={styles.catalogue} aria-label={name}>
      <header className={styles.head}>
        <div className={styles.told}>
          <h3 translate="no">{name}</h3>
          <Evidence title={days >= oldAfterDays ? t.oldHint : undefined}>
            <Mono title={url}>{hostOf(url)}</Mono> · {t.listed(firmware.length)} · {t.age(f.when(fetchedAt), days)}
          </Evidence>
          {about ? <p className={styles.about}>{about}</p> : null}
        </div>
        <div className={styles.buttons}>
          <Button
            size="small"
            disabled={all.isBusy}
            aria-label={t.againFor(name)}
            onClick={() => void all.again(catalogue)}
          >
            {t.again}
          </Button>
          <Button size="small" aria-label={t.workshop.makeFor(name)} onClick={() => setHandsOver(true)}>
            {t.workshop.make}
          </Button>
          <Button kind="quiet" size="small" aria-label={t.removeFor(name)} onClick={() => setLeaving(true)}>
            {t.remove}
          </Button>
        </div>
      </header>
      {busy ? <BusyLine busy={busy} onStop={all.stop} /> : null}
      {trouble ? <ProblemLine problem={trouble} /> : null}
      {changed ? <ChangedFiles changed={changed} onSettle={(takes) => void all.settle(takes)} /> : null}
      <Table stacks label={t.table(name)} className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" data-number={column === 'size' ? '' : undefined}>
                {t.columns[column]}
              </th>
            ))}
            <th scope="col">
              <Spoken>{t.columns.actions}</Spoken>
            </th>
          </tr>
        </thead>
        <tbody>
          {firmware.map((each) => (
            <ListedRow key={each.id} catalogue={catalogue} firmware={each} shelf={onShelf} all={all} />
          ))}
        </tbody>
      </Table>
      <WorkshopDialog open={handsOver} catalogue={catalogue} shelf={shelf} onClose={() => setHandsOver(false)} />
      <Dialog
        open={leaving}
        onClose={stay}
        title={t.removeTitle}
        closeLabel={t.close}
        actions={
          <>
            <Button onClick={stay}>{t.keep}</Button>
            <Button kind="danger" onClick={() => void remove()}>
              {t.removeNow}
            </Button>
          </>
        }
      >
        <p>{t.removeText(name)}</p>
      </Dialog>
    </section>
  );
};
