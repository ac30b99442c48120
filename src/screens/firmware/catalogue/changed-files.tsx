/** Files that are others under the same address: shown before anything is taken. */
import { catalogues } from '../../../i18n/en/catalogues';
import { useText } from '../../../i18n/use-text';
import { hostOf } from '../../../protocols/catalogue/address';
import { Button } from '../../../ui/button';
import { Callout, CalloutCell } from '../../../ui/callout';
import { Mono } from '../../../ui/text';
import styles from './catalogue.module.css';
import type { Changed } from './use-catalogues';

const Hash = ({ value, none }: { value: string; none: string }) =>
  value ? <Mono title={value}>{value.slice(0, 12)}…</Mono> : <span>{none}</span>;

export const ChangedFiles = ({ changed, onSettle }: { changed: Changed; onSettle: (takes: boolean) => void }) => {
  const t = useText(catalogues);
  return (
    <div role="alert">
      <Callout state="yours" columns="1fr">
        <CalloutCell washed title={t.changedTitle(changed.files.length)}>
          <p>{t.changedText(hostOf(changed.url))}</p>
          <ul className={styles.changes}>
            {changed.files.map(({ url, path, before, after }) => (
              <li key={url}>
                <b translate="no">{path}</b>
                <span>
                  {t.before} <Hash value={before} none={t.noHash} />
                </span>
                <span>
                  {t.after} <Hash value={after} none={t.hashGone} />
                </span>
              </li>
            ))}
          </ul>
          <div className={styles.buttons}>
            <Button kind="primary" onClick={() => onSettle(false)}>
              {t.keepOld}
            </Button>
            <Button onClick={() => onSettle(true)}>{t.takeChanged}</Button>
          </div>
        </CalloutCell>
      </Callout>
    </div>
  );
};
