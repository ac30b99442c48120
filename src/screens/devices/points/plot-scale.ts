/** Where the points of a plot lie: time to the right, values upwards, always with some air. Pure. */
export interface Sample {
  /** Milliseconds, by the clock of `now`. */
  at: number;
  value: number;
}

export interface PlotBox {
  width: number;
  height: number;
}

export interface Plot {
  /** x and y of each sample, and of its value held until now. */
  points: readonly (readonly [number, number])[];
  low: number;
  high: number;
  /** Milliseconds that the samples span, at most the window. */
  spanMs: number;
}

/** What is shown at most. */
export const plotWindowMs = 10 * 60_000;
const air = 0.12;

/**
 * A device reports when something changes, so a value holds until the next one: the last is drawn on to `now`. The
 * newest sample before the window begins it. Undefined without a sample.
 */
export const plotOf = (
  samples: readonly Sample[],
  now: number,
  { width, height }: PlotBox,
  windowMs = plotWindowMs,
): Plot | undefined => {
  const from = now - windowMs;
  const firstInside = samples.findIndex(({ at }) => at >= from);
  const shown = firstInside < 0 ? samples.slice(-1) : samples.slice(Math.max(0, firstInside - 1));
  const last = shown.at(-1);
  if (!last) return undefined;
  const begin = Math.max(from, shown[0]?.at ?? from);
  const spanMs = Math.max(1000, now - begin);
  const values = shown.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // A flat line lies in the middle.
  const [bottom, top] = high > low ? [low - (high - low) * air, high + (high - low) * air] : [low - 1, high + 1];
  const x = (at: number) => (Math.max(0, at - begin) / spanMs) * width;
  const y = (value: number) => height - ((value - bottom) / (top - bottom)) * height;
  const points = shown.map(({ at, value }) => [x(at), y(value)] as const);
  return { points: [...points, [x(now), y(last.value)]], low, high, spanMs };
};
