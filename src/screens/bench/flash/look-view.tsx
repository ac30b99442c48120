/** What lies in the flash, what starts, and what the plan would do: before anything is done. */
import Lock from 'lucide-react/icons/lock';
import { bench } from '../../../i18n/en/bench';
import { flashTools } from '../../../i18n/en/flash-tools';
import { problems } from '../../../i18n/en/problems';
import { useFormats, useText } from '../../../i18n/use-text';
import type { Boots, FlashLook, StoreSeen } from '../../../model/flash-look';
import { own } from '../../../model/own';
import { Glass } from '../../../ui/glass';
import { BothEnds, Engraved, Evidence, Mono } from '../../../ui/text';
import { regionOf } from '../lane/map-cells';
import { FlashMap, MapLegend } from './flash-map';
import styles from './flash-tools.module.css';
import { cellsNow, cellsPlanned } from './look-cells';

export const hex = (address: number): string => `0x${address.toString(16).toUpperCase()}`;

/** `switch_demo 1.0.0`, or nothing where the program does not say. */
export const programOf = ({ program }: Boots): string => [program?.name, program?.version].filter(Boolean).join(' ');

const Starts = ({ word, boots }: { word: string; boots: Boots | undefined }) => {
  const t = useText(flashTools).look;
  if (!boots) return <p className={styles.starts}>{t.nothingStarts}</p>;
  return (
    <p className={styles.starts}>
      {word} <Mono strong>{boots.slot}</Mono> <Mono>{hex(boots.offset)}</Mono>
      {programOf(boots) ? <Mono strong>{programOf(boots)}</Mono> : null}
    </p>
  );
};

const Stored = ({ store: { kind, uuid } }: { store: StoreSeen }) => {
  const t = useText(flashTools).look;
  return (
    <li>
      <Lock size={11} strokeWidth={1.75} aria-hidden="true" />
      {t[kind]}
      {uuid ? <BothEnds value={uuid} /> : kind === 'license' ? <Evidence>{t.unread}</Evidence> : null}
    </li>
  );
};

/** Too small for the map, and the reason to look at it. */
const Lens = ({ look: { stores, radio } }: { look: FlashLook }) => {
  const t = useText(flashTools).look;
  if (stores.length === 0 && !radio) return null;
  return (
    <ul className={styles.lens}>
      {stores.map((store) => (
        <Stored key={store.offset} store={store} />
      ))}
      {radio ? (
        <li>
          <Lock size={11} strokeWidth={1.75} aria-hidden="true" />
          {t.radio}
          {radio.state === 'uncalibrated' ? <Evidence>{t.uncalibrated}</Evidence> : null}
        </li>
      ) : null}
    </ul>
  );
};

const Planned = ({ look }: { look: FlashLook }) => {
  const t = useText(flashTools).look;
  const words = useText(problems).of;
  const { planned, radio } = look;
  if (!planned) return null;
  if ('problem' in planned) {
    const { title, what } = words[planned.problem.code];
    return (
      <div className={styles.planned}>
        <Engraved>{t.cannot}</Engraved>
        <p className={styles.starts}>
          {title(planned.problem.details)}. {what(planned.problem.details)}
        </p>
      </div>
    );
  }
  return (
    <div className={styles.planned}>
      <FlashMap caption={t.planned(planned.fileName)} label={t.plannedMap} cells={cellsPlanned(look, planned)} />
      <Starts word={t.startsAfterwards} boots={planned.boots} />
      {planned.stores.length > 0 || radio ? (
        <ul className={styles.fates}>
          {planned.stores.map(({ kind, offset, fate }) => (
            <li key={offset}>
              <b>{t[kind]}</b> {t.fates[fate]}
            </li>
          ))}
          {radio ? (
            <li>
              <b>{t.radio}</b> {t.radioStays}
            </li>
          ) : null}
        </ul>
      ) : null}
      <MapLegend cells={cellsPlanned(look, planned)} />
    </div>
  );
};

const Regions = ({ look: { regions } }: { look: FlashLook }) => {
  const t = useText(flashTools).look;
  const names = useText(bench).flash.regions;
  const format = useFormats();
  if (regions.length === 0) return null;
  return (
    <details className={styles.regions}>
      <summary>{t.regions(regions.length)}</summary>
      <table>
        <tbody>
          {regions.map(({ label, offset, size }) => (
            <tr key={offset}>
              <th scope="row">
                <Mono>{label}</Mono>
              </th>
              <td>{own(names, regionOf(label) ?? '') ?? ''}</td>
              <td>
                <Mono pale>{hex(offset)}</Mono>
              </td>
              <td>
                <Mono pale>{format.bytes(size)}</Mono>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
};

export const LookView = ({ look }: { look: FlashLook }) => {
  const t = useText(flashTools).look;
  const cells = cellsNow(look);
  const table = own(t.tables, look.layout.table) ?? '';
  return (
    <Glass className={styles.look}>
      <FlashMap caption={t.now} label={t.map} cells={cells} />
      <Starts word={t.starts} boots={look.boots} />
      {table ? <p className={styles.starts}>{table}</p> : null}
      {look.layout.fixed && look.regions.length === 0 ? <p className={styles.starts}>{t.unmapped}</p> : null}
      <Lens look={look} />
      <MapLegend cells={cells} />
      <Planned look={look} />
      <Regions look={look} />
    </Glass>
  );
};
