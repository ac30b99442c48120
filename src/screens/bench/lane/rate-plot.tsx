/** The last rates as a line over its ground and over the time since the write began; the newest end is now. */
import { useFormats } from '../../../i18n/use-text';
import type { RateSample } from '../../../model/run';
import { Mono } from '../../../ui/text';
import styles from './flash-glass.module.css';

const width = 200;
const height = 64;
/** The plot fills from the left, and then moves. */
const shortestMs = 8000;
const spare = 1.15;
const mostTicks = 4;
const tickSeconds = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600];

/** The end of the scale, bytes a second: the next of 1, 1.2, 1.5, 2, 3, 5, 8 times a power of ten. */
export const plotTop = (rates: readonly RateSample[]): number => {
  const highest = Math.max(1000, ...rates.map(({ rate }) => rate));
  const ten = 10 ** Math.floor(Math.log10(highest));
  return ten * ([1, 1.2, 1.5, 2, 3, 5, 8].find((step) => step * ten >= highest) ?? 10);
};

/** The time over the whole width. */
const windowOf = (rates: readonly RateSample[]): { from: number; ms: number } => {
  const from = rates[0]?.ms ?? 0;
  return { from, ms: Math.max(shortestMs, ((rates.at(-1)?.ms ?? 0) - from) * spare) };
};

/** `x,y` of each rate, 4 units of air above the highest. */
export const plotPoints = (rates: readonly RateSample[], top: number): readonly (readonly [number, number])[] => {
  const { from, ms } = windowOf(rates);
  return rates.map(({ ms: at, rate }) => [((at - from) / ms) * width, height - (rate / top) * (height - 4)] as const);
};

/** Round seconds since the write began, and where they stand, 0 to 1. */
export const plotTicks = (rates: readonly RateSample[]): readonly { seconds: number; at: number }[] => {
  const { from, ms } = windowOf(rates);
  const step = tickSeconds.find((seconds) => ms / (seconds * 1000) <= mostTicks) ?? 1200;
  const first = Math.ceil(from / 1000 / step) * step;
  return (
    Array.from({ length: mostTicks + 1 }, (_, index) => first + index * step)
      .map((seconds) => ({ seconds, at: (seconds * 1000 - from) / ms }))
      // A label needs room to stand in.
      .filter(({ at }) => at <= 0.92)
  );
};

export const RatePlot = ({ rates, top }: { rates: readonly RateSample[]; top: number }) => {
  const format = useFormats();
  const points = plotPoints(rates, top);
  const last = points.at(-1);
  const line = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  const ticks = plotTicks(rates);
  return (
    <>
      <svg className={styles.plot} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {last ? (
          <>
            <polygon points={`0,${height} ${line} ${last[0].toFixed(1)},${height}`} fill="var(--working-wash)" />
            <polyline
              points={line}
              fill="none"
              stroke="var(--working)"
              strokeWidth="1.5"
              vectorEffect="non-scaling-stroke"
            />
          </>
        ) : null}
        <path d={`M0 ${height}H${width}`} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
        {ticks.map(({ seconds, at }) => (
          <path
            key={seconds}
            d={`M${(at * width).toFixed(1)} ${height}v-4`}
            stroke="var(--ink-3)"
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      <div className={styles.axis} aria-hidden="true">
        {ticks.map(({ seconds, at }) => (
          <Mono key={seconds} pale>
            <span style={{ insetInlineStart: `${at * 100}%` }}>{format.clock(seconds * 1000)}</span>
          </Mono>
        ))}
      </div>
    </>
  );
};
