/** The rail on paper: a glyph per station, how long it took and what was seen, in ink alone. */
import { bench } from '../../i18n/en/bench';
import { facts } from '../../i18n/en/facts';
import { useFormats, useText } from '../../i18n/use-text';
import type { CertificateStation } from '../../protocols/certificate/certificate';
import { StateGlyph } from '../../ui/state-glyph';
import { Mono, Spoken } from '../../ui/text';
import styles from './paper-rail.module.css';

const Station = ({ station: { name, state, ms, fact } }: { station: CertificateStation }) => {
  const t = useText(bench);
  const of = useText(facts).of;
  const f = useFormats();
  const lit = state !== 'ahead' && state !== 'left-out';
  return (
    <li className={styles.station} data-state={state}>
      <b>{t.stations[name]}</b>
      <span className={styles.track}>
        <StateGlyph state={state} />
        <span className={styles.line} />
      </span>
      <span className={styles.pole}>
        <Spoken>{t.states[state]}</Spoken>
        {lit && ms !== undefined ? <Mono>{f.took(ms)}</Mono> : null}
        {fact ? <span>{of[fact.code](fact.details)}</span> : null}
      </span>
    </li>
  );
};

export const PaperRail = ({ stations, label }: { stations: readonly CertificateStation[]; label: string }) => (
  <ol className={styles.rail} aria-label={label}>
    {stations.map((station) => (
      <Station key={station.name} station={station} />
    ))}
  </ol>
);
