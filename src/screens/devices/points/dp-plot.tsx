/** A number over time, as steps: it holds until the device reports another. */
import styles from './dp-controls.module.css';
import type { Plot, PlotBox } from './plot-scale';

export const DpPlot = ({ plot, box: { width, height }, label }: { plot: Plot; box: PlotBox; label: string }) => {
  const [first, ...rest] = plot.points;
  const last = plot.points.at(-1);
  if (!first || !last) return null;
  const path = rest.map(([x, y]) => `H${x.toFixed(1)}V${y.toFixed(1)}`).join('');
  return (
    <svg
      className={styles.drawn}
      viewBox={`-4 -4 ${width + 8} ${height + 8}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {[0.25, 0.5, 0.75].map((share) => (
        <path
          key={share}
          d={`M0 ${height * share}H${width}`}
          stroke="var(--line)"
          strokeDasharray="1 7"
          vectorEffect="non-scaling-stroke"
        />
      ))}
      <path
        d={`M${first[0].toFixed(1)} ${first[1].toFixed(1)}${path}`}
        fill="none"
        stroke="var(--ink)"
        strokeWidth="1.5"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
      <circle cx={last[0]} cy={last[1]} r="2" fill="var(--ink)" />
    </svg>
  );
};
