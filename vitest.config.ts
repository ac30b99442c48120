import { defineConfig } from 'vitest/config';

/** Whole conversations with virtual boards keep real time; `vitest.contract.config.ts` runs them. */
export const conversations = ['tests/chips/**/*.test.ts', 'tests/doors/**/*.test.ts', 'tests/steps/**/*.test.ts'];

export default defineConfig({
  // As the page is built.
  oxc: { jsx: { runtime: 'automatic', importSource: '#ui' } },
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/e2e/**', 'tests/upstream/**', 'node_modules/**', ...conversations],
    // Far from what a busy computer needs: only what hangs runs into it.
    testTimeout: 120_000,
  },
});
