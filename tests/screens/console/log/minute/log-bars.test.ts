import { describe, expect, it } from 'vitest';
import { barsOf, plotHeight } from '../../../../../src/screens/console/log/minute/log-bars';

const second = (lines: number, warnings = 0, errors = 0) => ({ second: 1, lines, warnings, errors });

describe('a second of the log as a bar', () => {
  it('is not wholly red for one error', () => {
    const bars = barsOf(second(100, 0, 1), 100);
    expect(bars.map(({ colour }) => colour)).toEqual(['--failed', '--ink-3']);
    expect(bars[0]!.tall).toBe(2);
    expect(bars[1]!.tall).toBeGreaterThan(40);
  });

  it('is as tall as its lines, whatever they are, and never taller than the plot', () => {
    for (const [lines, warnings, errors] of [
      [10, 0, 0],
      [10, 5, 5],
      [10, 3, 1],
      [1, 0, 1],
      [60, 1, 1],
    ] as const) {
      const bars = barsOf(second(lines, warnings, errors), 60);
      const tall = bars.reduce((sum, bar) => sum + bar.tall, 0);
      expect(tall).toBeLessThanOrEqual(plotHeight);
      expect(tall).toBeGreaterThanOrEqual(Math.min(plotHeight, (lines / 60) * plotHeight - 1e-9));
      for (const [index, bar] of bars.entries()) {
        expect(bar.from).toBeCloseTo(bars.slice(0, index).reduce((sum, { tall: each }) => sum + each, 0));
      }
    }
  });

  it('is a mark on the ground where nothing was heard', () => {
    expect(barsOf(second(0), 60)).toEqual([{ colour: '--line', from: 0, tall: 1 }]);
  });
});
