/** The empty ledger: what a sheet looks like, and the ways in. */
import { licenses } from '../../i18n/en/licenses';
import { useText } from '../../i18n/use-text';
import { ButtonLink } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { Engraved, Evidence, Mono } from '../../ui/text';
import { places } from '../parts/places';
import { FreeLicenses } from './free-licenses';
import styles from './ledger/licenses.module.css';

/** Made up; the header names are those of the document (authorize-cli, section 4). */
const header = ['UUID', 'key', 'status', 'MAC', 'timestamp'];
const rows = [
  ['a3f29c01e4b7d2580f11', '••••••••••••', '', '', ''],
  ['a3f277d01b9e44a2c6e0', '••••••••••••', 'USED', 'C8:47:8C:A1:B2:C3', '2026-11-22 20:29:34'],
];

export const LedgerEmpty = () => {
  const t = useText(licenses);
  return (
    <Empty
      title={t.empty.title}
      figure={
        <figure className={styles.figure}>
          <figcaption>
            <Engraved>{t.empty.sheet}</Engraved>
          </figcaption>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
          <section className={styles.sample} aria-label={t.empty.sheet} tabIndex={0}>
            <table>
              <thead>
                <tr>
                  {header.map((name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row[0]}>
                    {row.map((cell, index) => (
                      <td key={header[index]}>
                        <Mono>{cell}</Mono>
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <Evidence>{t.empty.note}</Evidence>
        </figure>
      }
    >
      <p>{t.empty.hint}</p>
      <FreeLicenses />
      <p>
        {t.empty.virtual}{' '}
        <ButtonLink size="small" href={`#${places.bench}`}>
          {t.empty.toBench}
        </ButtonLink>
      </p>
    </Empty>
  );
};
