import type { LogLine } from '../../model/log-line';
import { emptyTrack, followLog, type LogTrack, nextNumber } from './log-track';

/** Lines per second over the last minute, counted as they come: the log itself may hold only the last few seconds. */

export interface LogSecond {
  /** Of the lines' ticks; where a line has none, since 1970. */
  second: number;
  lines: number;
  warnings: number;
  errors: number;
}

export interface LogMinute {
  track: LogTrack;
  /** Only seconds in which something was heard, oldest first. */
  seconds: readonly LogSecond[];
}

export const emptyMinute: LogMinute = { track: emptyTrack, seconds: [] };

const span = 60;

export const countLines = (before: LogMinute, lines: readonly LogLine[]): LogMinute => {
  if (lines === before.track.lines) return before;
  const track = followLog(before.track, lines);
  const known = nextNumber(before.track) - track.first;
  const seconds = before.seconds.slice();
  for (const line of lines.slice(Math.max(0, known))) {
    const second = Math.floor((line.ticks ?? line.at) / 1000);
    const last = seconds.at(-1);
    const own = last && last.second >= second ? last : { second, lines: 0, warnings: 0, errors: 0 };
    const counted = {
      ...own,
      lines: own.lines + 1,
      warnings: own.warnings + (line.level === 'W' ? 1 : 0),
      errors: own.errors + (line.level === 'E' ? 1 : 0),
    };
    if (own === last) seconds[seconds.length - 1] = counted;
    else seconds.push(counted);
  }
  const newest = seconds.at(-1)?.second ?? 0;
  return { track, seconds: seconds.filter(({ second }) => second > newest - 2 * span) };
};

/** The sixty seconds that end with the last whole one before `now` (as `Clock.ticks`), oldest first. */
export const lastMinute = ({ seconds }: LogMinute, now: number): readonly LogSecond[] => {
  const end = Math.floor(now / 1000);
  const heard = new Map(seconds.map((second) => [second.second, second]));
  return Array.from({ length: span }, (_, index) => {
    const second = end - span + index;
    return heard.get(second) ?? { second, lines: 0, warnings: 0, errors: 0 };
  });
};
