/** What lies in the stores of a board: names, sizes and the UUID. No other value comes to the page. */
import { copies } from '../../../i18n/en/copies';
import { useFormats, useText } from '../../../i18n/use-text';
import type { StoreLook, StoresLook } from '../../../model/store-look';
import { Table } from '../../../ui/table';
import { BothEnds, Dots, Mono } from '../../../ui/text';
import styles from './copies.module.css';
import { hex } from './hex';

const Entries = ({ entries }: Pick<StoreLook, 'entries'>) => {
  const t = useText(copies).stores;
  const f = useFormats();
  if (entries.length === 0) return <p>{t.empty}</p>;
  return (
    <Table label={t.table} dense>
      <thead>
        <tr>
          <th>{t.name}</th>
          <th data-number>{t.size}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ name, bytes }) => (
          <tr key={name}>
            <td>
              <Mono>{name}</Mono>
            </td>
            <td data-number>
              <Mono>{f.count(bytes)}</Mono>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
};

const Store = ({ store: { kind, label, offset, reading, entries, license } }: { store: StoreLook }) => {
  const t = useText(copies);
  return (
    <section className={styles.store}>
      <h4>
        {t.stores[kind]} <Mono pale>{label}</Mono> <Mono pale>{hex(offset)}</Mono>
      </h4>
      {license ? (
        <>
          <p>
            {t.stores.uuid} <BothEnds value={license.uuid} />
          </p>
          <p>
            <Dots label={t.stores.authKey(license.authKeyLength)} /> {t.stores.authKey(license.authKeyLength)}
          </p>
          <p>{t.ledger[license.ledger]}</p>
        </>
      ) : null}
      {reading === 'entries' ? <Entries entries={entries} /> : <p>{t.stores[reading]}</p>}
    </section>
  );
};

export const StoresView = ({ look: { stores, unmapped } }: { look: StoresLook }) => {
  const t = useText(copies).stores;
  return (
    <div className={styles.stores} role="status">
      {unmapped ? <p>{t.none}</p> : null}
      {stores.map((store) => (
        <Store key={store.offset} store={store} />
      ))}
      {stores.length > 0 ? <p>{t.note}</p> : null}
    </div>
  );
};
