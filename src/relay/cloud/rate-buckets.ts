/** Room for calls, shared by all stations of a project (openapi, section 6). */
import { callsPerSecond, type RateBucket } from '../../protocols/openapi/limits';

const windowMs = 1000;

export interface RateBuckets {
  /** Takes room for one call and gives 0, or takes nothing and gives the milliseconds until there is room. */
  take(bucket: RateBucket): number;
  /** The cloud refused for want of room: nothing more until `ms` are over, or twice as long as the last time. */
  hold(bucket: RateBucket, ms?: number): void;
  /** The cloud answered: the next refusal starts with a short wait again. */
  eased(bucket: RateBucket): void;
}

const firstHoldMs = 1000;
const longestHoldMs = 60_000;

/**
 * Counts the calls of the last second. A bucket that fills up steadily would let twice the figure through within one
 * second after a pause, and how the cloud counts is not known.
 */
export const createRateBuckets = (
  ticks: () => number,
  limits: Readonly<Record<RateBucket, number>> = callsPerSecond,
): RateBuckets => {
  const sent = new Map<RateBucket, number[]>();
  const held = new Map<RateBucket, { until: number; ms: number }>();
  return {
    take(bucket) {
      const at = ticks();
      const until = held.get(bucket)?.until ?? at;
      if (until > at) return until - at;
      const recent = (sent.get(bucket) ?? []).filter((time) => time > at - windowMs);
      sent.set(bucket, recent);
      const [oldest] = recent;
      if (recent.length >= limits[bucket] && oldest !== undefined) return oldest + windowMs - at;
      recent.push(at);
      return 0;
    },
    hold(bucket, ms) {
      const before = held.get(bucket);
      // Calls that were on their way together are refused together: that counts once.
      if (ms === undefined && before && before.until > ticks()) return;
      const next = before ? Math.min(before.ms * 2, longestHoldMs) : firstHoldMs;
      held.set(bucket, { until: Math.max(before?.until ?? 0, ticks() + (ms ?? next)), ms: next });
    },
    eased: (bucket) => void held.delete(bucket),
  };
};
