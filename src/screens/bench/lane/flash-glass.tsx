/** The instrument of a board that is being written: percent, bytes, rate, time left, the map to scale, the rate. */
import Lock from 'lucide-react/icons/lock';
import { bench } from '../../../i18n/en/bench';
import { useFormats, useText } from '../../../i18n/use-text';
import type { FlashProgress } from '../../../model/run';
import { cx } from '../../../ui/cx';
import { Glass } from '../../../ui/glass';
import { Engraved, Evidence, Mono, Reading } from '../../../ui/text';
import styles from './flash-glass.module.css';
import { type CellState, cellRuns, keptRegions, mapCells, mapLabels } from './map-cells';
import { plotTop, RatePlot } from './rate-plot';

const looks: Readonly<Record<CellState, string | undefined>> = {
  proven: styles.proven,
  sent: styles.sent,
  now: styles.now,
  'to-write': styles.toWrite,
  kept: styles.kept,
  untouched: styles.untouched,
};

const Readings = ({ progress }: { progress: FlashProgress }) => {
  const t = useText(bench).flash;
  const format = useFormats();
  const { done, total, rate, leftMs, phase } = progress;
  const all = format.size(total);
  const speed = format.rate(rate);
  return (
    <p className={styles.readings}>
      <Reading className={styles.percent} unit="%">
        {format.percent(done, total)}
      </Reading>
      <Mono pale>
        <Mono strong>{format.size(done, total).value}</Mono> / {all.value} {all.unit}
      </Mono>
      {rate > 0 ? (
        <Mono pale>
          <Mono strong>{speed.value}</Mono> {speed.unit}
        </Mono>
      ) : null}
      {leftMs !== undefined ? (
        <Mono pale className={styles.left}>
          <Mono strong>{format.clock(leftMs + 500)}</Mono> {t.left}
        </Mono>
      ) : null}
      <Evidence className={styles.phase}>{t.phases[phase]}</Evidence>
    </p>
  );
};

/** Which slot it is, and what comes of it: said before the first byte, and at every width. */
const Slot = ({ slot }: Pick<FlashProgress, 'slot'>) => {
  const t = useText(bench).flash;
  if (!slot) return null;
  return (
    <p className={styles.slot}>
      {t.slot} <Mono strong>{slot.label}</Mono> <Mono>0x{slot.offset.toString(16).toUpperCase()}</Mono>
      <Evidence>{t.starts}</Evidence>
    </p>
  );
};

const Legend = ({ progress, cells }: { progress: FlashProgress; cells: readonly CellState[] }) => {
  const t = useText(bench).flash;
  const words: readonly (readonly [CellState, string])[] = [
    ['proven', t.proven],
    ['sent', t.sent],
    ['to-write', t.toWrite],
    ['kept', t.kept],
    ['untouched', t.untouched],
  ];
  const kept = keptRegions(progress);
  return (
    <div className={styles.legend}>
      <ul className={styles.legend}>
        {words
          .filter(([state]) => cells.includes(state))
          .map(([state, word]) => (
            <li key={state}>
              <span className={cx(styles.swatch, looks[state])} />
              {word}
            </li>
          ))}
      </ul>
      {kept.length > 0 ? (
        <ul className={styles.lens} aria-label={t.kept}>
          {kept.slice(0, 5).map(({ label }) => (
            <li key={label}>
              <Lock size={11} strokeWidth={1.75} aria-hidden="true" />
              <Mono strong>{label}</Mono>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
};

/** `speed`: how many times as fast as life a virtual board is, where it is not as in life. */
export const FlashGlass = ({ progress, speed }: { progress: FlashProgress; speed?: number | undefined }) => {
  const t = useText(bench).flash;
  const format = useFormats();
  const cells = mapCells(progress);
  const kept = keptRegions(progress);
  const top = plotTop(progress.rates);
  return (
    <Glass className={styles.glass}>
      <div className={styles.main}>
        <Readings progress={progress} />
        <Slot slot={progress.slot} />
        <div className={styles.labels} aria-hidden="true">
          {mapLabels(progress).map(({ label, at }) => (
            <span key={label} style={{ insetInlineStart: `${at * 100}%` }}>
              {label}
            </span>
          ))}
        </div>
        <div className={styles.map} role="img" aria-label={t.map} data-dense={cells.length > 128 ? '' : undefined}>
          {cellRuns(cells).map(({ state, count, at }) => (
            <span key={at} className={cx(styles.cell, looks[state])} style={{ flexGrow: count }} />
          ))}
        </div>
        <Legend progress={progress} cells={cells} />
        <Evidence className={styles.narrow}>
          {kept.length > 0 ? t.keptNames(kept.map(({ label }) => label).join(', ')) : t.phases[progress.phase]}
        </Evidence>
      </div>
      <div className={styles.side}>
        <p className={styles.sideHead}>
          <Engraved>{speed ? t.rateAt(speed) : t.rate}</Engraved>
          <Mono pale>0–{format.count(top / 1000)} kB/s</Mono>
        </p>
        <RatePlot rates={progress.rates} top={top} className={styles.plot} />
      </div>
    </Glass>
  );
};
