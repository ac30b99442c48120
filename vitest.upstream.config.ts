import { defineConfig } from 'vitest/config';

/** Other people's flashers, unmodified, against our virtual boards. They keep real time, so this takes a minute. */
export default defineConfig({
  test: {
    include: ['tests/upstream/**/*.test.ts'],
    testTimeout: 120_000,
    // Two boards at a time at most: the clients poll, and a starved poll is a time-out.
    maxWorkers: 2,
  },
});
