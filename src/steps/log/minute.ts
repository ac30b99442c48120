import type { LogLine } from '../../model/log-line';
import type { LogSecond } from '../../model/log-look';

/** Lines per second over the last two minutes, counted as they come. */

const keptSeconds = 120;

export const createMinute = () => {
  let seconds: LogSecond[] = [];
  return {
    count(lines: readonly LogLine[]): void {
      for (const line of lines) {
        const second = Math.floor((line.ticks ?? line.at) / 1000);
        let last = seconds.at(-1);
        // A line that was begun earlier and came later counts where the others do.
        if (!last || last.second < second) seconds.push((last = { second, lines: 0, warnings: 0, errors: 0 }));
        last.lines += 1;
        if (line.level === 'W') last.warnings += 1;
        if (line.level === 'E') last.errors += 1;
      }
      const newest = seconds.at(-1)?.second ?? 0;
      if ((seconds[0]?.second ?? newest) <= newest - keptSeconds)
        seconds = seconds.filter(({ second }) => second > newest - keptSeconds);
    },
    /** Only seconds in which something was heard, oldest first. */
    seconds: (): readonly LogSecond[] => seconds.map((second) => ({ ...second })),
  };
};
export type Minute = ReturnType<typeof createMinute>;
