import { msBetween } from '../../../../model/clock';
import type { LogRow, LogSeen } from '../../../../model/log-look';

/** What stands before a line: the time of day, the time since the first line, or since the line above it. Pure. */
export const timeModes = ['clock', 'start', 'between'] as const;
export type TimeMode = (typeof timeModes)[number];

const two = (n: number) => String(n).padStart(2, '0');

/** `+1.204`, `+2:01.204`, `+1:02:01.204`; a clock that was set back shows a minus. */
export const elapsed = (ms: number): string => {
  const whole = Math.round(Math.abs(ms));
  const [hours, minutes, seconds] = [
    Math.floor(whole / 3_600_000),
    Math.floor(whole / 60_000) % 60,
    Math.floor(whole / 1000) % 60,
  ];
  const tail = `.${String(whole % 1000).padStart(3, '0')}`;
  const head = () => {
    if (hours > 0) return `${hours}:${two(minutes)}:${two(seconds)}`;
    return minutes > 0 ? `${minutes}:${two(seconds)}` : String(seconds);
  };
  return `${ms < 0 ? '−' : '+'}${head()}${tail}`;
};

export const timeOf = (
  { line, gap }: LogRow,
  mode: TimeMode,
  begun: LogSeen['begun'],
  moment: (at: number) => string,
): string => {
  if (mode === 'start' && begun) return elapsed(msBetween(begun, line));
  if (mode === 'between') return gap === undefined ? '' : elapsed(gap);
  return moment(line.at);
};
