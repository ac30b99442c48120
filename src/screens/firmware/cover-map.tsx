/** What of the flash a file covers, to scale: written full, the license's place hatched, the rest a baseline. */
import { firmware } from '../../i18n/en/firmware';
import { useText } from '../../i18n/use-text';
import type { FirmwareFacts } from '../../model/firmware';
import { Glass } from '../../ui/glass';
import styles from './cover-map.module.css';
import { hexAddress, licenseFate, mapBytes, writtenSpans, writtenStretches } from './parts/firmware-facts';

const percent = (part: number, whole: number) => `${(part / whole) * 100}%`;

export const CoverMap = ({ facts }: { facts: FirmwareFacts }) => {
  const t = useText(firmware);
  const whole = mapBytes(facts);
  const license = licenseFate(facts);
  const { address, size, partitions } = facts;
  const store = license && partitions.find(({ label }) => label === 'tuya');
  const told = [
    facts.kind === 'app' ? t.mapApp : t.map(hexAddress(address), hexAddress(address + size), whole),
    license && (license.fate === 'kept' ? t.mapKept : t.mapOverwritten)(hexAddress(license.at)),
  ];
  const words = told.filter(Boolean).join(' ');
  return (
    <Glass className={styles.glass}>
      <div className={styles.map} role="img" aria-label={words} title={words}>
        {writtenStretches(facts).map(({ from, to }) => (
          <span
            key={from}
            className={styles.span}
            style={{ insetInlineStart: percent(from, whole), inlineSize: percent(to - from, whole) }}
          />
        ))}
        {store && license?.fate === 'kept' ? (
          <span
            className={styles.kept}
            style={{ insetInlineStart: percent(store.offset, whole), inlineSize: percent(store.size, whole) }}
          />
        ) : null}
        {writtenSpans(facts).map(({ label, from, to }) => (
          <span
            key={`${label} ${from}`}
            className={styles.written}
            style={{ insetInlineStart: percent(from, whole), inlineSize: percent(to - from, whole) }}
          />
        ))}
        {license?.fate === 'overwritten' ? (
          <span className={styles.lost} style={{ insetInlineStart: percent(license.at, whole) }} />
        ) : null}
      </div>
    </Glass>
  );
};
