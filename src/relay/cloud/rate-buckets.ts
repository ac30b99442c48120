/** Room for calls, shared by all stations of a project (openapi, section 6). */
import { callsPerSecond, type RateBucket } from '../../protocols/openapi/limits';

const windowMs = 1000;

export interface RateBuckets {
  /** Takes room for one call and gives 0, or takes nothing and gives the milliseconds until there is room. */
  take(bucket: RateBucket): number;
}

/**
 * Counts the calls of the last second. A bucket that fills up steadily would let twice the figure through within one
 * second after a pause, and how the cloud counts is not known.
 */
export const createRateBuckets = (
  ticks: () => number,
  limits: Readonly<Record<RateBucket, number>> = callsPerSecond,
): RateBuckets => {
  const sent = new Map<RateBucket, number[]>();
  return {
    take(bucket) {
      const at = ticks();
      const recent = (sent.get(bucket) ?? []).filter((time) => time > at - windowMs);
      sent.set(bucket, recent);
      const [oldest] = recent;
      if (recent.length >= limits[bucket] && oldest !== undefined) return oldest + windowMs - at;
      recent.push(at);
      return 0;
    },
  };
};
