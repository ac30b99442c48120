import type { LogSecond } from '../../../../model/log-look';

const span = 60;

/** The sixty seconds that end with the last whole one before `now` (as `Clock.ticks`), oldest first. */
export const lastMinute = (seconds: readonly LogSecond[], now: number): readonly LogSecond[] => {
  const end = Math.floor(now / 1000);
  const heard = new Map(seconds.map((second) => [second.second, second]));
  return Array.from({ length: span }, (_, index) => {
    const second = end - span + index;
    return heard.get(second) ?? { second, lines: 0, warnings: 0, errors: 0 };
  });
};
