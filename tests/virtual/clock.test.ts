import { describe, expect, test } from 'vitest';
import { realClock } from '../../src/virtual/parts/clock';

describe('clocks', () => {
  test('as soon as possible keeps the order of times, and of wishes for the same time', async () => {
    const clock = realClock(0);
    const log: string[] = [];
    await new Promise<void>((done) => {
      clock.after(3_600_000, () => {
        log.push(`hour ${clock.now()}`);
        done();
      });
      clock.after(10, () => {
        log.push('ten');
        // What a job sets off comes before the next job.
        void Promise.resolve().then(() => log.push('ten, then'));
        clock.after(1, () => void log.push('eleven'));
      });
      clock.after(10, () => void log.push('ten again'));
      const cancel = clock.after(5, () => void log.push('never'));
      cancel();
    });
    expect(log).toEqual(['ten', 'ten, then', 'ten again', 'eleven', 'hour 3600000']);
  });

  test('a faster clock shows more time than has passed', async () => {
    const clock = realClock(100);
    const begin = clock.now();
    const real = performance.now();
    await new Promise<void>((done) => clock.after(1000, done));
    expect(clock.now() - begin).toBeGreaterThanOrEqual(900);
    expect(performance.now() - real).toBeLessThan(900);
  });
});
