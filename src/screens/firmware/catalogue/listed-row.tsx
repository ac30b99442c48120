/** One firmware of a catalogue: what is said of it, what of it is here, and the way onto the shelf. */
import { useState } from 'react';
import { catalogues } from '../../../i18n/en/catalogues';
import { useFormats, useText } from '../../../i18n/use-text';
import type { CatalogueRow, ListedFirmware } from '../../../model/catalogue';
import { Button } from '../../../ui/button';
import { StateGlyph } from '../../../ui/state-glyph';
import { Tag } from '../../../ui/tag';
import { Evidence, Mono } from '../../../ui/text';
import { showToast } from '../../../ui/toast';
import styles from './catalogue.module.css';
import { ChangedFiles } from './changed-files';
import { firmwareHere } from './firmware-here';
import { ProblemLine, useProblemWords } from './problem-line';
import { ReadMeText } from './read-me-text';
import type { Catalogues } from './use-catalogues';

/** Told by the row below the first: an answer, or what has to be decided. */
const Below = ({ children }: { children: React.ReactNode }) => (
  <tr className={styles.below}>
    <td colSpan={6}>{children}</td>
  </tr>
);

const HashCell = ({ files, hashed }: { files: number; hashed: number }) => {
  const t = useText(catalogues);
  if (files === 0) return <Evidence>{t.unread}</Evidence>;
  if (hashed === 0) return <Evidence title={t.noHashHint}>{t.noHash}</Evidence>;
  return <Evidence title={hashed < files ? t.noHashHint : undefined}>{t.someHash(hashed, files)}</Evidence>;
};

export const ListedRow = ({
  catalogue,
  firmware,
  shelf,
  all,
}: {
  catalogue: CatalogueRow;
  firmware: ListedFirmware;
  /** SHA-256 of what is on the shelf. */
  shelf: ReadonlySet<string>;
  all: Catalogues;
}) => {
  const t = useText(catalogues);
  const f = useFormats();
  const why = useProblemWords();
  const [reads, setReads] = useState(false);
  const { id, name, version, about, chips, readMe } = firmware;
  const at = { url: catalogue.url, id };
  const { files, hashed, here, size, checked, fetchedAt } = firmwareHere(firmware, all.fetched);
  const busy = all.busyAt(at);
  const trouble = all.troubleAt(at) ?? firmware.problem;
  const changed = all.changedAt(at);
  const came = all.cameAt(at);
  const onShelf = catalogue.taken[id]?.some((sha256) => shelf.has(sha256));
  const title = [name, version].filter(Boolean).join(' ');
  const take = async () => {
    if (await all.take(catalogue, firmware)) return;
  };
  const again = async () => {
    if (await all.fetchAgain(catalogue, firmware)) showToast(t.stillSame(name));
  };
  return (
    <>
      <tr className={styles.row}>
        <td className={styles.name}>
          <strong translate="no">{title}</strong>
          {about ? <Evidence className={styles.about}>{about}</Evidence> : null}
        </td>
        <td>{chips.join(', ') || '—'}</td>
        <td data-number="">{size > 0 ? <Mono>{f.bytes(size)}</Mono> : '—'}</td>
        <td>
          <HashCell files={files} hashed={hashed} />
        </td>
        <td>
          {here === 0 ? (
            <Evidence>{t.notHere}</Evidence>
          ) : (
            <span className={styles.here}>
              {here < files ? (
                <Evidence>{t.someHere(here, files)}</Evidence>
              ) : checked ? (
                <Tag state="proven">{t.checked}</Tag>
              ) : (
                <Tag>{t.unchecked}</Tag>
              )}
              {fetchedAt === undefined ? null : <Evidence>{t.here(f.date(fetchedAt))}</Evidence>}
            </span>
          )}
        </td>
        <td className={styles.actions}>
          <div>
            {readMe ? (
              <Button
                kind="quiet"
                size="small"
                aria-expanded={reads}
                aria-label={t.readMeOf(name)}
                onClick={() => setReads(!reads)}
              >
                {t.readMe}
              </Button>
            ) : null}
            {here === files && here > 0 && hashed < files ? (
              <Button
                kind="quiet"
                size="small"
                aria-label={t.fetchAgainFor(title)}
                disabled={all.isBusy}
                onClick={() => void again()}
              >
                {t.fetchAgain}
              </Button>
            ) : null}
            {onShelf ? (
              <Tag>{t.onShelf}</Tag>
            ) : (
              <Button
                size="small"
                aria-label={t.takeFor(title)}
                disabled={all.isBusy || firmware.problem !== undefined}
                onClick={() => void take()}
              >
                {t.take}
              </Button>
            )}
          </div>
        </td>
      </tr>
      {busy ? (
        <Below>
          <p role="status" className={styles.line}>
            <StateGlyph state="working" size={16} />
            {busy.of === undefined ? t.asking : t.taking(busy.done ?? 0, busy.of)}
            <Button kind="quiet" size="small" onClick={all.stop}>
              {t.stop}
            </Button>
          </p>
        </Below>
      ) : null}
      {trouble ? (
        <Below>
          <ProblemLine problem={trouble} />
        </Below>
      ) : null}
      {changed ? (
        <Below>
          <ChangedFiles changed={changed} onSettle={(takes) => void all.settle(takes)} />
        </Below>
      ) : null}
      {came ? (
        <Below>
          <div role="status">
            {came.rows.length > 0 ? (
              <p className={styles.line}>
                <StateGlyph state={came.unchecked > 0 ? 'left-out' : 'proven'} size={16} />
                <span>
                  {t.taken(title, came.rows.length)} {came.unchecked > 0 ? t.takenUnchecked : null}
                </span>
              </p>
            ) : null}
            {came.refused.length > 0 ? (
              <>
                <p className={styles.line}>
                  <StateGlyph state={came.rows.length > 0 ? 'left-out' : 'failed'} size={16} />
                  {came.rows.length > 0 ? t.partlyTaken(title) : t.nothingTaken(title)}
                </p>
                <ul className={styles.refused}>
                  {came.refused.map(({ chipFamily, problem }, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a list that was told once and does not change
                    <li key={index}>{t.refused(chipFamily, why(problem))}</li>
                  ))}
                </ul>
              </>
            ) : null}
          </div>
        </Below>
      ) : null}
      {reads && readMe ? (
        <Below>
          <ReadMeText name={title} readMe={readMe} />
        </Below>
      ) : null}
    </>
  );
};
