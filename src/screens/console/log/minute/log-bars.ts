/** A second of the last minute as a bar. Pure. */
import type { LogSecond } from '../../../../model/log-look';

export const plotHeight = 48;
const least = 2;

export interface Bar {
  colour: '--line' | '--failed' | '--yours' | '--ink-3';
  /** Of its foot, and how tall it stands on it. */
  from: number;
  tall: number;
}

/**
 * One upon the other: errors, warnings, the rest. Each is as tall as its share, and none too small to be seen: one error
 * among a hundred lines is a mark, and not a red bar.
 */
export const barsOf = ({ lines, warnings, errors }: LogSecond, peak: number): readonly Bar[] => {
  if (lines === 0) return [{ colour: '--line', from: 0, tall: 1 }];
  const parts = [
    { colour: '--failed', count: errors },
    { colour: '--yours', count: warnings },
    { colour: '--ink-3', count: lines - errors - warnings },
  ] as const;
  let from = 0;
  return parts
    .filter(({ count }) => count > 0)
    .map(({ colour, count }) => {
      const foot = from;
      const tall = Math.min(plotHeight - foot, Math.max(least, (count / peak) * plotHeight));
      from += tall;
      return { colour, from: foot, tall };
    });
};
