import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Whole conversations with virtual boards keep real time; `vitest.contract.config.ts` runs them. */
export const conversations = ['tests/chips/**/*.test.ts', 'tests/doors/**/*.test.ts', 'tests/steps/**/*.test.ts'];

/** They count the timers of the whole process, or hear a database tell of changes: nothing of another test may be left. */
const alone = ['tests/links/**/*.test.ts', 'tests/records/**/*.test.ts'];

const always = ['tests/e2e/**', 'tests/upstream/**', 'node_modules/**', ...conversations];

// As the page is built.
const oxc = { jsx: { runtime: 'automatic', importSource: '#ui' } } as const;

export default defineConfig({
  test: {
    pool: 'threads',
    // By itself it would leave one of two cores unused, and some tests wait.
    maxWorkers: Math.max(3, availableParallelism()),
    projects: [
      {
        oxc,
        // One after the other in the same threads: loading the bench anew for each of 270 files took longer than the tests.
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: [...always, ...alone],
          isolate: false,
          // Far from what a busy computer needs: only what hangs runs into it.
          testTimeout: 120_000,
        },
      },
      { oxc, test: { name: 'alone', include: alone, testTimeout: 120_000 } },
    ],
  },
});
