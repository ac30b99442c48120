/** The instrument of a board that is being written: percent, bytes, rate, time left, the map to scale, the rate. */
import Lock from 'lucide-react/icons/lock';
import { bench } from '../../../i18n/en/bench';
import { useFormats, useText } from '../../../i18n/use-text';
import { own } from '../../../model/own';
import type { FlashProgress } from '../../../model/run';
import { cx } from '../../../ui/cx';
import { Glass } from '../../../ui/glass';
import { Engraved, Evidence, Mono, Reading } from '../../../ui/text';
import styles from './flash-glass.module.css';
import {
  type CellState,
  cellRuns,
  keptRegions,
  legendOf,
  mapCells,
  mapLabels,
  partlySame,
  regionOf,
  steady,
} from './map-cells';
import { plotTop, RatePlot } from './rate-plot';

const looks: Readonly<Record<CellState, string | undefined>> = {
  proven: styles.proven,
  sent: styles.sent,
  now: styles.now,
  'to-write': styles.toWrite,
  'to-erase': styles.toErase,
  erased: styles.erased,
  same: styles.same,
  kept: styles.kept,
  untouched: styles.untouched,
};

const Readings = ({ progress }: { progress: FlashProgress }) => {
  const t = useText(bench).flash;
  const format = useFormats();
  const { share, done, total, rate, phase, resumed } = progress;
  const all = format.size(total);
  const speed = format.rate(rate);
  return (
    <p className={styles.readings}>
      <Reading className={styles.percent} unit="%">
        {format.percent(share, 1)}
      </Reading>
      {total > 0 ? (
        <Mono pale>
          <Mono strong>{format.size(steady(done), total).value}</Mono> / {all.value} {all.unit}
        </Mono>
      ) : null}
      {rate > 0 ? (
        <Mono pale>
          <Mono strong>{speed.value}</Mono> {speed.unit}
        </Mono>
      ) : null}
      <Evidence className={styles.phase}>
        {t.phases[phase]}
        {resumed ? `${t.comma}${t.resumed(resumed)}` : null}
      </Evidence>
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

/** What a region is for; a name that nobody here knows stays as the table has it. */
const useRegionWords = () => {
  const t = useText(bench).flash;
  return (label: string): string => own(t.regions, regionOf(label) ?? '') ?? label;
};

const useLegend = (progress: FlashProgress, cells: readonly CellState[]) => {
  const t = useText(bench).flash;
  const format = useFormats();
  return legendOf(progress, cells).map(({ state, bytes }) => ({
    state,
    word: t.states[state],
    ...(bytes !== undefined && { figure: format.bytes(steady(bytes)) }),
  }));
};

const Legend = ({ progress, cells }: { progress: FlashProgress; cells: readonly CellState[] }) => {
  const t = useText(bench).flash;
  const wordOf = useRegionWords();
  const kept = keptRegions(progress);
  const words = [...new Map(kept.map(({ label }) => [wordOf(label), label]))];
  return (
    <div className={styles.legend}>
      <ul className={styles.legend}>
        {useLegend(progress, cells).map(({ state, word, figure }) => (
          <li key={state}>
            <span className={cx(styles.swatch, looks[state])} />
            {word}
            {figure ? <Mono strong>{figure}</Mono> : null}
          </li>
        ))}
      </ul>
      {kept.length > 0 ? (
        <ul className={styles.lens} aria-label={t.states.kept}>
          {words.slice(0, 5).map(([word, label]) => (
            <li key={label}>
              <Lock size={11} strokeWidth={1.75} aria-hidden="true" />
              <span title={label}>{word}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
};

/** Where there is no room for a legend: its figures, and the names of what stays. */
const Narrow = ({ progress, cells }: { progress: FlashProgress; cells: readonly CellState[] }) => {
  const t = useText(bench).flash;
  const figures = useLegend(progress, cells).filter(({ figure }) => figure);
  const wordOf = useRegionWords();
  const kept = keptRegions(progress);
  const words = [...new Set(kept.map(({ label }) => wordOf(label)))];
  return (
    <div className={styles.narrow}>
      {figures.length > 0 ? (
        <ul className={styles.figures}>
          {figures.map(({ state, word, figure }) => (
            <li key={state}>
              <span className={cx(styles.swatch, looks[state])} />
              {word} <Mono strong>{figure}</Mono>
            </li>
          ))}
        </ul>
      ) : null}
      <Evidence>{kept.length > 0 ? t.keptNames(words.join(t.comma)) : t.phases[progress.phase]}</Evidence>
    </div>
  );
};

/** `speed`: how many times as fast as life a virtual board is, where it is not as in life. */
export const FlashGlass = ({ progress, speed }: { progress: FlashProgress; speed?: number | undefined }) => {
  const t = useText(bench).flash;
  const format = useFormats();
  const wordOf = useRegionWords();
  const cells = mapCells(progress);
  const top = plotTop(progress.rates);
  return (
    <Glass className={styles.glass}>
      <div className={styles.main}>
        <Readings progress={progress} />
        <Slot slot={progress.slot} />
        <div className={styles.labels} aria-hidden="true">
          {mapLabels(progress).map(({ label, at }) => (
            <span key={label} style={{ insetInlineStart: `${at * 100}%` }}>
              {wordOf(label)}
            </span>
          ))}
        </div>
        <div className={styles.map} role="img" aria-label={t.map} data-dense={cells.length > 128 ? '' : undefined}>
          {cellRuns(cells, partlySame(progress)).map(({ state, count, at, mixed }) => (
            <span key={at} className={cx(styles.cell, looks[state])} style={{ flexGrow: count }}>
              {mixed ? <span className={cx(styles.partly, styles.same)} /> : null}
            </span>
          ))}
        </div>
        <Legend progress={progress} cells={cells} />
        <Narrow progress={progress} cells={cells} />
      </div>
      <div className={styles.side}>
        <p className={styles.sideHead}>
          <Engraved>{speed ? t.rateAt(speed) : t.rate}</Engraved>
          <Mono pale>0–{format.count(top / 1000)} kB/s</Mono>
        </p>
        <RatePlot rates={progress.rates} top={top} />
      </div>
    </Glass>
  );
};
