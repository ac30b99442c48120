/** The last rates as a line over its ground; the newest carries a dot. */
const width = 200;
const height = 64;
/** Samples over the whole width; the plot fills from the left and then moves. */
const room = 120;

/** The end of the scale, bytes a second: the next of 1, 1.2, 1.5, 2, 3, 5, 8 times a power of ten. */
export const plotTop = (rates: readonly number[]): number => {
  const highest = Math.max(1000, ...rates);
  const ten = 10 ** Math.floor(Math.log10(highest));
  return ten * ([1, 1.2, 1.5, 2, 3, 5, 8].find((step) => step * ten >= highest) ?? 10);
};

/** `x,y` of each rate, 4 units of air above the highest. */
export const plotPoints = (rates: readonly number[], top: number): readonly (readonly [number, number])[] => {
  const span = Math.max(rates.length - 1, Math.min(room, Math.max(24, rates.length * 1.4)));
  return rates.map((rate, index) => [(index / span) * width, height - (rate / top) * (height - 4)] as const);
};

export const RatePlot = ({ rates, top, className }: { rates: readonly number[]; top: number; className?: string }) => {
  const points = plotPoints(rates, top);
  const last = points.at(-1);
  const line = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  return (
    <svg className={className} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
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
    </svg>
  );
};
